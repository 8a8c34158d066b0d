"""Rules about PostgreSQL, Kafka and Redis, and that docker-compose.yml says the same."""

import re
from pathlib import Path

import yaml

from checks.policy import policy
from checks.system import SERVICES, amount, name, settings

AT_LEAST = {"grafana/grafana": 384, "redis": 36}  # MiB, with which these images were seen to live
EVICTION = {"redis": "allkeys-lru", "redis-limits": "volatile-ttl"}  # the key used least recently; the limit that ends soonest


@policy
def appetites(s):
    """a server has the memory that its official image was seen to need"""
    for where, _, _, c in s.containers():
        least = AT_LEAST.get(c["image"].partition(":")[0])
        if least and amount(c["resources"].get("limits", {}).get("memory", "0Mi")) < least:
            yield f"{where}: less than {least} MiB"


@policy
def bounded_redis(s):
    """Redis evicts before it reaches its limit, and is started itself: its image's entry point loads modules"""
    for where, w, _, c in s.containers():
        if not c["image"].startswith("redis:"):
            continue
        said, given = c.get("args", []), lambda o: dict(zip(c.get("args", []), c.get("args", [])[1:])).get(o, "")
        if c.get("command") != ["redis-server"]:
            yield f"{where}: the entry point loads modules (command)"
        if not bounded(w, given("--maxmemory"), given("--maxmemory-policy"), c["resources"].get("limits", {}).get("memory")):
            yield f"{where}: may outgrow its limit: {' '.join(said)}"
    for redis in s.of("Redis"):
        more = (s.find("ConfigMap", redis["spec"].get("redisConfig", {}).get("additionalRedisConfig")) or {}).get("data", {})
        said = dict(line.split(None, 1) for line in more.get("redis-additional.conf", "").splitlines() if line.strip())
        limit = redis["spec"]["kubernetesConfig"]["resources"]["limits"]["memory"]
        if not bounded(redis, said.get("maxmemory", ""), said.get("maxmemory-policy", ""), limit):
            yield f"{name(redis)}: may outgrow its limit of {limit}"


def bounded(redis, most, eviction, limit):
    wanted = EVICTION.get(redis["metadata"]["name"])
    return re.fullmatch(r"\d+mb", most) and eviction == wanted and int(most[:-2]) <= 0.8 * amount(limit or "0Mi")


@policy
def no_jit(s):
    """PostgreSQL compiles no queries: ours are short, and the compiler costs each connection memory"""
    for where, _, _, c in s.containers():
        if c["image"].startswith("postgres:") and "jit=off" not in c.get("args", []):
            yield f"{where}: jit is on"
    for cluster in s.of("Cluster"):
        if cluster["spec"]["postgresql"]["parameters"].get("jit") != "off":
            yield f"{name(cluster)}: jit is on"


@policy
def bounded_logs(s):
    """Kafka writes its log to stdout, which the kubelet bounds, and to no file that only grows"""
    for where, _, spec, c in s.containers():
        if not c["image"].startswith("apache/kafka:"):
            continue
        said = settings(s, c)
        if "loggc" in said.get("EXTRA_ARGS", "-loggc"):
            yield f"{where}: the collector's log grows (EXTRA_ARGS)"
        file = said.get("KAFKA_LOG4J_OPTS", "").partition("-Dlog4j2.configurationFile=")[2]
        volumes = {m["name"] for m in c.get("volumeMounts", []) if file.startswith(m["mountPath"] + "/")}
        maps = [v["configMap"]["name"] for v in spec["volumes"] if v["name"] in volumes and "configMap" in v]
        appenders = next(((s.find("ConfigMap", m) or {}).get("data", {}).get(Path(file).name) for m in maps), None)
        if not appenders or set(yaml.safe_load(appenders)["Configuration"]["Appenders"]) != {"Console"}:
            yield f"{where}: logs to files that grow by the hour (KAFKA_LOG4J_OPTS)"


@policy
def compose(s):
    """docker-compose.yml says the same: processors, memory, modules, jit, logs"""

    def said(service):
        return s.compose[service].get("environment", {})

    for service in ("discovery", "gateway") + SERVICES:
        if "-XX:ActiveProcessorCount=2" not in said(service).get("JAVA_TOOL_OPTIONS", ""):
            yield f"compose: {service} counts the host's processors"
    if "-XX:ActiveProcessorCount=2" not in said("kafka").get("KAFKA_JVM_PERFORMANCE_OPTS", ""):
        yield "compose: kafka counts the host's processors"
    if "log4j2" not in said("kafka").get("KAFKA_LOG4J_OPTS", "") or "loggc" in said("kafka").get("EXTRA_ARGS", "-loggc"):
        yield "compose: kafka logs to files that grow"
    for redis, eviction in EVICTION.items():
        if s.compose[redis].get("entrypoint") != ["redis-server"]:
            yield f"compose: {redis} loads modules"
        if s.compose[redis]["command"][-2:] != ["--maxmemory-policy", eviction]:
            yield f"compose: {redis} does not evict as {eviction}"
    if "redis-limits" in s.compose["gateway"]["depends_on"]:
        yield "compose: gateway waits for redis-limits, and is to do without it"
    if "-cjit=off" not in s.compose["postgres"]["command"]:
        yield "compose: postgres has jit"
    for service in s.compose.values():
        least = AT_LEAST.get(service["image"].partition(":")[0], 0)
        if int(service["mem_limit"].rstrip("m")) < least:
            yield f"compose: {service['image']} has less than {least} MiB"

"""Rules about the compilers and processors of a JVM in a small container."""

from checks.policy import policy
from checks.system import amount, name, served, settings


@policy
def compiler(s):
    """one of our programs with less than 400 MiB runs on C1 alone: there is no room for C2 (docs/decisions/0012)"""
    for w, _, spec in served(s):
        c = spec["containers"][0]
        small = amount(c["resources"]["limits"]["memory"]) < 400
        if small and "-XX:TieredStopAtLevel=1" not in settings(s, c).get("JAVA_TOOL_OPTIONS", ""):
            yield f"{name(w)}: both compilers, with {c['resources']['limits']['memory']}"


@policy
def processors(s):
    """a JVM without a limit on CPU is told that it has two processors; it would count the host's"""
    told = "-XX:ActiveProcessorCount=2"
    for where, _, _, c in s.containers():
        if "cpu" in c.get("resources", {}).get("limits", {}):
            continue
        said = settings(s, c)
        if c["image"].startswith("apache/kafka:"):
            if told not in said.get("KAFKA_JVM_PERFORMANCE_OPTS", ""):
                yield f"{where}: KAFKA_JVM_PERFORMANCE_OPTS lacks {told}"
        elif "coalmine/lab:" in c["image"]:
            if told not in s.entry_point:
                yield f"{where}: lab/images/lab-entrypoint lacks {told}"
        elif "coalmine/" in c["image"] and told not in said.get("JAVA_TOOL_OPTIONS", ""):
            yield f"{where}: JAVA_TOOL_OPTIONS lacks {told}"

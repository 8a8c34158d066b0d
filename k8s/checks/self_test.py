"""Breaks each rule once in a sound system, and wants that to be seen."""

import copy, sys

from checks import budget, containers, edge, jvm, network, references, rollouts, security, servers, shutdown
from checks.places import HERE
from checks.policy import POLICIES, complaints
from checks.rendering import render
from checks.system import NAME, System


def breakages():
    """(rule that must complain, what is done to a system)"""

    def workload(n):
        return lambda s: next(w for w in s.workloads() if w["metadata"]["name"] == n)

    def pod(s, n="order-service"):
        return workload(n)(s)["spec"]["template"]["spec"]

    def container(s, n="order-service"):
        return pod(s, n)["containers"][0]

    def drop(s, kind, n):
        s.objects.remove(s.find(kind, n))

    def put(o, *path):
        *way, last, value = path
        for step in way:
            o = o[step]
        o[last] = value

    yield references.addresses, lambda s: s.find("Service", "mail")["spec"]["ports"].pop()
    yield references.addresses, lambda s: container(s)["env"].append({"name": "X", "value": "http://gateway:8081/"})
    yield containers.limits, lambda s: container(s)["resources"].pop("limits")
    yield containers.limits, lambda s: container(s, "redis")["resources"]["requests"].pop("cpu")
    yield containers.probes, lambda s: container(s).pop("startupProbe")
    yield containers.probes, lambda s: container(s, "kafka").pop("livenessProbe")
    yield security.non_root, lambda s: pod(s)["securityContext"].pop("runAsNonRoot")
    yield security.non_root, lambda s: put(container(s), "securityContext", "runAsUser", 0)
    yield security.read_only_root, lambda s: put(container(s, "postgres"), "securityContext", "readOnlyRootFilesystem", False)
    yield security.read_only_root, lambda s: put(pod(s)["volumes"][0], "emptyDir", {})
    yield security.no_capabilities, lambda s: container(s)["securityContext"].pop("capabilities")
    yield security.no_capabilities, lambda s: put(container(s), "securityContext", "capabilities", "add", ["NET_ADMIN"])
    yield security.no_capabilities, lambda s: container(s)["securityContext"].pop("allowPrivilegeEscalation")
    yield security.no_capabilities, lambda s: put(pod(s), "hostNetwork", True)
    yield security.no_capabilities, lambda s: pod(s)["volumes"].append({"name": "host", "hostPath": {"path": "/"}})
    yield security.seccomp, lambda s: pod(s, "mail")["securityContext"].pop("seccompProfile")
    yield security.restricted_namespace, lambda s: s.of("Namespace")[0]["metadata"].pop("labels")
    yield security.no_tokens, lambda s: pod(s).pop("automountServiceAccountToken")
    yield security.no_tokens, lambda s: drop(s, "ServiceAccount", "gateway")
    yield security.no_tokens, lambda s: pod(s, "kafka").pop("enableServiceLinks")
    yield security.images, lambda s: put(container(s), "image", "coalmine/order-service")
    yield security.images, lambda s: put(container(s), "imagePullPolicy", "Always")
    yield security.images, lambda s: put(container(s), "imagePullPolicy", "IfNotPresent")
    yield security.images, lambda s: put(container(s, "redis"), "imagePullPolicy", "Never")
    yield jvm.processors, lambda s: container(s)["env"].append({"name": "JAVA_TOOL_OPTIONS", "value": "-XX:TieredStopAtLevel=1"})
    yield jvm.processors, lambda s: container(s, "kafka").pop("envFrom")
    yield jvm.processors, lambda s: setattr(s, "entry_point", "exec java")
    yield servers.appetites, lambda s: put(container(s, "redis"), "resources", "limits", "memory", "32Mi")
    yield servers.bounded_redis, lambda s: container(s, "redis").pop("command")
    yield servers.bounded_redis, lambda s: put(container(s, "redis"), "args", ["--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"])
    yield servers.bounded_redis, lambda s: put(container(s, "redis"), "args", ["--maxmemory", "16mb"])
    yield servers.bounded_redis, lambda s: container(s, "redis-limits")["args"].remove("volatile-ttl")
    yield servers.bounded_redis, lambda s: put(container(s, "redis-limits"), "args", container(s, "redis")["args"])
    yield servers.bounded_redis, lambda s: s.objects.append(operators_redis())
    yield servers.no_jit, lambda s: container(s, "postgres")["args"].remove("jit=off")
    yield servers.bounded_logs, lambda s: container(s, "kafka").pop("envFrom")
    yield servers.bounded_logs, lambda s: pod(s, "kafka")["volumes"].pop(0)
    yield servers.compose, lambda s: put(s.compose["order-service"], "environment", "JAVA_TOOL_OPTIONS", "")
    yield servers.compose, lambda s: put(s.compose["kafka"], "environment", "EXTRA_ARGS", "-name kafkaServer -loggc")
    yield servers.compose, lambda s: s.compose["redis"].pop("entrypoint")
    yield servers.compose, lambda s: s.compose["redis-limits"].pop("entrypoint")
    yield servers.compose, lambda s: put(s.compose["redis-limits"], "command", s.compose["redis"]["command"])
    yield servers.compose, lambda s: put(s.compose["gateway"], "depends_on", "redis-limits", {})
    yield servers.compose, lambda s: s.compose["postgres"]["command"].remove("-cjit=off")
    yield servers.compose, lambda s: put(s.compose["grafana"], "mem_limit", "256m")
    yield budget.room, lambda s: put(s.find("HorizontalPodAutoscaler", "order-service"), "spec", "maxReplicas", 3)
    yield security.no_secrets_in_the_open, lambda s: container(s)["env"].append({"name": "SPRING_DATASOURCE_PASSWORD", "value": "x"})
    yield rollouts.rollouts, lambda s: put(workload("gateway")(s), "spec", "strategy", "rollingUpdate", "maxUnavailable", 1)
    yield rollouts.rollouts, lambda s: workload("gateway")(s)["spec"].pop("minReadySeconds")
    yield rollouts.rollouts, lambda s: pod(s).pop("topologySpreadConstraints")
    yield rollouts.rollouts, lambda s: drop(s, "PodDisruptionBudget", "payment-service")
    yield jvm.compiler, lambda s: container(s)["env"].append({"name": "JAVA_TOOL_OPTIONS", "value": "-Xss1m"})
    yield shutdown.graceful_exit, lambda s: put(pod(s), "terminationGracePeriodSeconds", 60)
    yield shutdown.graceful_exit, lambda s: container(s).pop("envFrom")
    yield references.references, lambda s: drop(s, "Service", "postgres")
    yield references.references, lambda s: s.objects.remove(next(o for o in s.of("ConfigMap") if o["metadata"]["name"].startswith("platform")))
    yield references.references, lambda s: put(container(s, "payment-service")["env"][2], "valueFrom", "secretKeyRef", "key", "nothing")
    yield references.references, lambda s: put(s.find("Service", "gateway")["spec"]["ports"][0], "targetPort", "nothing")
    yield references.references, lambda s: put(s.find("Service", "gateway"), "spec", "selector", {NAME: "absent"})
    yield references.references, lambda s: put(container(s), "readinessProbe", "httpGet", "port", "nothing")
    yield references.references, lambda s: put(workload("order-service")(s), "spec", "replicas", 1)  # beside the HPA
    yield references.references, lambda s: drop(s, "PersistentVolumeClaim", "lab")
    yield references.references, lambda s: put(s.find("Ingress", "gateway")["spec"]["rules"][0]["http"]["paths"][0], "backend", "service", "name", "absent")
    yield references.references, lambda s: s.objects.append(route(parentRefs=[{"name": "absent"}], rules=[]))
    yield references.references, lambda s: s.objects.append(route(parentRefs=[], rules=[{"backendRefs": [{"name": "gateway", "port": 1}]}]))
    yield references.ports_of_the_services, lambda s: container(s, "payment-service")["ports"].pop()
    yield network.covered_by_network_policies, lambda s: drop(s, "NetworkPolicy", "redis")
    yield network.covered_by_network_policies, lambda s: drop(s, "NetworkPolicy", "lab")
    yield network.covered_by_network_policies, lambda s: drop(s, "NetworkPolicy", "default-deny")
    yield network.covered_by_network_policies, lambda s: s.find("NetworkPolicy", "mail")["spec"]["policyTypes"].remove("Egress")
    yield network.journey, lambda s: s.find("NetworkPolicy", "order-service")["spec"]["egress"].pop()
    yield network.journey, lambda s: drop(s, "NetworkPolicy", "names")
    yield network.journey, lambda s: lead(s, "gateway", "redis-limits", "absent")
    yield network.journey, lambda s: s.find("NetworkPolicy", "redis-limits")["spec"].update(ingress=[])
    yield network.journey, lambda s: s.find("NetworkPolicy", "redis-limits")["spec"]["ingress"][0].pop("from")
    yield network.journey, lambda s: lead(s, "gateway", "redis-limits", "redis")  # to the cache instead
    yield network.journey, lambda s: s.find("NetworkPolicy", "lab")["spec"]["egress"].clear()
    yield network.journey, lambda s: s.find("NetworkPolicy", "gateway")["spec"]["ingress"][0].update({"from": [{"podSelector": {}}]})
    # a component that selects others' pods where nothing else does, as dashboards did
    yield network.journey, lambda s: alone(s, {NAME: "order-service"}, "Egress", {"to": [{"podSelector": {"matchLabels": {NAME: "traces"}}}]})
    yield network.journey, lambda s: alone(s, {NAME: "redis"}, "Ingress", {"from": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {NAME: "x"}}}]})
    yield network.journey, lambda s: alone(s, {NAME: "kafka"}, "Egress", {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]})
    yield network.journey, lambda s: s.find("NetworkPolicy", "postgres")["spec"].update(ingress=[{}])
    yield network.journey, lambda s: put(container(s, "payment-service")["ports"][1], "containerPort", 9999)
    yield edge.gateway_policy, lambda s: put(s.find("ConfigMap", "gateway-policy"), "data", "policy.yaml", "routes: []")
    yield edge.gateway_policy, lambda s: put(s.find("ConfigMap", "gateway-policy"), "metadata", "name", "gateway-policy-5k2m")
    yield edge.gateway_policy, lambda s: put(container(s, "gateway")["volumeMounts"][1], "subPath", "policy.yaml")
    yield edge.gateway_policy, lambda s: container(s, "gateway")["env"].append({"name": "COALMINE_POLICY_FILE", "value": ""})
    yield edge.compose_policy, lambda s: s.compose["gateway"].pop("volumes")
    yield edge.compose_policy, lambda s: s.compose["gateway"]["environment"].pop("COALMINE_POLICY_FILE")
    yield edge.compose_policy, lambda s: setattr(s, "compose_policy", "routes: []")
    yield budget.budget, lambda s: put(container(s), "resources", "requests", "cpu", "400m")
    yield budget.budget, lambda s: put(container(s, "kafka"), "resources", "limits", "memory", "1Gi")


def lead(s, source, old, new):
    """A policy's way out to one pod leads to another."""
    for rule in s.find("NetworkPolicy", source)["spec"]["egress"]:
        for peer in rule["to"]:
            if peer["podSelector"].get("matchLabels", {}).get(NAME) == old:
                peer["podSelector"]["matchLabels"][NAME] = new


def alone(s, labels, way, rule):
    """The network policies are off, but for one."""
    s.components = s.components - {"network-policies"}
    s.objects = [o for o in s.objects if o["kind"] != "NetworkPolicy"]
    s.objects.append(
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": {"name": "alone"},
            "spec": {"podSelector": {"matchLabels": labels}, "policyTypes": [way], way.lower(): [rule]},
        }
    )


def route(**spec):
    return {"kind": "HTTPRoute", "metadata": {"name": "gateway"}, "spec": spec}


def operators_redis():
    resources = {"limits": {"memory": "256Mi"}}
    return {"kind": "Redis", "metadata": {"name": "redis"}, "spec": {"kubernetesConfig": {"resources": resources}}}


def schema_breakages():
    def first(s, kind):
        return s.of(kind)[0]

    yield "an unknown field", lambda s: first(s, "Deployment")["spec"]["template"]["spec"].update(restartpolicy="Always")
    yield "a field one level too high", lambda s: first(s, "Deployment")["spec"].update(containers=[])
    yield "a wrong type", lambda s: first(s, "Deployment")["spec"].update(replicas="1")
    yield "a required field left out", lambda s: first(s, "Deployment")["spec"].pop("selector")
    yield "a null", lambda s: first(s, "Service")["spec"].update(selector=None)
    yield "a second container of the same name", lambda s: (
        lambda c: c.append(copy.deepcopy(c[0]))
    )(first(s, "StatefulSet")["spec"]["template"]["spec"]["containers"])
    yield "a version that is gone", lambda s: first(s, "HorizontalPodAutoscaler").update(apiVersion="autoscaling/v2beta2")
    yield "a name that is none", lambda s: first(s, "Service")["metadata"].update(name="Order_Service")


def self_test(folder, schemas):
    components = {"autoscaling", "ingress", "network-policies", "observability", "zones"}
    sound = render(folder, "minikube", components, components)
    if not isinstance(sound, System):
        sys.exit(sound)
    failed = [f"a sound system: {c}" for c in complaints(sound)]
    seen = 0
    for rule, damage in breakages():
        broken = copy.deepcopy(sound)
        damage(broken)
        if list(rule(broken)):
            seen += 1
        else:
            failed.append(f"{rule.__name__}: a breakage was not seen")
    untested = {rule.__name__ for rule in POLICIES} - {rule.__name__ for rule, _ in breakages()}
    failed += [f"{rule}: never broken" for rule in sorted(untested)]
    written = sum(file.read_text().count("\n@policy\n") for file in (HERE / "checks").glob("*.py"))
    failed += [f"{written} rules are written, {len(POLICIES)} are held: see checks/__init__.py"] if written != len(POLICIES) else []
    for what, damage in schema_breakages() if schemas else []:
        broken = copy.deepcopy(sound)
        damage(broken)
        if any(not schemas.knows(o) or schemas.complaints(o) for o in broken.objects):
            seen += 1
        else:
            failed.append(f"schema: {what} was not seen")
    print(*failed, sep="\n", end="\n" if failed else "")
    print(f"self-test: {seen} breakages seen, {len(failed)} not as they should be"
          + ("" if schemas else "; the schemas were NOT tested (--openapi)"))
    return 1 if failed else 0

"""Rules about names, ports and addresses: what is named is there."""

import re

import yaml

from checks.places import LOADER, ROOT
from checks.policy import policy
from checks.system import matches, name


@policy
def references(s):
    """whatever is named is there: ConfigMaps, Secrets and their keys, ports, selectors, targets"""
    keys = {("ConfigMap", m["metadata"]["name"]): set(m.get("data", {})) for m in s.of("ConfigMap")}
    for secret in s.of("Secret"):
        keys["Secret", secret["metadata"]["name"]] = set(secret.get("data", {})) | set(secret.get("stringData", {}))
    for e in s.of("ExternalSecret"):
        keys["Secret", e["metadata"]["name"]] = {d["secretKey"] for d in e["spec"].get("data", [])} or None

    def missing(kind, ref):
        known = keys.get((kind, ref.get("name") or ref.get("secretName")), ...)
        if ref.get("optional"):
            return False
        return known is ... or ("key" in ref and known is not None and ref["key"] not in known)

    for where, _, _, c in s.containers():
        refs = [("ConfigMap", f["configMapRef"]) for f in c.get("envFrom", []) if "configMapRef" in f]
        refs += [("Secret", f["secretRef"]) for f in c.get("envFrom", []) if "secretRef" in f]
        for e in c.get("env", []):
            source = e.get("valueFrom", {})
            refs += [("ConfigMap", source["configMapKeyRef"])] if "configMapKeyRef" in source else []
            refs += [("Secret", source["secretKeyRef"])] if "secretKeyRef" in source else []
        for kind, ref in refs:
            if missing(kind, ref):
                yield f"{where}: there is no {kind} {ref.get('name')} {ref.get('key', '')}".rstrip()
        ports = {p.get("name") for p in c.get("ports", [])} | {p["containerPort"] for p in c.get("ports", [])}
        for p in ("startupProbe", "readinessProbe", "livenessProbe"):
            for how in ("httpGet", "tcpSocket"):
                port = c.get(p, {}).get(how, {}).get("port")
                if port is not None and port not in ports:
                    yield f"{where}: {p} asks port {port}, which it does not have"
    for w, _, spec in s.pods():
        mounted = {v["name"] for v in spec.get("volumes", [])}
        mounted |= {t["metadata"]["name"] for t in w["spec"].get("volumeClaimTemplates", [])}
        for c in spec["containers"]:
            for m in c.get("volumeMounts", []):
                if m["name"] not in mounted:
                    yield f"{name(w)}: there is no volume {m['name']}"
        for v in spec.get("volumes", []):
            claim = v.get("persistentVolumeClaim", {}).get("claimName")
            if claim and not s.find("PersistentVolumeClaim", claim):
                yield f"{name(w)}: there is no claim {claim}"
            for kind in ("configMap", "secret"):
                if kind in v and missing("ConfigMap" if kind == "configMap" else "Secret", v[kind]):
                    yield f"{name(w)}: there is no {kind} for volume {v['name']}"
        if w["kind"] == "StatefulSet" and not s.find("Service", w["spec"]["serviceName"]):
            yield f"{name(w)}: there is no Service {w['spec']['serviceName']}"
    for service in s.of("Service"):
        behind = [spec for _, labels, spec in s.pods() if matches({"matchLabels": service["spec"]["selector"]}, labels)]
        if not behind:
            yield f"{name(service)}: selects no pod"
        for port in service["spec"]["ports"]:
            target = port.get("targetPort", port["port"])
            for spec in behind:
                if not any(target in (p.get("name"), p["containerPort"]) for c in spec["containers"] for p in c.get("ports", [])):
                    yield f"{name(service)}: no port {target} behind it"
    for budget in s.of("PodDisruptionBudget"):
        if not any(matches(budget["spec"]["selector"], labels) for _, labels, _ in s.pods()):
            yield f"{name(budget)}: selects no pod"
    for scaler in s.of("HorizontalPodAutoscaler"):
        target = s.find(scaler["spec"]["scaleTargetRef"]["kind"], scaler["spec"]["scaleTargetRef"]["name"])
        if not target or "replicas" in target["spec"]:
            yield f"{name(scaler)}: its target is not there, or says its own number of replicas"
    for route in s.of("HTTPRoute"):
        for parent in route["spec"]["parentRefs"]:
            if not s.find("Gateway", parent["name"]):
                yield f"{name(route)}: there is no Gateway {parent['name']}"
        for backend in (b for rule in route["spec"]["rules"] for b in rule["backendRefs"]):
            service = s.find("Service", backend["name"])
            if not service or backend["port"] not in {p["port"] for p in service["spec"]["ports"]}:
                yield f"{name(route)}: its backend is not there"
    for ingress in s.of("Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                service = s.find("Service", path["backend"]["service"]["name"])
                port = path["backend"]["service"]["port"]
                if not service or not any(
                    port.get("name") == p.get("name") or port.get("number") == p["port"] for p in service["spec"]["ports"]
                ):
                    yield f"{name(ingress)}: its backend is not there"


@policy
def addresses(s):
    """an address in a setting, SERVICE:PORT, is one of that Service's ports (a headless one's are its pods')"""
    ports = {service["metadata"]["name"]: {p["port"] for p in service["spec"]["ports"]} for service in s.of("Service")}
    headless = {service["metadata"]["name"] for service in s.of("Service") if service["spec"].get("clusterIP") == "None"}
    said = [(name(m), v) for m in s.of("ConfigMap") for v in m.get("data", {}).values() if "\n" not in v]
    for where, _, _, c in s.containers():
        said += [(where, v) for v in [e.get("value", "") for e in c.get("env", [])] + c.get("args", [])]
    for where, value in said:
        for service, port in re.findall(r"(?<![\w.-])([a-z][a-z-]*):(\d+)", value):
            if service in ports and service not in headless and int(port) not in ports[service]:
                yield f"{where}: {service} has no port {port}"


@policy
def ports_of_the_services(s):
    """a service's ports are those of its application.yaml"""
    for w, _, spec in s.pods():
        file = ROOT / w["metadata"]["name"] / "src/main/resources/application.yaml"
        if not file.exists():
            continue
        said = next(yaml.load_all(file.read_text(), LOADER))
        wanted = {
            said["server"]["port"],
            said.get("management", {}).get("server", {}).get("port"),
            said.get("coalmine", {}).get("grpc", {}).get("port"),
        } - {None}
        got = {p["containerPort"] for p in spec["containers"][0].get("ports", [])}
        if wanted != got:
            yield f"{name(w)}: has {sorted(got)}, the service listens on {sorted(wanted)}"

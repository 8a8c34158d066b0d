"""What one combination of an overlay and components renders to, and how rules ask about it."""

import re

import yaml

from checks.places import LOADER, ROOT

NAME = "app.kubernetes.io/name"
LAB = "coalmine.dev/access"
SERVICES = ("order-service", "payment-service", "notification-service")


class System:
    """What one combination renders to."""

    def __init__(self, overlay, components, objects):
        self.overlay, self.components, self.objects = overlay, components, objects
        self.compose = yaml.load((ROOT / "docker-compose.yml").read_text(), LOADER)["services"]
        self.compose_policy = (ROOT / "lab/compose/policy/policy.yaml").read_text()
        self.entry_point = (ROOT / "lab/images/lab-entrypoint").read_text()

    def on_minikube(self):
        return self.overlay.split("-")[0] == "minikube"

    def of(self, *kinds):
        return [o for o in self.objects if o["kind"] in kinds]

    def find(self, kind, name):
        return next((o for o in self.of(kind) if o["metadata"]["name"] == name), None)

    def workloads(self):
        return self.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")

    def pods(self):
        """(workload, pod's labels, pod's spec)"""
        for w in self.workloads():
            spec = w["spec"]["jobTemplate"]["spec"] if w["kind"] == "CronJob" else w["spec"]
            yield w, spec["template"]["metadata"].get("labels", {}), spec["template"]["spec"]

    def containers(self):
        for w, _, spec in self.pods():
            for c in spec.get("initContainers", []) + spec["containers"]:
                yield f"{name(w)}/{c['name']}", w, spec, c


def name(o):
    return f"{o['kind']}/{o['metadata']['name']}"


def matches(selector, labels):
    for key, value in selector.get("matchLabels", {}).items():
        if labels.get(key) != value:
            return False
    for e in selector.get("matchExpressions", []):
        held = {
            "In": labels.get(e["key"]) in e.get("values", []),
            "NotIn": labels.get(e["key"]) not in e.get("values", []),
            "Exists": e["key"] in labels,
            "DoesNotExist": e["key"] not in labels,
        }[e["operator"]]
        if not held:
            return False
    return True


def served(s):
    return [p for p in s.pods() if p[1].get("app.kubernetes.io/component") in ("edge", "service", "registry")]


def settings(s, container):
    """What envFrom and env say, as far as it is written down; the later wins."""
    said = {}
    for source in container.get("envFrom", []):
        said |= (s.find("ConfigMap", source.get("configMapRef", {}).get("name")) or {}).get("data", {})
    return said | {e["name"]: e["value"] for e in container.get("env", []) if "value" in e}


def amount(text):
    """millicores or MiB"""
    number, unit = re.fullmatch(r"([\d.]+)(\w*)", str(text)).groups()
    return float(number) * {"": 1000, "m": 1, "Mi": 1, "Gi": 1024}[unit]

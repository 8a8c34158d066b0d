"""Rules about what every container says of itself: resources and probes."""

from checks.policy import policy
from checks.system import name


@policy
def limits(s):
    """every container asks for CPU and memory and has a limit on memory"""
    for where, _, _, c in s.containers():
        r = c.get("resources", {})
        if not {"cpu", "memory"} <= r.get("requests", {}).keys():
            yield f"{where}: no request"
        if "memory" not in r.get("limits", {}):
            yield f"{where}: no limit on memory"


@policy
def probes(s):
    """every container that stays has a startup, a readiness and a liveness probe"""
    for w, _, spec in s.pods():
        if w["kind"] in ("Job", "CronJob"):
            continue
        for c in spec["containers"]:
            for p in ("startupProbe", "readinessProbe", "livenessProbe"):
                if p not in c:
                    yield f"{name(w)}/{c['name']}: no {p}"

"""Rules about how what answers requests is replaced."""

from checks.policy import policy
from checks.system import matches, name, served


@policy
def rollouts(s):
    """what answers requests is replaced without a gap, spread, and guarded by a disruption budget"""
    for w, labels, spec in served(s):
        if w["kind"] == "Deployment":
            rolling = w["spec"].get("strategy", {}).get("rollingUpdate", {})
            if rolling.get("maxUnavailable") != 0 or not rolling.get("maxSurge"):
                yield f"{name(w)}: maxUnavailable is not 0, or nothing may surge"
        if not w["spec"].get("minReadySeconds"):
            yield f"{name(w)}: the old one may leave before the new one is known (minReadySeconds)"
        if not spec.get("topologySpreadConstraints"):
            yield f"{name(w)}: is not spread"
        if not any(matches(b["spec"]["selector"], labels) for b in s.of("PodDisruptionBudget")):
            yield f"{name(w)}: no PodDisruptionBudget"

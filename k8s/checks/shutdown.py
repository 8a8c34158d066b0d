"""The rule about the time that a pod has to leave."""

import re

from checks.policy import policy
from checks.system import name, served, settings


@policy
def graceful_exit(s):
    """the grace period exceeds the drain and each phase's 20 s (a service has four); callers have 5 s at least to notice"""
    for w, labels, spec in served(s):
        if labels["app.kubernetes.io/component"] == "registry":
            continue
        phases = 4 if labels["app.kubernetes.io/component"] == "service" else 1
        drain = settings(s, spec["containers"][0]).get("COALMINE_LIFECYCLE_DRAIN", "")
        if not re.fullmatch(r"\d+s", drain) or int(drain[:-1]) < 5:
            yield f"{name(w)}: COALMINE_LIFECYCLE_DRAIN is {drain or 'not set'}"
        elif spec.get("terminationGracePeriodSeconds", 30) < int(drain[:-1]) + 20 * phases:
            yield f"{name(w)}: killed before it has drained"

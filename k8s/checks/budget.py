"""Rules about what all pods together take."""

from checks.policy import policy
from checks.system import amount

OVER_BUDGET = {"chaos", "observability"}  # together; said in chaos/README.md
LOOKING = {"dashboards"}  # with it what is requested is held to the budget, and limits are not; said in its page
BUDGET_CPU, BUDGET_MEMORY = 1000, int(2.8 * 1024)  # millicores, MiB
NODE_CPU, CLUSTERS_OWN_CPU = 2000, 950  # millicores: minikube's control plane, CoreDNS, kindnet and metrics-server


def sums(s, most=False):
    """(CPU requested in millicores, memory requested in MiB, memory limits in MiB), with one surge pod: the largest.
    Of Jobs, which come and go, only the largest, and only what it requests. `most`: scaled out, and no surge pod."""
    totals, surge, job = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    for w, _, spec in s.pods():
        each = [0.0, 0.0, 0.0]
        for c in spec["containers"]:
            r = c.get("resources", {})
            for i, found in enumerate((r.get("requests", {}).get("cpu"), r.get("requests", {}).get("memory"), r.get("limits", {}).get("memory"))):
                each[i] += amount(found) if found is not None else 0
        if w["kind"] in ("Job", "CronJob"):
            job = [max(a, e) for a, e in zip(job, [*each[:2], 0.0])]
            continue
        scalers = [h["spec"] for h in s.of("HorizontalPodAutoscaler") if h["spec"]["scaleTargetRef"]["name"] == w["metadata"]["name"]]
        replicas = scalers[0]["maxReplicas" if most else "minReplicas"] if scalers else w["spec"].get("replicas", 1)
        totals = [t + e * replicas for t, e in zip(totals, each)]
        if not most and w["kind"] == "Deployment" and w["spec"].get("strategy", {}).get("type") != "Recreate":
            surge = [max(a, e) for a, e in zip(surge, each)]
    return [sum(each) for each in zip(totals, surge, job)]


@policy
def budget(s):
    """minikube: with one surge pod, at most 1.0 CPU requested and 2.8 GiB of memory limits"""
    if not s.on_minikube():
        return
    cpu, requested, memory = sums(s)
    if LOOKING & s.components or OVER_BUDGET <= s.components:
        memory = requested
    if cpu > BUDGET_CPU:
        yield f"{cpu:.0f}m of CPU are requested, {BUDGET_CPU}m is the most"
    if memory > BUDGET_MEMORY:
        yield f"{memory:.0f} MiB are {'requested' if memory == requested else 'the limits'}, {BUDGET_MEMORY} MiB is the most"


@policy
def room(s):
    """minikube: what an autoscaler may add finds room on two CPUs, beside a cluster's own pods"""
    if not s.on_minikube():
        return
    requested = sums(s, most=True)[0]
    if requested > NODE_CPU - CLUSTERS_OWN_CPU:
        yield f"{requested:.0f}m of CPU are requested when all is scaled out, {NODE_CPU - CLUSTERS_OWN_CPU}m are free"

"""Rules about network policies: what the journey needs passes, and nothing else."""

import ipaddress

from checks.policy import policy
from checks.system import LAB, NAME, SERVICES, matches, name


@policy
def covered_by_network_policies(s):
    """with network-policies, everything is denied first and every pod has a policy of its own"""
    if "network-policies" not in s.components:
        return
    everywhere = [p for p in s.of("NetworkPolicy") if not p["spec"]["podSelector"].get("matchLabels")]
    for way in ("Ingress", "Egress"):
        if not any(
            way in p["spec"]["policyTypes"] and not p["spec"].get(way.lower()) and matches(p["spec"]["podSelector"], {})
            for p in everywhere
        ):
            yield f"{way} is not denied by default"
    for w, labels, _ in s.pods():
        own = [
            p
            for p in s.of("NetworkPolicy")
            if {NAME, LAB} & p["spec"]["podSelector"].get("matchLabels", {}).keys() and matches(p["spec"]["podSelector"], labels)
        ]
        if {t for p in own for t in p["spec"]["policyTypes"]} != {"Ingress", "Egress"}:
            yield f"{name(w)}: no policy of its own for both ways"


class Peer:
    """One end of a connection: a pod by its labels and namespace, or an address outside the cluster."""

    def __init__(self, labels, namespace="coalmine", address=None):
        self.labels, self.namespace, self.address = labels, namespace, address

    def chosen(self, peer):
        """Whether an entry of `to` or `from` of a policy of ours means this end."""
        if "ipBlock" in peer:
            if self.address is None:
                return False
            inside = [ipaddress.ip_network(n) for n in [peer["ipBlock"]["cidr"], *peer["ipBlock"].get("except", [])]]
            return self.address in inside[0] and not any(self.address in n for n in inside[1:])
        if self.address is not None:
            return False
        if "namespaceSelector" in peer:
            if not matches(peer["namespaceSelector"], {"kubernetes.io/metadata.name": self.namespace}):
                return False
        elif self.namespace != "coalmine":
            return False
        return matches(peer.get("podSelector", {}), self.labels)


def passes(s, way, here, there, port, protocol="TCP"):
    """Whether the policies of the pod `here` let a connection out to, or in from, `there`: a pod that no policy selects
    for this way is open, any other may do what one of its policies says."""
    mine = [p for p in s.of("NetworkPolicy") if way in p["spec"]["policyTypes"] and matches(p["spec"]["podSelector"], here.labels)]
    if not mine:
        return True
    peers = {"Egress": "to", "Ingress": "from"}[way]
    for rule in (rule for p in mine for rule in p["spec"].get(way.lower(), [])):
        if rule.get(peers) and not any(there.chosen(q) for q in rule[peers]):
            continue
        if not rule.get("ports") or any(q["port"] == port and q.get("protocol", "TCP") == protocol for q in rule["ports"]):
            return True
    return False

JOURNEY = {  # which pod may connect to which, and no other
    *((caller, "discovery", 18082) for caller in ("gateway", "discovery") + SERVICES),
    *((caller, "issuer", 18089) for caller in ("gateway",) + SERVICES),
    ("gateway", "order-service", 18083),
    ("gateway", "payment-service", 18084),
    ("gateway", "notification-service", 18086),
    ("order-service", "payment-service", 18085),
    *((caller, "postgres", 5432) for caller in SERVICES),
    *((caller, "kafka", 9092) for caller in SERVICES + ("kafka",)),
    ("order-service", "redis", 6379),
    ("notification-service", "redis", 6379),
    ("gateway", "redis-limits", 6379),
    ("payment-service", "acquirer", 18087),
    ("notification-service", "mail", 18088),
    ("acquirer", "gateway", 8080),
    ("prometheus", "gateway", 18081),
    ("prometheus", "discovery", 18082),
    ("prometheus", "order-service", 18083),
    ("prometheus", "payment-service", 18084),
    ("prometheus", "notification-service", 18086),
    ("grafana", "prometheus", 9090),
    ("grafana", "traces", 16686),
    *((caller, "traces", 4318) for caller in SERVICES),
    *((caller, "proxy", 5432) for caller in SERVICES),
    *((caller, "proxy", 9092) for caller in SERVICES + ("kafka",)),
    ("order-service", "proxy", 6379),
    ("notification-service", "proxy", 6379),
    ("gateway", "proxy", 6380),
    ("payment-service", "proxy", 18087),
    ("proxy", "postgres", 5432),
    ("proxy", "kafka", 9092),
    ("proxy", "redis", 6379),
    ("proxy", "redis-limits", 6379),
    ("proxy", "acquirer", 18087),
}
OPEN = {("gateway", 8080)}
CLOSED_TO_THE_LAB = {("payment-service", 18085), ("mail", 18088), ("traces", 4318)}
NAMES = Peer({"k8s-app": "kube-dns"}, "kube-system")
CONTROLLER = Peer({}, "ingress")  # of an Ingress or a Gateway, in a namespace of its own
OUTSIDE = Peer({}, address=ipaddress.ip_address("203.0.113.7"))
ELSEWHERE = {  # pods that production's operators make, by the labels that they give them
    "postgres": Peer({"cnpg.io/cluster": "postgres"}),
    "kafka": Peer({"strimzi.io/cluster": "kafka"}),
    "redis": Peer({"redis_setup_type": "standalone", "app": "redis"}),
    "redis-limits": Peer({"redis_setup_type": "standalone", "app": "redis-limits"}),
}
OUT = {  # production: issuer and acquirer over HTTPS, mail by submission
    *((caller, 443) for caller in ("gateway",) + SERVICES),
    ("notification-service", 587),
}


@policy
def journey(s):
    """what the journey needs passes in every combination, names too; with network-policies nothing else does"""
    pods = {
        labels[NAME]: (Peer(labels), {p["containerPort"] for c in spec["containers"] for p in c.get("ports", [])})
        for _, labels, spec in s.pods()
        if LAB not in labels
    }
    jobs = [Peer(labels) for _, labels, _ in s.pods() if LAB in labels] or [Peer({LAB: "lab"})]

    def connects(here, there, port):
        return passes(s, "Egress", here, there, port) and passes(s, "Ingress", there, here, port)

    for source, target, port in sorted(JOURNEY):
        if source not in pods:
            continue
        there = pods[target][0] if target in pods else ELSEWHERE.get(target) if s.overlay == "production" else None
        if there and not connects(pods[source][0], there, port):
            yield f"{source} cannot reach {target}:{port}"
        if target in pods and port not in pods[target][1]:
            yield f"{target} has no port {port}"
    for source in sorted({source for source, _, _ in JOURNEY} & pods.keys()) + jobs:
        here = source if isinstance(source, Peer) else pods[source][0]
        if not all(passes(s, "Egress", here, NAMES, 53, protocol) for protocol in ("UDP", "TCP")):
            yield f"{'a job of the lab' if here is source else source} cannot look up a name"
    if not passes(s, "Ingress", pods["gateway"][0], CONTROLLER, 8080):
        yield "an Ingress controller cannot reach gateway:8080"
    for source, port in sorted(OUT) if s.overlay == "production" else []:
        if not passes(s, "Egress", pods[source][0], OUTSIDE, port):
            yield f"{source} cannot reach port {port} outside"
    for target, (there, ports) in pods.items():
        for port in sorted(ports):
            if (target, port) not in CLOSED_TO_THE_LAB and not all(connects(job, there, port) for job in jobs):
                yield f"a job of the lab cannot reach {target}:{port}"
    if "network-policies" in s.components:
        yield from superfluous(s, pods)


def superfluous(s, pods):
    for target, (there, ports) in pods.items():
        for port in sorted(ports):
            for source, (here, _) in pods.items():
                out, into = passes(s, "Egress", here, there, port), passes(s, "Ingress", there, here, port)
                if (source, target, port) in JOURNEY:
                    continue
                if out or into and (target, port) not in OPEN:  # either end would be enough; both are to say so
                    yield f"{source} need not reach {target}:{port}, and {'may send' if out else 'would be let in'}"
            if passes(s, "Egress", Peer({}), there, port):
                yield f"a pod without labels reaches {target}:{port}"

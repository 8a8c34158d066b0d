"""Rules about the gateway's policy, and that docker-compose.yml says the same."""

from checks.places import ROOT
from checks.policy import policy
from checks.system import settings

FOLDER = "/config/policy"
FILE = f"{FOLDER}/policy.yaml"
BUILT_IN = ROOT / "gateway/src/main/resources/policy.yaml"
COMPOSE = ROOT / "lab/compose/policy/policy.yaml"


def lab_exempt():
    """The built-in policy where the lab is part of the system: its own load is no customer's."""
    return BUILT_IN.read_text().replace("exempt-clients: []", "exempt-clients: [coalmine-lab]")


@policy
def gateway_policy(s):
    """the gateway reads its policy from a folder that is a ConfigMap, a copy of the built-in policy; the lab exempt on minikube"""
    given = s.find("ConfigMap", "gateway-policy")
    if not given:
        yield "there is no ConfigMap gateway-policy; with a suffix to its name an edit would need a rollout"
    elif given.get("data") != {"policy.yaml": lab_exempt() if s.on_minikube() else BUILT_IN.read_text()}:
        changed = "k8s/overlays/minikube/policy.yaml, with exempt-clients: [coalmine-lab]" if s.on_minikube() else "k8s/base/gateway/policy.yaml"
        yield f"ConfigMap/gateway-policy is not {BUILT_IN.relative_to(ROOT)}: copy that to {changed}"
    for where, workload, pod, container in s.containers():
        if workload["metadata"]["name"] != "gateway" or container["name"] != "gateway":
            continue
        if settings(s, container).get("COALMINE_POLICY_FILE") != FILE:
            yield f"{where}: COALMINE_POLICY_FILE is not {FILE}"
        mounts = [m for m in container.get("volumeMounts", []) if m["mountPath"] == FOLDER and "subPath" not in m]
        names = {m["name"] for m in mounts}
        if not any(v["name"] in names and v.get("configMap", {}).get("name") == "gateway-policy" for v in pod["volumes"]):
            yield f"{where}: {FOLDER} is not the ConfigMap gateway-policy as a folder"


@policy
def compose_policy(s):
    """docker-compose.yml mounts a folder with the policy, which is the built-in one, with the lab's client exempt"""
    gateway = s.compose["gateway"]
    if gateway["environment"].get("COALMINE_POLICY_FILE") != FILE:
        yield f"compose: COALMINE_POLICY_FILE of gateway is not {FILE}"
    if f"./{COMPOSE.parent.relative_to(ROOT)}:{FOLDER}:ro" not in gateway.get("volumes", []):
        yield f"compose: gateway does not mount {COMPOSE.parent.relative_to(ROOT)} at {FOLDER}"
    if s.compose_policy != lab_exempt():
        yield f"compose: {COMPOSE.relative_to(ROOT)} is not {BUILT_IN.relative_to(ROOT)} with exempt-clients: [coalmine-lab]"

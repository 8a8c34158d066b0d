"""Rules about what a container may do, what it is given, and where its image comes from."""

import re

from checks.policy import policy
from checks.system import name


@policy
def non_root(s):
    """no container runs as root"""
    for where, _, spec, c in s.containers():
        both = {**spec.get("securityContext", {}), **c.get("securityContext", {})}
        if both.get("runAsNonRoot") is not True or not both.get("runAsUser"):
            yield f"{where}: may be root (runAsNonRoot and a runAsUser)"


@policy
def read_only_root(s):
    """the root file system is read-only, and what is writable is bounded"""
    for where, _, _, c in s.containers():
        if c.get("securityContext", {}).get("readOnlyRootFilesystem") is not True:
            yield f"{where}: can write to its root file system"
    for w, _, spec in s.pods():
        for v in spec.get("volumes", []):
            if "emptyDir" in v and "sizeLimit" not in (v["emptyDir"] or {}):
                yield f"{name(w)}: volume {v['name']} has no sizeLimit"


@policy
def no_capabilities(s):
    """no capability, no escalation, nothing of the host"""
    for where, _, spec, c in s.containers():
        context = c.get("securityContext", {})
        capabilities = context.get("capabilities", {})
        if capabilities.get("drop") != ["ALL"] or capabilities.get("add"):
            yield f"{where}: has capabilities"
        if context.get("allowPrivilegeEscalation") is not False or context.get("privileged"):
            yield f"{where}: may escalate"
        if any("hostPort" in p for p in c.get("ports", [])):
            yield f"{where}: takes a port of the host"
        if any(spec.get(k) for k in ("hostNetwork", "hostPID", "hostIPC")) or any(
            "hostPath" in v for v in spec.get("volumes", [])
        ):
            yield f"{where}: is in the host's name space or on its disk"


@policy
def seccomp(s):
    """the runtime's seccomp profile"""
    for where, _, spec, c in s.containers():
        both = {**spec.get("securityContext", {}), **c.get("securityContext", {})}
        if both.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{where}: seccompProfile is not RuntimeDefault"


@policy
def restricted_namespace(s):
    """the namespace enforces the restricted profile"""
    for n in s.of("Namespace"):
        if n["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") != "restricted":
            yield f"{name(n)}: does not enforce restricted"


@policy
def no_tokens(s):
    """a ServiceAccount of its own for each pod, without a token; no variables about Services"""
    for w, _, spec in s.pods():
        account = s.find("ServiceAccount", spec.get("serviceAccountName", "default"))
        if account is None:
            yield f"{name(w)}: has no ServiceAccount of its own"
        elif account.get("automountServiceAccountToken") is not False or spec.get("automountServiceAccountToken") is not False:
            yield f"{name(w)}: is given a token"
        if spec.get("enableServiceLinks") is not False:
            yield f"{name(w)}: enableServiceLinks"


@policy
def images(s):
    """images have a version and are not pulled when they are there; on minikube ours are loaded and never pulled"""
    for where, _, _, c in s.containers():
        tag = c["image"].rpartition(":")[2]
        if "/" in tag or tag in ("latest", c["image"]):
            yield f"{where}: {c['image']} has no version"
        wanted = "Never" if s.on_minikube() and c["image"].startswith("coalmine/") else "IfNotPresent"
        if c.get("imagePullPolicy") != wanted:
            yield f"{where}: imagePullPolicy is not {wanted}"


@policy
def no_secrets_in_the_open(s):
    """passwords and keys come from Secrets"""
    for where, _, _, c in s.containers():
        for e in c.get("env", []):
            if re.search(r"PASSWORD|SECRET|API_KEY|TOKEN", e["name"]) and "value" in e:
                yield f"{where}: {e['name']} is written down"
    for m in s.of("ConfigMap"):
        for key, value in m.get("data", {}).items():
            if re.search(r"PASSWORD|SECRET|API_KEY", key) or re.search(r"sk_(test|live)_|whsec_", value):
                yield f"{name(m)}: {key} is written down"

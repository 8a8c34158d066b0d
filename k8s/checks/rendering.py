"""Renders every overlay with every combination of components, in a copy of this folder."""

import itertools, shutil, subprocess, sys, tempfile
from pathlib import Path

import yaml

from checks.places import HERE, LOADER
from checks.system import System

UNFIT = {("production", "chaos")}  # its servers are an operator's, not pods that a Service of ours could hide
EXCLUSIVE = {"ingress", "gateway-api"}  # two ways to say the same


def combinations(folder):
    """(overlay, components): every subset of those that the overlay does not have anyway."""
    everything = sorted(p.parent.name for p in (folder / "components").glob("*/kustomization.yaml"))
    for overlay in sorted(p.parent.name for p in (folder / "overlays").glob("*/kustomization.yaml")):
        if overlay.startswith("minikube-"):  # the minikube overlay with components: a combination already, but for its own
            own = yaml.safe_load((folder / "overlays" / overlay / "kustomization.yaml").read_text())
            yield overlay, frozenset(), frozenset(Path(c).name for c in own["components"])
            continue
        own = yaml.safe_load((folder / "overlays" / overlay / "kustomization.yaml").read_text())
        has = {Path(c).name for c in own.get("components", [])}
        free = [c for c in everything if c not in has and (overlay, c) not in UNFIT]
        for size in range(len(free) + 1):
            for chosen in itertools.combinations(free, size):
                if EXCLUSIVE <= set(chosen):
                    continue
                yield overlay, frozenset(chosen), frozenset(chosen) | has


def copy_of(folder):
    shutil.copytree(HERE, folder / "k8s", ignore=shutil.ignore_patterns("check", "checks"))
    for made in (folder / "k8s").glob("overlays/*/secrets"):
        shutil.rmtree(made)
    subprocess.run([folder / "k8s" / "secrets"], check=True, stdout=subprocess.DEVNULL)
    return folder / "k8s"


def kustomize():
    if shutil.which("kustomize"):
        return ["kustomize", "build"]
    if shutil.which("kubectl"):
        return ["kubectl", "kustomize"]
    sys.exit("k8s/check needs kustomize or kubectl")


def render(folder, overlay, added, all_components):
    """A System, or the sentence with which kustomize refused."""
    with tempfile.TemporaryDirectory(dir=folder / "overlays") as here:
        (Path(here) / "kustomization.yaml").write_text(
            yaml.safe_dump(
                {
                    "apiVersion": "kustomize.config.k8s.io/v1beta1",
                    "kind": "Kustomization",
                    "namespace": "coalmine",
                    "resources": [f"../{overlay}"],
                    "components": [f"../../components/{c}" for c in sorted(added)],
                }
            )
        )
        run = subprocess.run(kustomize() + [here], capture_output=True, text=True)
    if run.returncode:
        return run.stderr.strip().splitlines()[-1]
    return System(overlay, all_components, [o for o in yaml.load_all(run.stdout, LOADER) if o])

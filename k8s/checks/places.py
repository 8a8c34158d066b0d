"""Where this check finds what it reads."""

from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent.parent  # the folder k8s
ROOT = HERE.parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

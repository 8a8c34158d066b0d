"""Validates an object strictly, as an API server does, against its OpenAPI document and the operators' CRDs."""

import gzip, json, re
from pathlib import Path

import yaml

from checks.places import LOADER
from checks.system import name


class Schemas:
    def __init__(self, openapi, crds):
        opened = gzip.open(openapi) if str(openapi).endswith(".gz") else open(openapi, "rb")
        with opened as f:
            self.definitions = json.load(f)["definitions"]
        self.kinds = {}
        for definition in self.definitions.values():
            for gvk in definition.get("x-kubernetes-group-version-kind", []):
                self.kinds[gvk["group"], gvk["version"], gvk["kind"]] = definition
        self.custom = set()
        for file in sorted(Path(crds).glob("*.y*ml")) if crds else []:
            for crd in yaml.load_all(file.read_text(), LOADER):
                if crd and crd.get("kind") == "CustomResourceDefinition":
                    for v in crd["spec"]["versions"]:
                        key = crd["spec"]["group"], v["name"], crd["spec"]["names"]["kind"]
                        self.kinds[key] = v["schema"]["openAPIV3Schema"]
                        self.custom.add(key)

    def key(self, o):
        group, _, version = o["apiVersion"].rpartition("/")
        return group, version, o["kind"]

    def knows(self, o):
        return self.key(o) in self.kinds

    def complaints(self, o):
        key, found = self.key(o), []
        self.walk(self.kinds[key], o, name(o), found, top=key in self.custom)
        if key in self.custom:
            meta = self.definitions["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]
            self.walk(meta, o["metadata"], f"{name(o)}.metadata", found)
        found += names(o)
        return found

    def walk(self, schema, value, path, found, top=False):
        quantity = False
        while "$ref" in schema:
            target = schema["$ref"].rsplit("/", 1)[1]
            quantity = target.endswith(".Quantity")
            schema = self.definitions[target]
        if value is None:
            if not schema.get("nullable"):
                found.append(f"{path}: is null")
            return
        if schema.get("x-kubernetes-int-or-string") or schema.get("format") == "int-or-string" or quantity:
            if isinstance(value, bool) or not isinstance(value, (int, str) + ((float,) if quantity else ())):
                found.append(f"{path}: is neither a number nor a string")
            return
        kind = schema.get("type")
        fits = {
            "object": lambda: isinstance(value, dict),
            "array": lambda: isinstance(value, list),
            "string": lambda: isinstance(value, str),
            "boolean": lambda: isinstance(value, bool),
            "integer": lambda: isinstance(value, int) and not isinstance(value, bool),
            "number": lambda: isinstance(value, (int, float)) and not isinstance(value, bool),
        }.get(kind)
        if fits and not fits():
            found.append(f"{path}: {json.dumps(value, default=str)[:60]} is no {kind}")
            return
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{path}: {value!r} is none of {schema['enum']}")
        if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{path}: {value!r} does not match {schema['pattern']}")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                found.append(f"{path}: {value} is out of range")
        if isinstance(value, dict):
            self.fields(schema, value, path, found, top)
        if isinstance(value, list):
            keys = schema.get("x-kubernetes-list-map-keys")
            seen = set()
            for i, item in enumerate(value):
                self.walk(schema.get("items", {}), item, f"{path}[{i}]", found)
                if keys and isinstance(item, dict):
                    # what is left out has a default that is not in this document for every key
                    identity = tuple(str(item.get(k)) for k in keys)
                    if identity in seen:
                        found.append(f"{path}[{i}]: a second one with {dict(zip(keys, identity))}")
                    seen.add(identity)

    def fields(self, schema, value, path, found, top):
        for required in schema.get("required", []):
            if required not in value:
                found.append(f"{path}: lacks {required}")
        known, more = schema.get("properties", {}), schema.get("additionalProperties")
        free = schema.get("x-kubernetes-preserve-unknown-fields") or (not known and more is None) or more is True
        for field, inner in value.items():
            if field in known and not (top and field == "metadata"):
                self.walk(known[field], inner, f"{path}.{field}", found)
            elif field in known or top and field in ("apiVersion", "kind", "metadata"):
                continue
            elif isinstance(more, dict):
                self.walk(more, inner, f"{path}.{field}", found)
            elif not free:
                found.append(f"{path}: there is no field {field}")


def names(o):
    """What the API server refuses and no schema says."""
    found = []
    if not re.fullmatch(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?", o["metadata"]["name"]):
        found.append(f"{name(o)}: is no name")
    for key, value in o["metadata"].get("labels", {}).items():
        if not re.fullmatch(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?", str(value)):
            found.append(f"{name(o)}: {value!r} is no label for {key}")
    return found

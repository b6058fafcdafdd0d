"""The software bill of materials of Kaigong, as CycloneDX 1.6 in JSON:

    python3 scripts/sbom.py > kaigong-0.2.0.cdx.json

Made of the lock file (requirements.txt) and pyproject.toml alone: which packages in which
version, what needs which, and the hashes of every file that an installation may take. The
same lock file gives the same bytes. Standard library only.
"""

import json
import re
import sys
import uuid
from pathlib import Path

try:
    import tomllib
except ImportError:  # only to say so: the program needs 3.11 as well
    sys.exit("Python 3.11 or newer is needed.")

PROJECT = Path(__file__).resolve().parent.parent
SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
# name==version ; marker \
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$")
HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})")
VIA = re.compile(r"^\s+#\s+(?:via\s*)?(\S*)")
INDEX = "https://pypi.org/simple/"


class Package:
    """One pin. `marker`: on which machines; `needed_by`: names."""

    def __init__(self, name, version, marker):
        self.name = name
        self.version = version
        self.marker = marker or ""
        self.hashes = []
        self.needed_by = []

    @property
    def purl(self):
        return "pkg:pypi/%s@%s" % (
            re.sub(r"[-_.]+", "-", self.name).lower(),
            self.version,
        )

    def component(self):
        hashes = [{"alg": "SHA-256", "content": one} for one in self.hashes]
        found = {
            "type": "library",
            "bom-ref": self.purl,
            "name": self.name,
            "version": self.version,
            "purl": self.purl,
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": "%s%s/" % (INDEX, self.name),
                    "comment": "any of the files with these hashes",
                    "hashes": hashes,
                }
            ],
        }
        if self.marker:
            found["properties"] = [{"name": "kaigong:marker", "value": self.marker}]
        return found


def packages(text):
    """The pins of a lock file, in its order.

    Raises ValueError at a pin without a hash.
    """
    found = []
    for line in text.splitlines():
        pinned = PINNED.match(line)
        if pinned:
            found.append(Package(*pinned.groups()))
        elif HASH.match(line):
            found[-1].hashes.append(HASH.match(line).group(1))
        elif found and VIA.match(line) and VIA.match(line).group(1):
            found[-1].needed_by.append(VIA.match(line).group(1))
    bare = [one.name for one in found if not one.hashes]
    if bare:
        raise ValueError("without a hash: %s" % ", ".join(bare))
    return found


def bill(lock, project):
    """The whole as a dictionary. `lock`: the text of the lock file; `project`: the table of
    that name in pyproject.toml.
    """
    found = packages(lock)
    root = "pkg:generic/%s@%s" % (project["name"], project["version"])
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "%s\n%s" % (root, lock))
    return {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:%s" % serial,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": root,
            }
        },
        "components": [one.component() for one in found],
        "dependencies": _dependencies(found, project["name"], root),
    }


def _dependencies(found, own, root):
    """By component what it needs; what two versions have, both."""
    references = {}
    for one in found:
        references.setdefault(one.name, []).append(one.purl)
    references[own] = [root]
    needs = {reference: [] for all_ in references.values() for reference in all_}
    for one in found:
        for name in one.needed_by:
            for reference in references[name]:
                needs[reference].append(one.purl)
    return [
        {"ref": reference, "dependsOn": sorted(set(needs[reference]))}
        for reference in sorted(needs)
    ]


def main():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    print(json.dumps(bill(lock, project["project"]), indent=1))


if __name__ == "__main__":
    main()

"""The software bill of materials has every package of the lock file, and the shape that CycloneDX asks for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import PROJECT

SCRIPT = PROJECT / "scripts" / "sbom.py"
# The keys of CycloneDX 1.6 that we use, of those that its schema allows; it allows no other.
ROOT = {
    "$schema",
    "bomFormat",
    "specVersion",
    "serialNumber",
    "version",
    "metadata",
    "components",
    "dependencies",
}
COMPONENT = {
    "type",
    "bom-ref",
    "name",
    "version",
    "description",
    "licenses",
    "purl",
    "externalReferences",
    "properties",
}
REFERENCE = {"url", "comment", "type", "hashes"}
SERIAL = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def printed(seed: str = "0") -> bytes:
    environment = {"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, SCRIPT], capture_output=True, check=True, env=environment
    ).stdout


@pytest.fixture(scope="module")
def bom() -> dict:
    return json.loads(printed())


def pinned() -> dict[str, tuple[str, set[str]]]:
    """By name and version the marker and the hashes, read in another way than the script reads them."""
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"\n(?=[A-Za-z])", text):
        if "==" in block.split("\n")[0] and not block.startswith("#"):
            head = block.split(" \\")[0]
            pin, _semicolon, marker = head.partition(" ; ")
            found[pin] = (marker, set(re.findall(r"sha256:([0-9a-f]{64})", block)))
    return found


def test_every_package_of_the_lock_file_is_in_it_with_all_its_hashes(bom) -> None:
    told = {}
    for one in bom["components"]:
        (reference,) = one["externalReferences"]
        hashes = [each["content"] for each in reference["hashes"]]
        assert {each["alg"] for each in reference["hashes"]} == {"SHA-256"}
        assert len(hashes) == len(set(hashes))
        marker = "".join(each["value"] for each in one.get("properties", []))
        told[f"{one['name']}=={one['version']}"] = (marker, set(hashes))
    assert told == pinned() and len(told) > 60


def test_it_has_the_shape_that_its_schema_asks_for(bom) -> None:
    assert bom.keys() == ROOT
    assert (bom["bomFormat"], bom["specVersion"], bom["version"]) == (
        "CycloneDX",
        "1.6",
        1,
    )
    assert re.fullmatch(SERIAL, bom["serialNumber"])
    root = bom["metadata"]["component"]
    assert root["type"] == "application" and bom["metadata"].keys() == {"component"}
    every = [root, *bom["components"]]
    for one in every:
        assert {"type", "name", "version", "purl", "bom-ref"} <= one.keys() <= COMPONENT
        assert re.fullmatch(r"pkg:(pypi|generic)/[a-z0-9.-]+@[^/@ ]+", one["purl"])
        for reference in one.get("externalReferences", []):
            assert reference.keys() == REFERENCE and reference["type"] == "distribution"
    assert len({one["bom-ref"] for one in every}) == len(every)


def test_what_needs_which_leads_from_the_program_to_every_package(bom) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bom["dependencies"]}
    root = bom["metadata"]["component"]["bom-ref"]
    reached = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += needs[one]
    assert reached == {root} | {one["bom-ref"] for one in bom["components"]}
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    direct = {re.split(r"[\[<>=]", one)[0] for one in project["dependencies"]}
    named = {one["bom-ref"]: one["name"] for one in bom["components"]}
    assert {named[one] for one in needs[root]} == direct


def test_the_same_lock_file_gives_the_same_bytes() -> None:
    assert printed("1") == printed("2")


def test_a_pin_without_a_hash_is_refused() -> None:
    sys.path.insert(0, str(PROJECT / "scripts"))
    try:
        from sbom import packages
    finally:
        sys.path.remove(str(PROJECT / "scripts"))
    with pytest.raises(ValueError, match="bare"):
        packages("bare==1.0\n    # via kaigong (pyproject.toml)\n")

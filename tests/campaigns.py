"""A second campaign beside the one of the sample: its folder copied, as staff do it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.rule_files import CAMPAIGN

TYPHOON = "typhoon-2020"
NAME = "台风过后复工开业"


def copy(content: Path, slug: str = TYPHOON, **changed: str) -> Path:
    """Its folder; `changed`: lines of campaign.toml, as they are written there. An
    inspection has no rules for applications.
    """
    folder = content / "campaigns" / slug
    ignored = ["enterprises"]
    is_inspection = "inspection" in changed.get("mode", "")
    if is_inspection:
        ignored += ["application.toml", "priority.toml", "supplies.toml"]
    shutil.copytree(
        content / "campaigns" / CAMPAIGN,
        folder,
        ignore=shutil.ignore_patterns(*ignored),
    )
    if is_inspection:
        _without_answers(folder / "site-check.toml")
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    ours = {"id": f'"{slug}"', "title": f'"{NAME}"', "title_en": '"After the typhoon"'}
    for key, value in {**ours, **changed}.items():
        text = with_key(text, key, value)
    path.write_text(text, encoding="utf-8")
    return folder


def with_key(text: str, key: str, value: str) -> str:
    """The first line of a key with another value, or a new one above the tables."""
    line = f"{key} = {value}"
    changed, found = re.subn(rf"(?m)^{key} = .*$", lambda _: line, text, count=1)
    return changed if found else re.sub(r"(?m)^\[", f"{line}\n\n[", text, count=1)


def _without_answers(check: Path) -> None:
    """Lines are looked at whatever somebody answered: nobody did."""
    text = check.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(answer = .*|when = \[[^\]]*\])\n", "", text)
    check.write_text(text, encoding="utf-8")


def leave_one(*trees: Path) -> None:
    """Take every campaign but the leading one out of these trees."""
    for tree in trees:
        for folder in (tree / "campaigns").iterdir():
            if folder.name != CAMPAIGN:
                shutil.rmtree(folder)

"""Bringing an office along that was set up by an earlier version: what was asked, looked
at and sorted by in code is written into its own files, as it was; what was decided in
the only campaign there was is of the one that the office leads with.

What is so already is left alone, so it does nothing the second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import update

from forms_app import PROJECT
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS
from forms_app.base.contentfile.write import write_aside
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.permits.campaigns import upgrade as campaigns
from forms_app.permits.enterprises.models import Permission
from forms_app.permits.grid.queries import leading, leading_in
from forms_app.permits.resumption.models import (
    Application,
    Call,
    Intent,
    Poster,
    SiteCheck,
)

OF_CAMPAIGN: tuple[Any, ...] = (
    Permission,
    Application,
    SiteCheck,
    Intent,
    Call,
    Poster,
)
SAMPLE = PROJECT / "content"
HEAD = re.compile(r"(?m)^(basis|from) = .*$")
# What 0.2.0 knew by itself of an application, as conditions on its answers.
KEY_AREA = ["key-area-short > 0"]
LOCAL = [
    f"{origin}-{days} = 0"
    for origin in ("other-province", "key-area", "abroad")
    for days in ("full", "short")
]
SORTED_BY = {"key_area_staff": KEY_AREA, "all_local": LOCAL}
FLAG = re.compile(rf"(?m)^({'|'.join(SORTED_BY)})\s*=\s*(true|false)[^\n]*\n?")
ROW = re.compile(r"(?m)^(?=\[\[rows\]\])")
LOOKED_AT = ("missing-supplies", "missing-isolation")


def content(office: Office) -> Iterator[str]:
    """Write what rule files lack; says which."""
    for path in _rules_in(office.content / "rules"):
        yield f"{path.relative_to(office.config.office)}: written"


def campaign(office: Office) -> Iterator[str]:
    """Then they become a campaign, where the office has none."""
    yield from campaigns.content(office)


def rows(office: Office) -> Iterator[str]:
    """Rows of no campaign are of the one that the office leads with, as it was accepted
    or else as it is written.
    """
    campaign = leading(office) or leading_in(office.content)
    if not campaign:
        return
    with office.database.writing() as session:
        for model in OF_CAMPAIGN:
            of_none = update(model).where(model.campaign == "")
            done = session.execute(of_none.values(campaign=campaign))
            if number := done.rowcount:  # type: ignore[attr-defined]
                yield f"{model.__tablename__}: {number} of {campaign}"


def _rules_in(rules: Path) -> Iterator[Path]:
    checks = sorted(rules.glob("site-check*.toml"))
    if not checks:
        return
    if not any(rules.glob("application*.toml")):
        text = _as_of(_sample("application"), checks[0])
        yield from _write(rules / "application.toml", text)
    if not any(rules.glob("kinds*.toml")):
        text = _as_of(_text(SAMPLE / "rules" / "kinds.toml"), checks[0])
        yield from _write(rules / "kinds.toml", text)
    for path in sorted(rules.glob("priority*.toml")):
        yield from _write(path, _sorted(_text(path)))
    for path in checks:
        yield from _write(path, _looked_at(_text(path)))


def _sample(rule: str) -> str:
    """A rule of the campaign that the sample leads with."""
    leading = SAMPLE / CAMPAIGNS / profile_in(SAMPLE).campaign
    return _text(leading / f"{rule}.toml")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def _write(path: Path, text: str) -> Iterator[Path]:
    if path.exists() and _text(path) == text:
        return
    write_aside(path, text.encode("utf-8", "surrogateescape"))
    yield path


def _as_of(text: str, check: Path) -> str:
    """What 0.2.0 knew by itself, on the basis and from the day of the check list."""
    head = dict(re.findall(r"(?m)^(basis|from) = (.*)$", _text(check)))
    return HEAD.sub(lambda line: f"{line[1]} = {head.get(line[1], line[0])}", text)


def _sorted(text: str) -> str:
    """key_area_staff and all_local as conditions, row by row."""
    return "".join(map(_sorted_row, ROW.split(text)))


def _sorted_row(row: str) -> str:
    flags = [found[1] for found in FLAG.finditer(row) if found[2] == "true"]
    if not FLAG.search(row):
        return row
    conditions = [f'    "{one}",\n' for flag in flags for one in SORTED_BY[flag]]
    when = f"when = [\n{''.join(conditions)}]\n" if conditions else ""
    first = FLAG.search(row)
    assert first, "it was found above"
    return (
        FLAG.sub("", row[: first.start()]) + when + FLAG.sub("", row[first.start() :])
    )


def _looked_at(text: str) -> str:
    """With the two lines that a check added because of what was applied with."""
    sample = ROW.split(_sample("site-check"))
    missing = [
        row
        for row in sample
        for slug in LOOKED_AT
        if f'id = "{slug}"' in row and f'"{slug}"' not in text
    ]
    if not missing:
        return text
    return text.rstrip("\n") + "\n" + "".join(missing)

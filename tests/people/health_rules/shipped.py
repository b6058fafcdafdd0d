"""The rule files as the sample office ships them, and others made from them."""

from __future__ import annotations

from datetime import date

from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.content import (
    ISOLATION,
    REGIONS,
    health_on,
    rules_on,
)
from tests.conftest import PROJECT
from tests.rule_files import rule_path

COMMUNITIES = ("chengdong", "nanpu", "qiantou", "tonghai", "tongyuan", "xunmei")
DOCUMENTS = ("isolation-by-origin", "resumption-2020-08")
FEBRUARY = date(2020, 2, 20)
MARCH = date(2020, 3, 20)
APRIL = date(2020, 4, 20)


def source(name: str) -> str:
    return rule_path(PROJECT / "content", f"{name}.toml").read_text(encoding="utf-8")


def judged(text: str, path: str = "rules/x.toml") -> Judged:
    """A rule text under judgement, beside the sample's communities and documents."""
    rule, faults = rulefile.read(text.encode(), path)
    assert rule, faults
    return Judged(rule, path, text, Beside(COMMUNITIES, DOCUMENTS))


def all_files() -> list[RuleFile]:
    found = []
    for path in sorted((PROJECT / "content" / "rules").glob("*.toml")):
        rule, faults = rulefile.read(path.read_bytes(), path.name)
        assert rule, faults
        found.append(rule)
    return found


FILES = all_files()


def rules(day: date) -> Rules:
    return rules_on(FILES, day)


def isolation(text: str):
    return ISOLATION.read(judged(text))


def regions(text: str):
    return REGIONS.read(judged(text))


HEALTH = health_on(FILES, FEBRUARY)
assert HEALTH

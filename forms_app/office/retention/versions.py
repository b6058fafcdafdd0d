"""The accepted versions of the rule.

A version may name what a feature kept that has been taken away since: that row holds
for nothing, and the others hold as before. Whoever edits the file is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.office import Office
from forms_app.office.retention import kinds
from forms_app.office.retention.content import RETENTION
from forms_app.office.retention.rules import Retention
from forms_app.permits.grid.queries import rules


def on(office: Office, day: date) -> Retention | None:
    """The one in force on a day."""
    return RETENTION.on(_versions(office), day)


def named(office: Office, version: str) -> Retention | None:
    """The one that something was deleted by, if it is still kept."""
    return RETENTION.of_version(_versions(office), version)


def _versions(office: Office) -> list[RuleFile]:
    accepted = rules(office)
    return [known(rule) for rule in accepted if rule.id == RETENTION.id]


def known(rule: RuleFile) -> RuleFile:
    """The same one where every row is of a kind that somebody keeps."""
    known = tuple(row for row in rule.rows if row.get("data") in kinds.every())
    return rule if len(known) == len(rule.rows) else replace(rule, rows=known)

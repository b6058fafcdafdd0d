"""A kind of rule file, declared once by the feature that reads it: its keys and what
they mean, and what nobody can do without it.

The declaration judges a file, makes the frozen records that code reads, and can be
printed. A key that is not declared is read by nobody, so a file that has it is faulty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from forms_app.base.contentfile.campaign_folder import CAMPAIGNS
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.keys import Key, Values, names
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.base.contentfile.values import read_keys

Record = TypeVar("Record")


Written = tuple[tuple[Row, Any], ...]


@dataclass(frozen=True)
class Reading:
    """A rule file whose keys were read, for what only shows between them.

    `head` is what stands outside the rows and `outside` its values; `written` the rows
    without a fault, each with its record; `others` the same of rows with a name of
    their own.
    """

    rule: RuleFile
    head: Row
    outside: Values
    written: Written
    others: Mapping[str, Written]

    @property
    def rows(self) -> tuple[Any, ...]:
        return tuple(record for _row, record in self.written)


def _values_of(_row: Row, values: Values) -> Values:
    return values


def _ids(rule: RuleFile) -> Mapping[str, Collection[str]]:
    """The ids of its rows, by its own."""
    return {
        rule.kind: {row["id"] for row in rule.rows if isinstance(row.get("id"), str)}
    }


@dataclass(frozen=True)
class Rows:
    """Rows with a name of their own: [[pages]]. `row` as of a RuleKind; `title` is a
    message. `may_be_none`: a file may have none of them.
    """

    name: str
    title: str
    keys: tuple[Key, ...]
    row: Callable[[Row, Values], Any] = _values_of
    may_be_none: bool = False


@dataclass(frozen=True, eq=False)
class RuleKind(Generic[Record]):
    """One kind of rule file, by its id.

    `build` makes the record of a version without a fault, `row` the record of a row; it
    may note what is wrong between the keys of the row. `others` are rows that are not
    called [[rows]]. `named` gives what other rules may name, by a rule id; of most
    kinds that are its rows. `further` notes what is wrong between rows. `without` is
    the message when an office that needs this kind has none. `needs_basis`: nobody may
    be told to do what it says while its basis is open. `by_campaign`: of these modes, a
    campaign may have its own, which holds there instead of the office's.
    """

    id: str
    title: str
    title_en: str
    build: Callable[[Reading], Record]
    outside: tuple[Key, ...] = ()
    rows: tuple[Key, ...] = ()
    row: Callable[[Row, Values], Any] = _values_of
    others: tuple[Rows, ...] = ()
    named: Callable[[RuleFile], Mapping[str, Collection[str]]] = _ids
    further: Callable[[Reading], None] | None = None
    without: str = ""
    needs_basis: bool = False
    by_campaign: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """How its files are called: one version, or several one after the other."""
        return f"{self.id}*.toml"

    @property
    def place(self) -> str:
        """Where its files lie, for people."""
        folder = f"{CAMPAIGNS}/*" if self.by_campaign else "rules"
        return f"{folder}/{self.file}"

    def read(self, judged: Judged) -> Record | None:
        """The record; None beside the faults that were noted."""
        reading = self._reading(judged)
        if self.further:
            self.further(reading)
        return None if judged.faults else self.build(reading)

    def _reading(self, judged: Judged) -> Reading:
        named = {rows.name: "" for rows in self.others}
        head = judged.outside({**names(self.outside), **named}, not self.needs_basis)
        outside = read_keys(head, self.outside)
        written = _records(judged.rows(names(self.rows)), self.rows, self.row)
        others = {
            rows.name: _records(
                judged.rows(names(rows.keys), rows.name, rows.may_be_none),
                rows.keys,
                rows.row,
            )
            for rows in self.others
        }
        return Reading(judged.rule, head, outside, written, others)

    def of(self, rule: RuleFile | None) -> Record | None:
        """The record of an accepted version, read once; None without one."""
        return _accepted(self, rule) if rule else None

    def of_version(self, rules: Iterable[RuleFile], version: str) -> Record | None:
        """What the version holds that somebody decided by."""
        return self.of(next((rule for rule in rules if rule.version == version), None))

    def on(self, rules: Iterable[RuleFile], day: date) -> Record | None:
        """What holds on a day, from accepted rule files."""
        return self.of(in_force(rules, self.id, day))


def _records(
    rows: Iterable[Row], keys: tuple[Key, ...], record_of: Callable[[Row, Values], Any]
) -> Written:
    """Each row without a fault, with its record."""
    written = []
    for row in rows:
        values = read_keys(row, keys)
        record = record_of(row, values) if row.is_good else None
        if row.is_good:
            written.append((row, record))
    return tuple(written)


@lru_cache(256)
def _accepted(kind: RuleKind[Any], rule: RuleFile) -> Any:
    return kind.read(Judged(rule))


def faults_of(judged: Judged, kinds: Iterable[RuleKind[Any]]) -> list[Fault]:
    """The faults of a rule file; one that is none of these kinds is read by nobody."""
    in_campaign = bool(judged.rule.campaign)
    by_id = {kind.id: kind for kind in kinds}
    kind = by_id.get(judged.rule.kind)
    if kind and (kind.by_campaign or not in_campaign):
        kind.read(judged)
    elif kind:
        Row(judged, 0, {"id": judged.rule.id}).fault(
            "id", "这条规则全办公室只有一份，放在 rules/", f"rules/{kind.file}"
        )
    else:
        known = sorted(
            one for one in by_id if by_id[one].by_campaign or not in_campaign
        )
        Row(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", " | ".join(known), nearest=known
        )
    return judged.faults

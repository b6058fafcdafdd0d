"""The tenants of a mall as rows, pasted or of a sheet: each is judged as the form of one
tenant is, and what is wrong with it is said.

What a row does not say is as with the mall itself: address, grid, whom to call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms_app.base import catalogue
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.profile import local_places
from forms_app.base.sheets import reader, texts
from forms_app.base.sheets.cells import Row, Sheet, SheetRefused, numbered
from forms_app.base.typed import plain
from forms_app.permits.enterprises.answers import details_of
from forms_app.permits.enterprises.forms import TenantForm
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.operations import Details
from forms_app.permits.enterprises.queries import likely_doubles
from forms_app.permits.enterprises.rules import Kind
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import rule
from forms_app.permits.tenants.headers import COLUMNS, FIELDS, fields_of, header_of

MOST = 500  # rows at once
# as the manager's own
SAME = ("grid", "address", "place", "contact_name", "contact_phone", "safety_manager")
CHOSEN = ("trade", "kind", "grid")
Values = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """One row. `details`: of whom nothing is wrong; `known`: registered before."""

    number: int
    values: Values
    faults: tuple[str, ...] = ()
    details: Details | None = None
    known: str = ""

    @property
    def name(self) -> str:
        return self.values.get("name", "")


@dataclass
class Judgement:
    """All rows of a sheet, in their order."""

    good: list[Judged] = field(default_factory=list)
    known: list[Judged] = field(default_factory=list)
    faulty: list[Judged] = field(default_factory=list)


def read_file(data: bytes, name: str) -> list[Row]:
    """The rows of a file, with their header.

    Raises:
        SheetRefused: it cannot be read, or is too long.
    """
    return _bounded(reader.read_file(data, name, header_of))


def read_pasted(text: str) -> list[Row]:
    """The same of a pasted text."""
    return _bounded(reader.checked(Sheet(numbered(texts.split(text))), header_of))


def _bounded(sheet: Sheet) -> list[Row]:
    if len(sheet.rows) > MOST + 1:
        raise SheetRefused("一次最多登记 %(n)s 家。请分几次贴", n=MOST)
    return list(sheet.rows)


def values_of(rows: Sequence[Row]) -> Iterator[tuple[int, Values]]:
    """Of each tenant what its row says, with the row's number."""
    header = header_of(rows)
    start = header.place + 1 if header else 0
    fields = fields_of(rows[header.place]) if header else list(FIELDS)
    for row in rows[start:]:
        said = {
            name: cell
            for name, cell in zip(fields, row.cells, strict=False)
            if name and cell
        }
        if said:
            yield row.number, said


def as_text(rows: Iterable[Judged]) -> str:
    """Rows to be pasted again, with the header of what they say; "" for none."""
    found = list(rows)
    said = {"name"}.union(*(row.values for row in found))
    columns = [name for name in FIELDS if name in said]
    lines = ["\t".join(row.values.get(name, "") for name in columns) for row in found]
    header = "\t".join(str(COLUMNS.label(name)) for name in columns)
    return "\n".join([header, *lines]) if lines else ""


@dataclass(frozen=True)
class Mall:
    """Whose tenants they are, and what a row does not need to say. `trade`: of those
    whose row names none.
    """

    office: Office
    manager: Enterprise
    community: Community
    trade: str

    def judged(self, session: Session, rows: Iterable[tuple[int, Values]]) -> Judgement:
        found = Judgement()
        seen: dict[tuple[str, str], int] = {}
        for number, values in rows:
            one = self._judged(session, number, values)
            key = (plain(one.name), plain(values.get("place", "")))
            first = seen.setdefault(key, number)
            if first != number and not one.faults:
                says = _("和第 %(n)s 行是同一家", n=first)
                one = Judged(number, values, (says,))
            kind = found.known if one.known else found.good
            (found.faulty if one.faults else kind).append(one)
        return found

    def _judged(self, session: Session, number: int, values: Values) -> Judged:
        form, faults = self._form(values)
        if not form.validate() or faults:
            told = {**{name: _says(form, name) for name in form.errors}, **faults}
            return Judged(number, values, tuple(told.values()))
        details = details_of(form.data)
        doubles = likely_doubles(
            session,
            name=details.name,
            code=details.code,
            address=details.address,
            places=local_places(self.office),
            manager=self.manager.id,
        )
        own = [one for one in doubles if one.managed_by == self.manager.id]
        if own:
            return Judged(number, values, known=own[0].reference)
        if doubles:
            says = _(
                "可能登记过了：%(name)s。不是同一家，请单独加", name=doubles[0].name
            )
            return Judged(number, values, (says,))
        return Judged(number, values, details=details)

    def _form(self, values: Values) -> tuple[TenantForm, dict[str, str]]:
        """The form of one tenant as the row fills it, and by field what it says that is
        no choice there.
        """
        given: dict[str, Any] = {name: getattr(self.manager, name) for name in SAME}
        given |= {"place": "", "trade": self.trade, "kind": Kind.SHOP, "consent": "y"}
        given |= {"no_code": "" if values.get("code") else "y", **values}
        choices = self._offer(TenantForm(formdata=None, meta={"csrf": False}))
        faults = {}
        for name in CHOSEN:
            if name in values:
                given[name] = _choice(choices[name].choices, values[name])
            if name in values and not given[name]:
                column = COLUMNS.label(name)
                says = _(
                    "%(column)s里没有“%(typed)s”", column=column, typed=values[name]
                )
                faults[name] = says
        form = TenantForm(formdata=MultiDict(given), meta={"csrf": False})
        return self._offer(form), faults

    def _offer(self, form: TenantForm) -> TenantForm:
        trades = rule(self.office, TRADES, self.office.clock.today()) or ()
        form.offer(trades, catalogue.language())
        form.offer_grids_of(self.community)
        return form


def _choice(choices: Iterable[tuple[str, Any]], typed: str) -> str:
    """The slug that was written out, or the only one whose words are, begin with or hold
    what was.
    """
    wanted = plain(typed)
    words = {slug: plain(str(label)) for slug, label in choices if slug}
    begins = [slug for slug, text in words.items() if text.startswith(wanted)]
    holds = [slug for slug, text in words.items() if wanted in text]
    for found in ([typed] if typed in words else [], begins, holds):
        if len(found) == 1:
            return found[0]
    return ""


def _says(form: TenantForm, name: str) -> str:
    """What is wrong with a field, by its column."""
    label = COLUMNS.label(name)
    error = str(form[name].errors[0])
    return error if label in error else _("%(question)s：", question=label) + error

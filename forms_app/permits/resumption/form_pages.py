"""The pages of an application: their order, their forms, and how their answers are
printed for both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm

from forms_app.base import catalogue
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.content import SUPPLIES, Supply
from forms_app.permits.resumption.forms import (
    MeasuresForm,
    PeopleForm,
    first_batch,
    supplies_form,
)
from forms_app.permits.resumption.labels import (
    COMMUTES,
    MEALS,
    ORIGINS,
    PAGES,
    ROOMS,
    SHORT,
)
from forms_app.permits.resumption.models import Application

ORDER = tuple(PAGES)


@dataclass(frozen=True)
class Answer:
    """One answer as it is printed. `short`: it is below what the rule asks."""

    question: str
    label: str
    printed: str
    short: bool = False

    @property
    def mark(self) -> Word | None:
        """The tag beside it."""
        return SHORT if self.short else None


def form_of(office: Office, application: Application, page: str) -> FlaskForm:
    """The form of a page, with what was answered before."""
    saved = application.answers.get(page, {})
    if page == "people":
        return PeopleForm(data=saved)
    if page == "supplies":
        people = first_batch(application.answers.get("people", {}))
        return supplies_form(_supplies(office), people, catalogue.language())(
            data=saved
        )
    return MeasuresForm(data=saved)


def _supplies(office: Office) -> tuple[Supply, ...]:
    return rule(office, SUPPLIES, office.clock.today()) or ()


def missing(application: Application) -> list[str]:
    """The pages that are not yet complete."""
    return [
        page for page in ORDER if not application.answers.get(page, {}).get("complete")
    ]


def answers_of(
    office: Office, application: Application
) -> list[tuple[str, str, list[Answer]]]:
    """Page, its title, and its printed answers; pages not filled yet have none."""
    printers = {"people": _people, "supplies": _supply, "measures": _measures}
    return [
        (
            page,
            PAGES.label(page),
            printers[page](office, application.answers)
            if application.answers.get(page)
            else [],
        )
        for page in ORDER
    ]


def _people(_office: Office, answers: dict[str, Any]) -> list[Answer]:
    people = answers["people"]
    found = [
        Answer("planned", _("打算哪一天开工"), str(people.get("planned") or "—")),
        Answer("total", _("一共有多少员工"), _number(people.get("total"))),
        Answer("first_batch", _("第一批回来多少人"), _number(first_batch(people))),
    ]
    for origin, word in ORIGINS.items():
        full = people.get(f"{origin}_full")
        short = people.get(f"{origin}_short")
        printed = _(
            "满 14 天 %(full)s 人，未满 %(short)s 人",
            full=_number(full),
            short=_number(short),
        )
        found.append(
            Answer(
                f"{origin}_full",
                str(word),
                printed,
                origin in {"key_area", "abroad"} and bool(short),
            )
        )
    return found


def _supply(office: Office, answers: dict[str, Any]) -> list[Answer]:
    supplies = answers["supplies"]
    people = first_batch(answers.get("people", {}))
    found = []
    for supply in _supplies(office):
        stock = supplies.get(supply.slug)
        need = supply.needed(people)
        printed = _number(stock) + f" {supply.unit}"
        cover = supply.days_of_cover(stock, people) if stock is not None else None
        if cover is not None:
            printed += _("，够用 %(n)s 天", n=cover)
        if stock is not None and stock < need:
            printed += _("（应有 %(n)s）", n=need)
        name = supply.name(catalogue.language())
        found.append(
            Answer(supply.slug, name, printed, stock is not None and stock < need)
        )
    if supplies.get("complete_by"):
        found.append(Answer("complete_by", _("什么时候补齐"), supplies["complete_by"]))
    return found


def _measures(_office: Office, answers: dict[str, Any]) -> list[Answer]:
    measures = answers["measures"]
    form = MeasuresForm(formdata=None)
    words = {"meals": MEALS, "commute": COMMUTES, "isolation": ROOMS}
    found = [
        Answer(
            "temperature_by",
            str(form.temperature_by.label.text),
            measures.get("temperature_by") or "—",
        )
    ]
    for name, choices in words.items():
        printed = choices.label(measures.get(name)) or "—"
        found.append(Answer(name, str(form[name].label.text), printed))
    found.append(
        Answer(
            "disinfections",
            str(form.disinfections.label.text),
            _number(measures.get("disinfections")),
        )
    )
    if measures.get("remark"):
        found.append(Answer("remark", str(form.remark.label.text), measures["remark"]))
    return found


def _number(value: Any) -> str:
    return "—" if value is None else str(value)

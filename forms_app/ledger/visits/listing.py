"""The list of visits: its page and its sheet.

No remark stands in a sheet, and nobody is counted or ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import EVERYBODY
from forms_app.ledger.visits import labels, queries, survey
from forms_app.ledger.visits.content import VISIT
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.rules import CheckList, Line
from forms_app.permits.grid.places import PLACES, where_column
from forms_app.permits.grid.queries import rules

in_sheet = partial(Column, in_sheet_only=True)


def _records(reader: Reader, asked: Asked) -> Sequence[Visit]:
    wanted = {name: value for name, value in asked.items() if value}
    answer = wanted.pop("answer", "")
    found = queries.visits(reader.session, reader.actor, **wanted)
    return found.where(survey.was_answered(answer)) if answer else found


def _outcome(visit: Visit) -> Word:
    """What does not count says so: a sheet has no line through a word."""
    found = labels.outcome(visit)
    if not visit.set_aside:
        return found
    return replace(found, label=_("%(outcome)s（不作准）", outcome=found.label))


def _answers(office: Office) -> list[Column]:
    """A column for each line, so that a sheet can be sorted and counted by it."""
    asked_by = cache(partial(VISIT.of_version, rules(office)))
    return [
        in_sheet(f"answer-{line.id}", labels.in_language(line.words), answer_of)
        for line in survey.lines(office)
        for answer_of in [partial(_answer, asked_by, line)]
    ]


def _answer(
    asked_by: Callable[[str], CheckList | None], line: Line, visit: Visit
) -> str:
    return survey.answer(asked_by(visit.rule), line, visit)


def _mine(reader: Reader) -> list[tuple[str, Any]]:
    return [(reader.actor.id, _("我"))]


def _columns(reader: Reader) -> list[Column]:
    office = reader.office
    return [
        Column("enterprise", _l("单位"), lambda visit: visit.enterprise.name),
        Column("at", _l("走访时间")),
        Column("outcome", _l("结果"), _outcome),
        where_column(
            reader, lambda visit: (visit.enterprise.community, visit.enterprise.grid)
        ),
        Column(
            "channel",
            _l("怎么联系的"),
            lambda visit: labels.CHANNELS.label(visit.channel),
        ),
        Column(
            "visitors", _l("来了哪几方"), lambda visit: labels.bodies(visit.visitors)
        ),
        Column("next_try", _l("下次"), lambda visit: labels.half_day(visit.next_try)),
        in_sheet("reference", _l("单位编号"), lambda visit: visit.enterprise.reference),
        *_answers(office),
        in_sheet(
            "left",
            _l("留下的材料和表格"),
            lambda visit: labels.in_a_row(labels.left(office, visit)),
        ),
        in_sheet("recorded_at", _l("收到时间")),
    ]


VISITS = Listing(
    name="visits",
    title=_l("走访记录"),
    about=_l("每次走访一行：结果、谁去的、答了什么。"),
    empty=_l("没有这样的走访。到“今天的走访”里点一家，记下结果，就会列在这里。"),
    columns=_columns,
    records=_records,
    number=lambda visit: str(visit.id),
    roles=EVERYBODY,
    filters=(
        Filter("outcome", _l("结果"), lambda _reader: labels.OUTCOMES.choices()),
        *PLACES,
        Filter("answer", _l("答了什么"), lambda reader: survey.options(reader.office)),
        Filter("by", _l("谁记的"), _mine),
    ),
    link=lambda visit: url_for("visits.one", visit_id=visit.id),
    extras=(lambda: (url_for("visits.totals"), _("检查和询问汇总")),),
    new=lambda: (url_for("visits.today"), _("今天的走访")),
)

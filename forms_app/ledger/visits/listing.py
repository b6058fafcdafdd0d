"""The list of visits: its page and its sheet.

No remark stands in a sheet, and nobody is counted or ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import current_office
from forms_app.ledger.items.kinds import EVERYBODY
from forms_app.ledger.items.listing import place_filters, where_column
from forms_app.ledger.lists.listing import Asked, Column, Filter, Listing
from forms_app.ledger.visits import labels, queries
from forms_app.ledger.visits.models import Visit


def _records(session: Session, actor: Actor, asked: Asked) -> Sequence[Visit]:
    return queries.visits(
        session, actor, **{name: value for name, value in asked.items() if value}
    )


def _outcome(visit: Visit) -> str:
    said = str(labels.OUTCOMES[visit.outcome])
    return _("%(outcome)s（不作准）", outcome=said) if visit.set_aside else said


def _answers(visit: Visit) -> str:
    rows = [
        row
        for _title, section in labels.answered(current_office(), visit)
        for row in section
    ]
    return "；".join(f"{line}：{answer}" for line, answer in rows)


def _bodies(visit: Visit) -> str:
    return labels.bodies(visit.visitors)


def _mine(actor: Actor) -> list[tuple[str, Any]]:
    return [(actor.id, _("我"))]


VISITS = Listing(
    name="visits",
    title=_l("走访记录"),
    about=_l("每次走访一行：结果、谁去的、答了什么。"),
    empty=_l("没有这样的走访。到“今天的走访”里点一家，记下结果，就会列在这里。"),
    columns=(
        Column("enterprise", _l("单位"), lambda visit: visit.enterprise.name),
        Column("at", _l("走访时间"), lambda visit: visit.at),
        Column("outcome", _l("结果"), _outcome, tag=labels.look),
        where_column(lambda visit: (visit.enterprise.community, visit.enterprise.grid)),
        Column(
            "channel",
            _l("怎么联系的"),
            lambda visit: str(labels.CHANNELS[visit.channel]),
        ),
        Column("visitors", _l("来了哪几方"), _bodies),
        Column("next_try", _l("下次"), lambda visit: labels.half_day(visit.next_try)),
        Column(
            "reference",
            _l("单位编号"),
            lambda visit: visit.enterprise.reference,
            in_sheet_only=True,
        ),
        Column("answers", _l("检查和询问"), _answers, in_sheet_only=True),
        Column(
            "left",
            _l("留下的材料和表格"),
            lambda v: labels.in_a_row(labels.left(current_office(), v)),
            in_sheet_only=True,
        ),
        Column(
            "recorded_at",
            _l("收到时间"),
            lambda visit: visit.recorded_at,
            in_sheet_only=True,
        ),
    ),
    records=_records,
    number=lambda visit: str(visit.id),
    roles=EVERYBODY,
    filters=(
        Filter("outcome", _l("结果"), lambda _actor: list(labels.OUTCOMES.items())),
        *place_filters(),
        Filter("by", _l("谁记的"), _mine),
    ),
    link=lambda visit: url_for("visits.one", visit_id=visit.id),
    new=lambda: (url_for("visits.today"), _("今天的走访")),
)

"""The list of duties: its page, its sheet, and what a changed cell means (times, who
answers, the end).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import read_day
from forms_app.base.office import current_office
from forms_app.ledger.items.kinds import EVERYBODY
from forms_app.ledger.items.listing import place_filters, where_column
from forms_app.ledger.lists.listing import Asked, Column, Filter, Listing
from forms_app.ledger.rounds import operations, queries
from forms_app.ledger.rounds.labels import KINDS, name, owner
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.owners import must_be_able
from forms_app.ledger.rounds.plan import times_of
from forms_app.permits.grid.queries import directory


def _records(session: Session, actor: Actor, asked: Asked) -> Sequence[Duty]:
    found = queries.within_reach(session, actor)
    if kind := asked.get("kind"):
        found = [duty for duty in found if duty.kind == kind]
    for place, wanted in enumerate((asked.get("community"), asked.get("grid"))):
        found = [duty for duty in found if not wanted or duty.where[place] == wanted]
    return found


def day_cell(text: str) -> date | None:
    """A cell with a day; empty for none.

    Raises:
        NoDate: it is something else.
    """
    return read_day(text) if text.strip() else None


def _change(
    session: Session,
    record: Duty,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    community, grid = record.where
    must_be_able(
        session,
        directory(current_office()).get(community),
        grid,
        values.get("owner", ""),
    )
    operations.change(session, record, values, actor=actor, now=now)


DUTIES = Listing(
    name="duties",
    title=_l("勤务安排"),
    about=_l("哪里、每天几点、谁负责。收隔离垃圾的只写桶号，地方在各自的页面里。"),
    empty=_l("还没有安排。消毒、收垃圾、班车、食堂错峰，都可以在这里安排。"),
    columns=(
        Column("what", _l("勤务"), name),
        Column(
            "kind", _l("类别"), lambda duty: str(KINDS[duty.kind]), in_sheet_only=True
        ),
        where_column(lambda duty: duty.where),
        Column("times", _l("每天几点"), lambda duty: duty.times, read=times_of),
        Column(
            "owner",
            _l("谁负责"),
            lambda duty: duty.owner,
            read=lambda text: text.strip()[:80],
            shown=owner,
        ),
        Column(
            "starts_on", _l("从哪一天"), lambda duty: duty.starts_on, in_sheet_only=True
        ),
        Column("ends_on", _l("到哪一天"), lambda duty: duty.ends_on, read=day_cell),
        Column(
            "public", _l("公开"), lambda duty: _("是") if duty.is_public else _("否")
        ),
    ),
    records=_records,
    number=lambda duty: str(duty.id),
    roles=EVERYBODY,
    filters=(
        Filter("kind", _l("类别"), lambda _actor: list(KINDS.items())),
        *place_filters(),
    ),
    link=lambda duty: url_for("rounds.duty", duty_id=duty.id),
    new=lambda: (url_for("rounds.new"), _("新增")),
    change=_change,
    extras=(lambda: (url_for("rounds.today"), _("今天的勤务")),),
)

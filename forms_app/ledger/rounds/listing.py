"""The list of duties: its page, its sheet, and what a changed cell means (times, who
answers, the end).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import EVERYBODY
from forms_app.ledger.items.labels import owner
from forms_app.ledger.lists.cells import day_or_none
from forms_app.ledger.rounds import operations, queries
from forms_app.ledger.rounds.labels import KINDS, name
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.owners import owner_named
from forms_app.ledger.rounds.plan import times_of
from forms_app.permits.grid.places import PLACES, where_column
from forms_app.permits.grid.queries import directory


def _records(reader: Reader, asked: Asked) -> Sequence[Duty]:
    found = queries.within_reach(reader.session, reader.actor)
    if kind := asked.get("kind"):
        found = [duty for duty in found if duty.kind == kind]
    for place, wanted in enumerate((asked.get("community"), asked.get("grid"))):
        found = [duty for duty in found if not wanted or duty.where[place] == wanted]
    return found


def _change(reader: Reader, record: Duty, values: dict[str, Any]) -> None:
    community, grid = record.where
    drawn = directory(reader.office).get(community)
    if "owner" in values:
        chosen = owner_named(reader.session, drawn, grid, values["owner"])
        values = {**values, "owner": chosen}
    operations.change(reader.session, record, values, **reader.by)


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("what", _l("勤务"), name),
        Column(
            "kind", _l("类别"), lambda duty: KINDS.label(duty.kind), in_sheet_only=True
        ),
        where_column(reader, attrgetter("where")),
        Column("times", _l("每天几点"), read=times_of),
        Column(
            "owner",
            _l("谁负责"),
            lambda duty: owner(reader.office, duty.owner, duty.where[0]),
            read=str,
        ),
        Column("starts_on", _l("从哪一天"), in_sheet_only=True),
        Column("ends_on", _l("到哪一天"), read=day_or_none(reader.now)),
        Column(
            "public", _l("公开"), lambda duty: _("是") if duty.is_public else _("否")
        ),
    ]


DUTIES = Listing(
    name="duties",
    title=_l("勤务安排"),
    about=_l("哪里、每天几点、谁负责。放在某一家门口的只写桶号，地方在各自的页面里。"),
    empty=_l("还没有安排。清洁、收垃圾、班车、食堂，都可以在这里安排。"),
    columns=_columns,
    records=_records,
    number=lambda duty: str(duty.id),
    roles=EVERYBODY,
    filters=(Filter("kind", _l("类别"), lambda _reader: KINDS.choices()), *PLACES),
    link=lambda duty: url_for("rounds.duty", duty_id=duty.id),
    new=lambda: (url_for("rounds.new"), _("新增")),
    change=_change,
    extras=(lambda: (url_for("rounds.today"), _("今天的勤务")),),
)

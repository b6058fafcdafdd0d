"""The list of meetings: `/app/staff/lists/meetings/`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Listing
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.meetings import labels, queries
from forms_app.ledger.meetings.labels import CHAIRS, MODES
from forms_app.ledger.meetings.models import Meeting
from forms_app.ledger.meetings.rules import Outcome
from forms_app.permits.grid.places import COMMUNITIES
from forms_app.permits.grid.queries import name_of


def _records(reader: Reader, asked: Asked) -> Sequence[Meeting]:
    return queries.meetings(reader.session, reader.actor, asked.get("community", ""))


def _with(outcome: Outcome, meeting: Meeting) -> int:
    return sum(heard.outcome == outcome for heard in meeting.heard)


def _carried(meeting: Meeting) -> int | None:
    return _with(Outcome.CARRIED, meeting) if meeting.closed_at else None


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("day", _l("日期")),
        Column(
            "community", _l("社区"), lambda one: name_of(reader.office, one.community)
        ),
        Column("mode", _l("怎么开"), lambda one: MODES.label(one.mode)),
        Column(
            "chair",
            _l("谁主持"),
            lambda one: CHAIRS.label(one.chair),
            in_sheet_only=True,
        ),
        Column("bodies", _l("参加"), lambda one: labels.bodies(one.bodies)),
        Column(
            "items",
            _l("事项（件）"),
            lambda one: len(one.heard) if one.closed_at else None,
        ),
        Column(
            "closed",
            _l("办结"),
            lambda one: _with(Outcome.CLOSED, one),
            in_sheet_only=True,
        ),
        Column("carried", _l("留到下次"), _carried),
        Column(
            "state",
            _l("状态"),
            lambda one: labels.CLOSED if one.closed_at else labels.OPEN,
        ),
    ]


MEETINGS = Listing(
    name="meetings",
    title=_l("碰头会"),
    about=_l("每天早上一次。没有答复或措施的事项，自动留到下一次。"),
    empty=_l("还没有开过碰头会。"),
    columns=_columns,
    records=_records,
    number=lambda meeting: str(meeting.id),
    roles=OFFICE,
    filters=[COMMUNITIES],
    link=lambda meeting: url_for("meetings.one", meeting_id=meeting.id),
    new=lambda: (url_for("meetings.begin"), _("开今天的碰头会")),
)

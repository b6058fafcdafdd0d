"""The list of meetings: `/app/staff/lists/meetings/`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import current_office
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.items.listing import place_filters
from forms_app.ledger.lists.listing import Asked, Column, Listing
from forms_app.ledger.meetings import queries
from forms_app.ledger.meetings.labels import CHAIRS, MODES, bodies
from forms_app.ledger.meetings.models import Meeting
from forms_app.ledger.meetings.rules import Outcome
from forms_app.permits.grid.queries import name_of


def _records(session: Session, actor: Actor, asked: Asked) -> Sequence[Meeting]:
    return queries.meetings(session, actor, asked.get("community", ""))


def _with(outcome: Outcome, meeting: Meeting) -> int:
    return sum(heard.outcome == outcome for heard in meeting.heard)


MEETINGS = Listing(
    name="meetings",
    title=_l("碰头会"),
    about=_l("每天早上一次。没有答复或措施的事项，自动留到下一次。"),
    empty=_l("还没有开过碰头会。"),
    columns=[
        Column("day", _l("日期"), lambda meeting: meeting.day),
        Column(
            "community",
            _l("社区"),
            lambda meeting: name_of(current_office(), meeting.community),
        ),
        Column("mode", _l("怎么开"), lambda meeting: str(MODES[meeting.mode])),
        Column(
            "chair",
            _l("谁主持"),
            lambda meeting: str(CHAIRS[meeting.chair]),
            in_sheet_only=True,
        ),
        Column("bodies", _l("参加"), lambda meeting: bodies(meeting.bodies)),
        Column(
            "items",
            _l("事项（件）"),
            lambda meeting: len(meeting.heard) if meeting.closed_at else None,
        ),
        Column(
            "closed",
            _l("办结"),
            lambda meeting: _with(Outcome.CLOSED, meeting),
            in_sheet_only=True,
        ),
        Column(
            "carried",
            _l("留到下次"),
            lambda meeting: (
                _with(Outcome.CARRIED, meeting) if meeting.closed_at else None
            ),
        ),
        Column(
            "state",
            _l("状态"),
            lambda meeting: _("已结束") if meeting.closed_at else _("正在开"),
            tag=lambda meeting: "valid" if meeting.closed_at else "wait",
        ),
    ],
    records=_records,
    number=lambda meeting: str(meeting.id),
    roles=OFFICE,
    filters=place_filters()[:1],
    link=lambda meeting: url_for("meetings.one", meeting_id=meeting.id),
    new=lambda: (url_for("meetings.begin"), _("开今天的碰头会")),
)

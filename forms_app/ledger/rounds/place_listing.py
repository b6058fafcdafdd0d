"""The list of key places (重点场所): who answers for each, when it was checked last and
what was found.

Each stands in the community's content file; its checks are duties of that place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Listing
from forms_app.base.typed import plain
from forms_app.base.words import Look, Word
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import EVERYBODY
from forms_app.ledger.items.models import Item
from forms_app.ledger.rounds import queries
from forms_app.ledger.rounds.labels import STATES
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import CHECK, State, holds_on
from forms_app.permits.grid.community import KeyPlace
from forms_app.permits.grid.places import PLACES, seen_by, where_column

NOT_PLANNED = Word(_l("没有安排检查"), Look.HELD)
IN_ORDER = Word(_l("按时"), Look.VALID)


@dataclass(frozen=True)
class Checked:
    """A key place with the duty that checks it, and the last check."""

    place: KeyPlace
    number: str
    community: str
    duty: Duty | None
    last: Item | None
    is_overdue: bool

    @property
    def grid(self) -> str:
        return "" if self.place.grid == "-" else self.place.grid

    @property
    def state(self) -> Word:
        if self.duty is None:
            return NOT_PLANNED
        return STATES[State.OVERDUE] if self.is_overdue else IN_ORDER


def _records(reader: Reader, asked: Asked) -> Sequence[Checked]:
    duties = {
        (duty.community, plain(duty.place)): duty
        for duty in queries.within_reach(reader.session, reader.actor)
        if duty.kind == CHECK
        and holds_on(duty.starts_on, duty.ends_on, reader.now.date())
    }
    last = queries.last_items(reader.session, duties.values())
    overdue = queries.overdue_duties(reader.session, duties.values(), reader.now)
    found = []
    for community in seen_by(reader.office, reader.actor):
        for number, place in enumerate(community.places, 1):
            duty = duties.get((community.slug, plain(place.name)))
            found.append(
                Checked(
                    place,
                    f"{community.slug}-{number}",
                    community.slug,
                    duty,
                    last.get(duty.id) if duty else None,
                    duty is not None and duty.id in overdue,
                )
            )
    return [one for one in found if _fits(reader, one, asked)]


def _fits(reader: Reader, one: Checked, asked: Asked) -> bool:
    is_seen = reader.actor.may_see(one.community, one.grid)
    return (
        is_seen
        and asked.get("community", "") in {"", one.community}
        and asked.get("grid", "") in {"", one.grid}
    )


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("name", _l("重点场所"), lambda one: one.place.name),
        Column("kind", _l("类别"), lambda one: one.place.kind),
        where_column(reader, lambda one: (one.community, one.grid)),
        Column("post", _l("责任岗位"), lambda one: one.place.post),
        Column("state", _l("检查"), lambda one: one.state),
        Column(
            "checked_at",
            _l("上次检查"),
            lambda one: one.last.finished_at if one.last else None,
        ),
        Column(
            "found", _l("查到什么"), lambda one: one.last.answer if one.last else ""
        ),
    ]


def _link(one: Checked) -> str:
    """The plan of its checks, or a form for one with the place filled in."""
    if one.duty:
        return url_for("rounds.duty", duty_id=one.duty.id)
    where = f"{one.community}/{one.grid}"
    return url_for("rounds.new", kind=CHECK, spot=one.place.name, where=where)


KEY_PLACES = Listing(
    name="key-places",
    title=_l("重点场所"),
    about=_l("农贸市场、园区这些重点场所：责任岗位、上次什么时候检查、查到什么。"),
    empty=_l("没有重点场所。重点场所写在社区的内容文件里。"),
    columns=_columns,
    records=_records,
    number=lambda one: one.number,
    roles=EVERYBODY,
    filters=PLACES,
    link=_link,
)

"""The agreed times as a list: whose door somebody goes to and when, by time and building."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from forms_app.base.access import ALL_STAFF
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.paging import Rows
from forms_app.base.words import Look, Word
from forms_app.base.worklist import Reader
from forms_app.permits.appointments import queries
from forms_app.permits.appointments.days import DAYS, TODAY, on
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.appointments.rules import is_missed
from forms_app.permits.campaigns.filters import columns as campaigns_columns
from forms_app.permits.grid.places import PLACES, seen_by, where_column

MISSED = Word(_l("过了"), Look.HELD)
FIRST = _l("第一次核验")
AGAIN = _l("复核")


def _squads(reader: Reader) -> list[tuple[str, str]]:
    return [
        (squad.slug, squad.name)
        for community in seen_by(reader.office, reader.actor)
        for squad in community.squads
    ]


def _records(reader: Reader, asked: Asked) -> Rows[Appointment]:
    found = queries.agenda(reader, asked)
    return found.where(on(reader, asked["days"])) if asked.get("days") else found


def _columns(reader: Reader) -> Sequence[Column]:
    now = reader.now

    def state(one: Appointment) -> Word | str:
        is_late = is_missed(one.ends_at, now)
        return MISSED if is_late else str(AGAIN if one.recheck_id else FIRST)

    return [
        Column("at", _l("时间"), lambda one: when(one.begins_at, one.ends_at)),
        Column("name", _l("单位"), lambda one: one.enterprise.name),
        Column("address", _l("地址"), _address),
        where_column(
            reader, lambda one: (one.enterprise.community, one.enterprise.grid)
        ),
        Column("state", _l("哪一种"), state),
        *campaigns_columns(reader),
    ]


def _address(one: Appointment) -> str:
    return " ".join(filter(None, (one.enterprise.address, one.enterprise.place)))


AGENDA = Listing(
    name="agenda",
    title=_l("约好的上门"),
    about=_l(
        "单位选的时间，也有办公室在电话里约的。同一个时间的，按楼和地址排在一起。"
    ),
    empty=_l("没有约好的上门。换一天看看。"),
    columns=_columns,
    records=_records,
    number=lambda one: one.enterprise.reference,
    roles=ALL_STAFF,
    filters=(
        Filter("days", _l("哪一天"), lambda _reader: DAYS.choices(), default=TODAY),
        Filter("squad", _l("小分队"), _squads),
        *PLACES,
    ),
    link=lambda one: url_for(
        "review.enterprise",
        reference=one.enterprise.reference,
        campaign=one.campaign or None,
    ),
)

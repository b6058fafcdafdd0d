"""The outbox as a list and a sheet: what was told to whom, by which channel, and what
became of it. No address and no text stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.channels import Channel
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.office import Office
from forms_app.base.worklist import Reader
from forms_app.permits.grid.places import PLACES, where_column
from forms_app.permits.messages import queries
from forms_app.permits.messages.labels import KINDS, STATES, WHY
from forms_app.permits.messages.models import Message


def channel_name(office: Office, name: str) -> str:
    """What a channel is called; its name in settings.toml where it is there no more."""
    known: dict[str, Channel] = {one.name: one for one in office.config.channels}
    return known[name].called(language()) if name in known else name


def _channels(reader: Reader) -> Iterable[tuple[str, Any]]:
    return [(one.name, one.called(language())) for one in reader.office.config.channels]


def _records(reader: Reader, asked: Asked) -> Sequence[Message]:
    return queries.every(reader.session, reader.actor, asked)


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("at", _l("哪天的事")),
        Column("name", _l("单位"), lambda one: one.enterprise.name),
        where_column(
            reader, lambda one: (one.enterprise.community, one.enterprise.grid)
        ),
        Column("kind", _l("什么事"), lambda one: KINDS.label(one.kind)),
        Column(
            "channel",
            _l("渠道"),
            lambda one: channel_name(reader.office, one.channel),
        ),
        Column("state", _l("状态"), lambda one: STATES[one.state]),
        Column("why", _l("原因"), lambda one: WHY.label(one.why)),
        Column("settled_at", _l("告知时间")),
    ]


OUTBOX = Listing(
    name="outbox",
    title=_l("给单位的消息"),
    about=_l(
        "告诉了哪家单位什么事，用什么渠道，到了没有。没到的、不清楚的，点开再办。"
    ),
    empty=_l("没有这样的消息。"),
    columns=_columns,
    records=_records,
    number=lambda one: str(one.id),
    roles=PUBLISHERS,
    filters=(
        Filter("state", _l("状态"), lambda _reader: STATES.choices()),
        Filter("kind", _l("什么事"), lambda _reader: KINDS.choices()),
        Filter("channel", _l("渠道"), _channels),
        *PLACES,
    ),
    link=lambda one: url_for("messages.one", message_id=one.id),
)

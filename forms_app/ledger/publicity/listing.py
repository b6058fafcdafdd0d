"""The lists of publicity: what hangs where, sheets handed out, what was sent to groups;
each as a page and a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import ALL_STAFF, Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import read_day
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.items.listing import moment_cell, place_filters, where_column
from forms_app.ledger.lists.listing import Asked, Column, Filter, Listing
from forms_app.ledger.publicity import (
    group_operations,
    group_queries,
    operations,
    queries,
)
from forms_app.ledger.publicity.labels import LOOKS, QUALIFIERS, SPOTS, STATES, WHY, how
from forms_app.permits.grid.queries import directory, name_of


def one_of(words: Mapping[str, Any]) -> Callable[[str], str]:
    """Reads a cell that holds one of these words, in the language of the sheet."""

    def read(text: str) -> str:
        found = {str(said): code for code, said in words.items()}
        if text.strip() not in found:
            raise Refused("请写其中一个：%(words)s", words="、".join(found))
        return str(found[text.strip()])

    return read


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Refused("请填整数，例如 12；没有请填 0")
    return int(text)


def _place(text: str) -> str:
    if len(text) > 60:
        raise Refused("请不要超过 %(n)s 个字", n=60)
    return text


def _materials(actor: Actor) -> Iterable[tuple[str, str]]:
    office = current_office()
    seen = {
        c.slug
        for c in directory(office).values()
        if any(actor.may_see(c.slug, g.slug) for g in c.grids)
    }
    with office.database.reading() as session:
        return [(str(one.id), one.title) for one in queries.materials(session, seen)]


def _postings(session: Session, actor: Actor, asked: Asked) -> Sequence[Any]:
    return queries.postings(
        session, actor, **{name: value for name, value in asked.items() if value}
    )


def _hand_outs(session: Session, actor: Actor, asked: Asked) -> Sequence[Any]:
    return queries.hand_outs(
        session, actor, **{name: value for name, value in asked.items() if value}
    )


def _messages(session: Session, actor: Actor, asked: Asked) -> Sequence[Any]:
    return group_queries.messages(
        session,
        actor,
        community=asked.get("community", ""),
        state=asked.get("state", ""),
    )


def _groups(actor: Actor) -> Iterable[tuple[str, Any]]:
    with current_office().database.reading() as session:
        found = group_queries.groups(session, actor)
    names = [
        (str(one.id), f"{name_of(current_office(), one.community)} {one.name}")
        for one in found
    ]
    return [(group_queries.NONE, _("不在任何群里")), *names]


def _names(text: str) -> str:
    """Names of groups as a cell has them; that they are groups of its own community is
    asked when it is taken.
    """
    names = list(
        dict.fromkeys(filter(None, map(str.strip, text.replace(";", "；").split("；"))))
    )
    with current_office().database.reading() as session:
        known = group_queries.names(session)
    if unknown := [name for name in names if name not in known]:
        raise Refused(
            "没有叫“%(name)s”的群。先到“联防联控群”里新增，或者改成已有的群名",
            name=unknown[0],
        )
    return "；".join(names)


def _put_into(
    session: Session,
    record: Any,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    group_operations.put_into(
        session, record.enterprise, values["groups"].split("；"), actor=actor, now=now
    )


def _change_posting(
    session: Session,
    record: Any,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    operations.correct(session, record, values, actor=actor, now=now)


def _change_hand_out(
    session: Session,
    record: Any,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    operations.correct_hand_out(session, record, values, actor=actor, now=now)


POSTINGS = Listing(
    name="postings",
    title=_l("张贴和阅知"),
    about=_l(
        "每份材料贴在哪里、哪家单位已经阅知。贴错了、时间记错了，可以在表格里改好再上传。"
    ),
    empty=_l("还没有张贴。在“宣传”页上点名单里的单位，一下就记好。"),
    columns=[
        Column("material", _l("材料"), lambda one: one.material.title),
        Column(
            "enterprise",
            _l("单位"),
            lambda one: one.enterprise.name if one.enterprise else "",
        ),
        Column("place", _l("地方"), lambda one: one.place, read=_place),
        where_column(lambda one: one.where),
        Column(
            "spot",
            _l("位置"),
            lambda one: str(SPOTS.get(one.spot, "")),
            read=one_of(SPOTS),
        ),
        Column(
            "posted_at", _l("张贴时间"), lambda one: one.posted_at, read=moment_cell
        ),
        Column("posted_by", _l("谁贴的"), lambda one: one.posted_by),
        Column("acknowledged_at", _l("阅知时间"), lambda one: one.acknowledged_at),
        Column(
            "how",
            _l("怎样阅知"),
            lambda one: how(one.acknowledged_how),
            in_sheet_only=True,
        ),
    ],
    records=_postings,
    number=lambda one: str(one.id),
    roles=ALL_STAFF,
    filters=(*place_filters(), Filter("material", _l("材料"), _materials)),
    change=_change_posting,
)
HAND_OUTS = Listing(
    name="hand-outs",
    title=_l("发放"),
    about=_l("每一次发出多少份。记错了可以在表格里改；改成 0 就不算。"),
    empty=_l("还没有发放的记录。"),
    columns=[
        Column("material", _l("材料"), lambda one: one.material.title),
        where_column(lambda one: (one.community, one.grid)),
        Column("count", _l("份数"), lambda one: one.count, read=_number),
        Column(
            "qualifier",
            _l("数量的说法"),
            lambda one: str(QUALIFIERS[one.qualifier]),
            read=one_of(QUALIFIERS),
        ),
        Column("day", _l("日期"), lambda one: one.day, read=read_day),
        Column("by", _l("谁记的"), lambda one: one.by),
    ],
    records=_hand_outs,
    number=lambda one: str(one.id),
    roles=ALL_STAFF,
    filters=place_filters(),
    change=_change_hand_out,
)
MEMBERS = Listing(
    name="group-members",
    title=_l("哪家单位在哪个群"),
    about=_l(
        "登记在册的每家单位一行。在几个群里的，群名之间用“；”隔开；导出来改好“群”这一列，再传回来就行。"
    ),
    empty=_l("没有这样的单位。"),
    columns=[
        Column("name", _l("单位"), lambda one: one.enterprise.name),
        where_column(lambda one: (one.enterprise.community, one.enterprise.grid)),
        Column(
            "groups",
            _l("群"),
            lambda one: "；".join(group.name for group in one.groups),
            read=_names,
        ),
    ],
    records=lambda session, actor, asked: group_queries.memberships(
        session, actor, **asked
    ),
    number=lambda one: one.enterprise.reference,
    roles=OFFICE,
    filters=(*place_filters(), Filter("group", _l("群"), _groups)),
    link=lambda one: url_for("review.enterprise", reference=one.enterprise.reference),
    change=_put_into,
    extras=(lambda: (url_for("groups.every"), _("联防联控群")),),
)
MESSAGES = Listing(
    name="messages",
    title=_l("发到群里的通知"),
    about=_l("什么时候、把哪一份通知、发到了哪个群。"),
    empty=_l("还没有发过。"),
    columns=[
        Column("title", _l("通知"), lambda one: one.title),
        Column(
            "group",
            _l("群"),
            lambda one: (
                f"{name_of(current_office(), one.group.community)} {one.group.name}"
            ),
        ),
        Column(
            "state",
            _l("状态"),
            lambda one: str(STATES[one.state]),
            tag=lambda one: LOOKS[one.state],
        ),
        Column("why", _l("原因"), lambda one: str(WHY.get(one.why, ""))),
        Column("settled_at", _l("发出时间"), lambda one: one.settled_at),
        Column("asked_by", _l("谁发的"), lambda one: one.asked_by, in_sheet_only=True),
    ],
    records=_messages,
    number=lambda one: str(one.id),
    roles=OFFICE,
    filters=(
        place_filters()[0],
        Filter("state", _l("状态"), lambda _actor: list(STATES.items())),
    ),
    link=lambda one: url_for("groups.one", group_id=one.group_id),
    extras=(lambda: (url_for("groups.every"), _("联防联控群")),),
)

"""The lists of groups: which enterprise is in which, and what was sent to them; each as
a page and a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Filter, Listing
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.ledger.items.kinds import OFFICE
from forms_app.ledger.publicity import group_operations, group_queries
from forms_app.ledger.publicity.group_queries import Membership
from forms_app.ledger.publicity.labels import STATES, WHY
from forms_app.ledger.publicity.models import Group, GroupMessage
from forms_app.permits.grid.places import COMMUNITIES, PLACES, where_column
from forms_app.permits.grid.queries import name_of


def group_name(office: Office, group: Group) -> str:
    """莲湖社区 企业一群: groups of two communities may be called the same."""
    return f"{name_of(office, group.community)} {group.name}"


def _groups(reader: Reader) -> Iterable[tuple[str, Any]]:
    found = group_queries.groups(reader.session, reader.actor)
    names = [(str(one.id), group_name(reader.office, one)) for one in found]
    return [(group_queries.NONE, _("不在任何群里")), *names]


def _read_names(reader: Reader) -> Callable[[str], str]:
    """Reads names of groups; that they are groups of its own community is asked when
    the row is taken.
    """
    known = group_queries.names(reader.session)

    def read(text: str) -> str:
        said = map(str.strip, text.replace(";", "；").split("；"))
        names = list(dict.fromkeys(filter(None, said)))
        for name in names:
            if name not in known:
                raise Refused(
                    "没有叫“%(name)s”的群。先到“联防联控群”里新增，或者改成已有的群名",
                    name=name,
                )
        return "；".join(names)

    return read


def _put_into(reader: Reader, record: Membership, values: dict[str, Any]) -> None:
    names = values["groups"].split("；")
    group_operations.put_into(reader.session, record.enterprise, names, **reader.by)


def _members(reader: Reader, asked: Asked) -> Sequence[Membership]:
    return group_queries.memberships(reader.session, reader.actor, **asked)


def _columns_of_members(reader: Reader) -> list[Column]:
    return [
        Column("name", _l("单位"), lambda one: one.enterprise.name),
        where_column(
            reader, lambda one: (one.enterprise.community, one.enterprise.grid)
        ),
        Column(
            "groups",
            _l("群"),
            lambda one: "；".join(group.name for group in one.groups),
            read=_read_names(reader),
        ),
    ]


MEMBERS = Listing(
    name="group-members",
    title=_l("哪家单位在哪个群"),
    about=_l(
        "登记在册的每家单位一行。在几个群里的，群名之间用“；”隔开；导出来改好“群”这一列，再传回来就行。"
    ),
    empty=_l("没有这样的单位。"),
    columns=_columns_of_members,
    records=_members,
    number=lambda one: one.enterprise.reference,
    roles=OFFICE,
    filters=(*PLACES, Filter("group", _l("群"), _groups)),
    link=lambda one: url_for("review.enterprise", reference=one.enterprise.reference),
    change=_put_into,
    extras=(lambda: (url_for("groups.every"), _("联防联控群")),),
)


def _messages(reader: Reader, asked: Asked) -> Sequence[GroupMessage]:
    community = asked.get("community", "")
    state = asked.get("state", "")
    return group_queries.messages(reader.session, reader.actor, community, state)


def _columns_of_messages(reader: Reader) -> list[Column]:
    return [
        Column("title", _l("通知")),
        Column("group", _l("群"), lambda one: group_name(reader.office, one.group)),
        Column("state", _l("状态"), lambda one: STATES[one.state]),
        Column("why", _l("原因"), lambda one: WHY.label(one.why)),
        Column("settled_at", _l("发出时间")),
        Column("asked_by", _l("谁发的"), in_sheet_only=True),
    ]


MESSAGES = Listing(
    name="messages",
    title=_l("发到群里的通知"),
    about=_l("什么时候、把哪一份通知、发到了哪个群。"),
    empty=_l("还没有发过。"),
    columns=_columns_of_messages,
    records=_messages,
    number=lambda one: str(one.id),
    roles=OFFICE,
    filters=(
        COMMUNITIES,
        Filter("state", _l("状态"), lambda _reader: STATES.choices()),
    ),
    link=lambda one: url_for("groups.one", group_id=one.group_id),
    extras=(lambda: (url_for("groups.every"), _("联防联控群")),),
)

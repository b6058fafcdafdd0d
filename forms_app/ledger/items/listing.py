"""The list of one kind of items: its page, its sheet, and what a changed cell means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.accounts.queries import may_answer_for
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import read_moment
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.base.zone import office_zone
from forms_app.ledger.items import operations, queries
from forms_app.ledger.items.kinds import Kind, kinds
from forms_app.ledger.items.labels import STATUSES, label, owner, state
from forms_app.ledger.items.models import Item
from forms_app.ledger.lists.listing import Asked, Column, Filter, Listing
from forms_app.permits.grid.queries import directory, name_of

MOST = 1000  # characters of a cell


def of_kinds() -> list[Listing]:
    """Each kind of item has its list."""
    return [listing_of(kind) for kind in kinds().values()]


def listing_of(kind: Kind) -> Listing:
    """The list of this kind: `/app/staff/lists/<kind>/`."""
    return Listing(
        name=kind.code,
        title=kind.title,
        about=kind.about,
        empty=kind.empty or _l("没有这样的事项。"),
        columns=_columns(kind),
        records=_records(kind),
        number=lambda item: str(item.id),
        roles=kind.roles,
        filters=(
            Filter("state", _l("状态"), _states, "unfinished"),
            *place_filters(),
            Filter("owner", _l("谁负责"), _mine),
        ),
        link=kind.shown or (lambda item: url_for("items.one", item_id=item.id)),
        new=(lambda: (url_for("items.new", kind=kind.code), _("新增")))
        if kind.raised_by
        else None,
        change=_change,
    )


def _columns(kind: Kind) -> list[Column]:
    found = [
        Column("title", label(kind, "title"), lambda item: item.title),
        Column(
            "enterprise",
            _l("单位"),
            lambda item: item.enterprise.name if item.enterprise else "",
        ),
        where_column(attrgetter("where")),
        Column(
            "state",
            _l("状态"),
            lambda item: str(state(item, kind, _now())),
            tag=lambda item: state(item, kind, _now()).look,
        ),
        Column(
            "owner",
            label(kind, "owner"),
            lambda item: owner(item.owner),
            read=lambda text: text[:80],
            shown=lambda item: owner(item.owner, item.community),
        ),
        Column(
            "due_at", label(kind, "due_at"), lambda item: item.due_at, read=moment_cell
        ),
        Column("text", label(kind, "text"), lambda item: item.text, in_sheet_only=True),
    ]
    found += [
        Column(
            name, label(kind, name), attrgetter(name), read=_text, in_sheet_only=True
        )
        for name in kind.needs
    ]
    found.append(
        Column(
            "raised_at", _l("提出时间"), lambda item: item.raised_at, in_sheet_only=True
        )
    )
    return [
        *found,
        Column(
            "finished_at",
            _l("办结时间"),
            lambda item: item.finished_at,
            in_sheet_only=True,
        ),
    ]


def _now() -> datetime:
    return current_office().clock.now()


def _records(kind: Kind) -> Callable[[Session, Actor, Asked], Sequence[Item]]:
    def records(session: Session, actor: Actor, asked: Asked) -> Sequence[Item]:
        wanted = {name: value for name, value in asked.items() if value}
        return queries.items(session, actor, [kind.code], now=_now(), **wanted)

    return records


def _states(_actor: Actor) -> list[tuple[str, Any]]:
    return [
        ("unfinished", _("没有办结的")),
        ("overdue", _("超期")),
        *STATUSES.choices(),
    ]


def _mine(actor: Actor) -> list[tuple[str, Any]]:
    return [(actor.id, _("我"))]


def where_column(of: Callable[[Any], tuple[str, str]]) -> Column:
    """莲湖社区 第二网格: the place of a row, by its community and grid; for any list."""
    return Column(
        "where", _l("社区和网格"), lambda one: name_of(current_office(), *of(one))
    )


def place_filters() -> tuple[Filter, Filter]:
    """Menus of the communities and the grids that somebody may see; for any list."""

    def communities(actor: Actor) -> Iterable[tuple[str, str]]:
        office = current_office()
        return [
            (c.slug, name_of(office, c.slug))
            for c in directory(office).values()
            if _sees(actor, c)
        ]

    def grids(actor: Actor) -> Iterable[tuple[str, str]]:
        office = current_office()
        able = [
            (c, g)
            for c in directory(office).values()
            for g in c.grids
            if actor.may_see(c.slug, g.slug)
        ]
        return [(g.slug, name_of(office, c.slug, g.slug)) for c, g in able]

    return Filter("community", _l("社区"), communities), Filter(
        "grid", _l("网格"), grids
    )


def _sees(actor: Actor, community: Any) -> bool:
    return any(actor.may_see(community.slug, grid.slug) for grid in community.grids)


def moment_cell(text: str) -> datetime | None:
    """A cell with a day and a clock; empty for none.

    Raises:
        NoDate: it is something else.
    """
    return read_moment(text, office_zone()) if text.strip() else None


def _text(text: str) -> str:
    if len(text) > MOST:
        raise Refused("请不要超过 %(n)s 个字", n=MOST)
    return text


def _change(
    session: Session,
    record: Item,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    if values.get("owner") and not may_answer_for(
        session, values["owner"], *record.where, kinds()[record.kind].roles
    ):
        raise Refused(
            "没有这个账号，或者这一片不归这个账号：%(name)s", name=values["owner"]
        )
    operations.change(session, record, values, actor=actor, now=now)

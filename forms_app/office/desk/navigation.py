"""The staff's way around: a line of sections, and below it the pages of the section one
is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from forms_app.base.access import ALL_STAFF, Actor, Role
from forms_app.base.catalogue import lazy_gettext as _l

PUBLISHERS = frozenset({Role.REVIEWER, Role.OFFICE, Role.ADMIN})
OFFICE = frozenset({Role.OFFICE, Role.ADMIN})
ADMIN = frozenset({Role.ADMIN})
KEEPER = frozenset({Role.KEEPER})


@dataclass(frozen=True)
class Page:
    """One entry; `listing` names the list where it is one, `holds` the lists whose
    pages belong to it.
    """

    label: Any
    endpoint: str
    roles: frozenset[Role] = ALL_STAFF
    listing: str = ""
    holds: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return (
            url_for(self.endpoint, name=self.listing)
            if self.listing
            else url_for(self.endpoint)
        )


def listed(label: Any, name: str, roles: frozenset[Role] = ALL_STAFF) -> Page:
    return Page(label, "lists.page", roles, name)


SECTIONS: list[tuple[Any, list[Page]]] = [
    (
        _l("今天"),
        [Page(_l("今天"), "desk.today"), Page(_l("日结"), "desk.days", PUBLISHERS)],
    ),
    (
        _l("申请"),
        [
            Page(_l("申请"), "review.queue"),
            Page(_l("单位"), "review.enterprises"),
            Page(_l("上门登记"), "register_at_door.new"),
            Page(_l("待打电话"), "review.calls"),
        ],
    ),
    (
        _l("人员"),
        [
            Page(_l("隔离"), "cases.list"),
            Page(_l("两报"), "missing.reports"),
            Page(_l("发热"), "missing.alarms"),
            Page(_l("排查"), "sweeps.every"),
            Page(_l("监测点"), "gates.overview", PUBLISHERS),
        ],
    ),
    (
        _l("走访"),
        [
            Page(_l("今天的走访"), "visits.today"),
            Page(_l("手机走访"), "visits_phone.offline"),
            listed(_l("走访记录"), "visits"),
            listed(_l("问题与诉求"), "request"),
            listed(_l("给单位的建议"), "suggestion"),
            Page(_l("宣传"), "publicity.every", holds=("postings", "hand-outs")),
            Page(
                _l("联防联控群"),
                "groups.every",
                PUBLISHERS,
                holds=("messages", "group-members"),
            ),
            Page(_l("培训"), "trainings.every", holds=("untrained", "training")),
            Page(_l("两次不一样的"), "visits.conflicts", PUBLISHERS),
        ],
    ),
    (
        _l("会议与勤务"),
        [
            listed(_l("碰头会事项"), "meeting"),
            listed(_l("碰头会"), "meetings", PUBLISHERS),
            Page(_l("物资"), "supplies.stock", PUBLISHERS, holds=("supplies",)),
            Page(_l("今天的勤务"), "rounds.today", holds=("round",)),
            listed(_l("勤务安排"), "duties"),
            Page(_l("岗位"), "lists.page", listing="posts", holds=("post-place",)),
            listed(_l("志愿者"), "volunteers", PUBLISHERS),
            listed(_l("上门服务"), "service"),
            listed(_l("小分队排班"), "squad-shifts", PUBLISHERS),
        ],
    ),
    (
        _l("公众反映"),
        [
            listed(_l("报告的错误"), "mistake", PUBLISHERS),
            listed(_l("异议"), "objection", PUBLISHERS),
        ],
    ),
    (
        _l("发布"),
        [
            Page(_l("发布"), "publishing.status", PUBLISHERS),
            Page(_l("保存期限"), "retention.status", OFFICE),
        ],
    ),
    (
        _l("账号"),
        [
            Page(_l("账号"), "accounts.list_accounts", ADMIN),
            Page(_l("改密码"), "accounts.password"),
        ],
    ),
    (
        _l("进出登记"),
        [
            Page(_l("进出登记"), "gates.choose", KEEPER),
            Page(_l("改密码"), "accounts.keeper_password", KEEPER),
        ],
    ),
]


@dataclass(frozen=True)
class Section:
    """A section as somebody of a role sees it, on the page that is open."""

    label: Any
    pages: list[Page]
    here: str  # the address of the entry that is open; empty in another section

    @property
    def is_open(self) -> bool:
        return bool(self.here)


def sections(actor: Actor) -> Iterator[Section]:
    """The open one is that of the page whose address is the longest beginning of the
    present one, or of its list.
    """
    seen = [
        (label, [page for page in pages if actor.role in page.roles])
        for label, pages in SECTIONS
    ]
    every = [page for _label, pages in seen for page in pages]
    here = [
        page for page in every if g.get("open_list", "-") in {page.listing, *page.holds}
    ]
    here = here or [page for page in every if request.path.startswith(page.address)]
    longest = max((page.address for page in here), key=len, default="")
    for label, pages in seen:
        if pages:
            yield Section(
                label,
                pages,
                next((page.address for page in pages if page.address == longest), ""),
            )

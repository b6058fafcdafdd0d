"""What becomes of each sample enterprise; Qiantou, Tongyuan and Xunmei have the figures
their communities reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2020, 3, 5)
NOW = datetime.combine(TODAY, time(9, 30), SHANGHAI)
FIRST_DAY = date(2020, 2, 10)

WORDS = {
    "enterprise": (
        ("manufacturing", "箱包厂"),
        ("manufacturing", "鞋材厂"),
        ("logistics", "物流公司"),
        ("office", "软件公司"),
    ),
    "micro": (("office", "设计工作室"), ("services", "维修服务部"), ("retail", "网店")),
    "shop": (
        ("daily-needs", "便利店"),
        ("food", "小吃店"),
        ("retail", "服装店"),
        ("services", "理发店"),
        ("daily-needs", "药店"),
    ),
    "trader": (("food", "面馆"), ("retail", "文具店"), ("services", "裁缝铺")),
    "building": (("office", "写字楼"),),
    "hotel": (("hotel", "酒店"),),
}


def at(day: int, hour: int, minute: int) -> datetime:
    """A moment of a day counted from the first."""
    return datetime.combine(
        FIRST_DAY + timedelta(days=day), time(hour, minute), SHANGHAI
    )


@dataclass(frozen=True)
class Plan:
    """What becomes of one sample enterprise: how far it gets, and with how many
    workers.
    """

    kind: str
    reaches: (
        # registered, draft, submitted, returned, accepted, to-put-right, checked,
        # refused, cancelled, approved
        str
    )
    workers: int = 3
    day: int = 0  # of the application, counted from FIRST_DAY
    afterwards: str = ""  # suspended, revoked, withdrawn, restored
    pilot: bool = False


def plans(slug: str) -> list[Plan]:
    """The enterprises of a community."""
    if slug == "qiantou":
        return _of_qiantou()
    if slug == "tongyuan":
        return _of_tongyuan()
    return _of_others(slug)


def _of_qiantou() -> list[Plan]:
    """108 applications, 78 approved with 267 workers, 186 registered."""
    kinds = ["micro", "shop", "trader", "enterprise"]
    approved = [
        Plan(kinds[n % 4], "approved", 4 if n < 33 else 3, n % 23) for n in range(78)
    ]
    open_ones = (
        ["submitted"] * 8
        + ["returned"] * 5
        + ["accepted"] * 6
        + ["to-put-right"] * 4
        + ["checked"] * 4
        + ["refused"] * 2
        + ["cancelled"]
    )
    waiting = [
        Plan(kinds[n % 4], reaches, 3, _day(reaches, n))
        for n, reaches in enumerate(open_ones)
    ]
    registered = ["building"] * 6 + ["hotel"] * 8 + ["enterprise"] * 40 + ["micro"] * 24
    return [*approved, *waiting, *[Plan(kind, "registered") for kind in registered]]


def _of_tongyuan() -> list[Plan]:
    """700 enterprises and 412 shops registered; 163 shops and 64 enterprises approved."""
    shops = [Plan("shop", "approved", 2 + n % 5, n % 23) for n in range(163)]
    firms = [Plan("enterprise", "approved", 10 + n % 40, n % 23) for n in range(64)]
    waiting = [
        Plan("shop", "submitted", 3, 24),
        Plan("enterprise", "accepted", 20, 23),
    ] * 4
    rest = [Plan("enterprise", "registered")] * (700 - 64 - 4)
    rest += [Plan("shop", "registered")] * (412 - 163 - 4)
    return [*shops, *firms, *waiting, *rest]


def _of_others(slug: str) -> list[Plan]:
    """One of everything that can become of an application, and of a permission."""
    every = ["approved"] * 6 + [
        "submitted",
        "returned",
        "accepted",
        "to-put-right",
        "checked",
        "refused",
        "draft",
    ]
    some = [
        Plan(["enterprise", "shop", "trader"][n % 3], reaches, 6 + n, 8 + n)
        for n, reaches in enumerate(every)
    ]
    if slug == "chengdong":
        some[0] = Plan("enterprise", "approved", 60, 4, pilot=True)
    fates = ["suspended", "revoked", "withdrawn", "restored"]
    more = [Plan("shop", "approved", 5, 6 + n, fate) for n, fate in enumerate(fates)]
    return [*some, *more, *[Plan("enterprise", "registered")] * 12]


def _day(reaches: str, number: int) -> int:
    """What waits for the office came in this morning, but for two things that were left
    yesterday with a reason.

    So did what two were returned and one was refused for, who are still to be called.
    """
    if reaches in {"submitted", "accepted", "checked"}:
        return 23 if number in {7, 23} else 24
    return 24 if number in {8, 9, 27} else 19 + number % 3

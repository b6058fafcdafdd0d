"""What must be right before a duty is kept: its times, its end, and nothing public that
must not be.
"""

from __future__ import annotations

from forms_app.base.contentfile import leaks
from forms_app.base.refusal import Refused
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import NEVER_PUBLIC, Kind, NoTimes, read_times


def times_of(text: str) -> str:
    """Raises:
    Refused: no list of times.
    """
    try:
        return read_times(text)
    except NoTimes:
        raise Refused("请写一天里的时间，例如 08:00,16:00，最多 12 个") from None


def must_be_right(duty: Duty) -> None:
    """Raises:
    Refused: a sentence says what is not.
    """
    if duty.kind in NEVER_PUBLIC and (duty.is_public or duty.enterprise):
        raise Refused("收隔离垃圾的地方不能公开，也不归单位做。")
    if duty.kind == Kind.BIN and duty.ends_on is None:
        raise Refused("收隔离垃圾请写到哪一天为止。")
    if duty.ends_on and duty.ends_on < duty.starts_on:
        raise Refused("结束的日子要在开始之后。")
    if duty.is_public and any(leaks.found_in(f"{duty.place}\n{duty.task}")):
        raise Refused("要公开的地点和做法里不能有电话或者身份证号码。")

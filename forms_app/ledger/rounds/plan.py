"""What must be right before a duty is kept: its times, its end, and nothing public that
must not be.
"""

from __future__ import annotations

from forms_app.base.contentfile import leaks
from forms_app.base.notions import time_of_day
from forms_app.base.refusal import Refused
from forms_app.ledger.rounds.labels import KINDS
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import BIN, MOST_TIMES


def times_of(text: str) -> str:
    """Times as they are kept: "8:00 16：00" is "08:00,16:00".

    Raises:
        Refused: no list of times.
    """
    times = time_of_day.read_several(text, MOST_TIMES)
    return ",".join(f"{one:%H:%M}" for one in times)


def must_be_right(duty: Duty) -> None:
    """Raises:
    Refused: a sentence says what is not.
    """
    kind = KINDS.label(duty.kind)
    if duty.kind == BIN and (duty.is_public or duty.enterprise):
        raise Refused("%(kind)s：地方不能公开，也不归单位做。", kind=kind)
    if duty.kind == BIN and duty.ends_on is None:
        raise Refused("%(kind)s：请写到哪一天为止。", kind=kind)
    if duty.ends_on and duty.ends_on < duty.starts_on:
        raise Refused("结束的日子要在开始之后。")
    if duty.is_public and any(leaks.found_in(f"{duty.place}\n{duty.task}")):
        raise Refused("要公开的地点和做法里不能有电话或者身份证号码。")

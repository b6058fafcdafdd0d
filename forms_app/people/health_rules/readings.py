"""Two temperatures a day: reading what somebody typed, and the slot it belongs
to. Pure.

The slots, the cut-offs and the limits are content/rules/health.toml. A reading is never
guessed: what is not plainly a body temperature in degrees Celsius is a Problem, and
somebody is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Problem(StrEnum):
    """Why a text is no reading."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    FAHRENHEIT = "fahrenheit"
    NOT_PLAUSIBLE = "not-plausible"


@dataclass(frozen=True)
class Slot:
    """A part of the day, from `starts` to the start of the next slot; a report after
    `due` is late.
    """

    id: str
    name: str
    name_en: str
    starts: time
    due: time


@dataclass(frozen=True)
class HealthRule:
    """One version of health.toml; temperatures in degrees Celsius.

    `slots` by their start, the first at midnight.
    """

    version: str
    basis: str
    fever_from: float
    plausible_from: float
    plausible_to: float
    measure_again_minutes: int
    slots: tuple[Slot, ...]

    def is_plausible(self, celsius: float) -> bool:
        return self.plausible_from <= celsius <= self.plausible_to

    def is_fever(self, celsius: float) -> bool:
        return celsius >= self.fever_from


# 34 to 43 ℃ in the other scale: nobody is that warm in ours
FAHRENHEIT = (Decimal(93), Decimal(110))
CHINESE = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "两": "2",
}
NUMBER = re.compile(
    r"(?:体温)?:?(?P<whole>[0-9]{2,3})(?:(?:[.,。·点]|°c?|摄氏度|度)(?P<tenths>[0-9]{1,2})分?)?"
    r"(?P<unit>°c|°f|c|f|°|度|摄氏度|华氏度)?"
)


def read_temperature(text: str, health: HealthRule) -> float | Problem:
    """Degrees Celsius to one decimal, or why it cannot be told: 36.5, 36,5, ３６．５℃,
    36度5, 三十六度五, 365.
    """
    plain = _digits("".join(unicodedata.normalize("NFKC", text).split()).casefold())
    if not plain:
        return Problem.EMPTY
    found = NUMBER.fullmatch(plain)
    if not found:
        return Problem.UNREADABLE
    value = Decimal(f"{found['whole']}.{found['tenths'] or 0}")
    if (found["unit"] or "") in {"°f", "f", "华氏度"} or FAHRENHEIT[
        0
    ] <= value <= FAHRENHEIT[1]:
        return Problem.FAHRENHEIT
    if len(found["whole"]) == 3:
        if found["tenths"]:
            return Problem.NOT_PLAUSIBLE
        value /= 10  # 365: the point was left out, as on a small keyboard
        if FAHRENHEIT[0] <= value <= FAHRENHEIT[1]:
            return Problem.FAHRENHEIT
    celsius = float(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return celsius if health.is_plausible(celsius) else Problem.NOT_PLAUSIBLE


def _digits(text: str) -> str:
    """Chinese numerals as digits: 三十六 is 36, 四十 is 40."""
    text = re.sub("".join(["([", *CHINESE, "])十(?=([", *CHINESE, "])?)"]), _tens, text)
    return "".join(CHINESE.get(character, character) for character in text)


def _tens(found: re.Match[str]) -> str:
    return CHINESE[found[1]] + ("" if found[2] else "0")


def shown(celsius: float) -> str:
    """The reading as it is shown back: 36.5 ℃."""
    return f"{celsius:.1f} ℃"


def slot_at(moment: datetime, health: HealthRule) -> Slot:
    """The slot a moment of office time falls into."""
    at = moment.time()
    return next(
        (slot for slot in reversed(health.slots) if slot.starts <= at), health.slots[0]
    )


def is_late(slot: Slot, day: date, received_at: datetime) -> bool:
    """Whether a report for the slot of a day came after its cut-off; on the minute
    itself it is in time. `received_at` is office time.
    """
    due = datetime.combine(day, slot.due, received_at.tzinfo)
    return received_at.replace(second=0, microsecond=0) > due

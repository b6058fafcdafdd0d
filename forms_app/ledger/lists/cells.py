"""What may stand in a cell of a sheet that comes back.

Each reader gives the value, or raises Refused with a sentence that has an example.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from forms_app.base.catalogue import in_a_row
from forms_app.base.contentfile.meant import word_of
from forms_app.base.notions import day, moment, number
from forms_app.base.refusal import Refused
from forms_app.base.words import Words


def moment_or_none(now: datetime) -> Callable[[str], datetime | None]:
    """Reads a day with a time as people write them, in the zone of `now`; None for an
    empty cell.
    """
    return lambda text: moment.read(text, now) if text.strip() else None


def day_or_none(now: datetime) -> Callable[[str], date | None]:
    """Reads a day as people write it, one without a year as the nearest; None for an
    empty cell.
    """
    return lambda text: day.read(text, now.date()) if text.strip() else None


def a_day(now: datetime) -> Callable[[str], date]:
    """Reads a day."""
    return lambda text: day.read(text, now.date())


def read_number(text: str) -> int:
    """A whole number, with or without its unit."""
    return number.read(text)


def at_most(most: int) -> Callable[[str], str]:
    """Reads a text of so many characters at most."""

    def read(text: str) -> str:
        if len(text) > most:
            raise Refused("请不要超过 %(n)s 个字", n=most)
        return text

    return read


def one_of(words: Words) -> Callable[[str], str]:
    """Reads a label, in any language, as its code."""

    def read(text: str) -> str:
        code = words.code(text)
        if code is None:
            labels = map(str, words.values())
            raise Refused("请写其中一个：%(words)s", words=in_a_row(labels))
        return code

    return read


def named(text: str, known: Mapping[str, str]) -> str:
    """Return the code of the account or squad that a cell names, by what it is called
    or by the code itself; "" of an empty cell.

    `known`: what each of those that may answer is called, by code. Raises Refused where
    nobody is called so, or several are.
    """
    name = text.strip()
    if not name or name in known:
        return name
    codes = [code for code, called in known.items() if called == name]
    if not codes:
        raise _nobody_called(name, known)
    if len(codes) > 1:
        raise Refused(
            "有几个“%(name)s”，请写账号：%(codes)s。", name=name, codes=in_a_row(codes)
        )
    return codes[0]


def _nobody_called(name: str, known: Mapping[str, str]) -> Refused:
    """That no account or squad of this name may answer here, with what the one that was
    probably meant is called.
    """
    if meant := word_of(name, known):
        return Refused(
            "没有“%(name)s”，或者这一片不归它管。是不是“%(meant)s”？",
            name=name,
            meant=known[meant],
        )
    return Refused("没有“%(name)s”这个账号或小分队，或者这一片不归它管。", name=name)

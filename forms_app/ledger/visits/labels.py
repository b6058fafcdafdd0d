"""The words of a visit: outcomes, channels, bodies, reasons, and the lines of the check
list in the reader's language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from forms_app.base import dates
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row, language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.visits.content import VISIT
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.rules import (
    NOON,
    Body,
    Channel,
    CheckList,
    Keep,
    Outcome,
    Section,
    Why,
)
from forms_app.permits.grid.queries import rule

OUTCOMES = Words(
    {
        Outcome.DONE: (_l("走访了"), Look.VALID),
        Outcome.NOBODY: _l("没人在"),
        Outcome.REFUSED: (_l("不让进"), Look.HELD),
        Outcome.MOVED: (_l("搬走了"), Look.HELD),
        Outcome.CLOSED: (_l("关门了"), Look.HELD),
    }
)
CHANNELS = Words(
    {
        Channel.IN_PERSON: _l("上门"),
        Channel.PHONE: _l("电话"),
        Channel.CHAT: _l("微信等"),
    }
)
BODIES = Words(
    {
        Body.CITY: _l("市里下派干部"),
        Body.DISTRICT: _l("区里下派干部"),
        Body.STREET: _l("街道挂点干部"),
        Body.COMMUNITY: _l("社区干部、网格员"),
    }
)
WHYS = Words(
    {
        Why.NEVER: _l("还没有走访过"),
        Why.TRY_AGAIN: _l("约好再去"),
        Why.DIFFICULTY: _l("有困难没有办完"),
        Why.LETTER: _l("公开信还没有张贴"),
    }
)
SECTIONS = Words(
    {
        Section.CHECK: _l("检查三项"),
        Section.NEEDS: _l("需求五个方面"),
        Section.STAFF: _l("员工情况"),
        Section.LEFT: _l("留下的材料和表格"),
    }
)
KEEPS = Words(
    {
        Keep.THIS: _l("以后来的这一次为准"),
        Keep.OTHER: _l("以先到的那一次为准"),
        Keep.BOTH: _l("两次都算"),
    }
)
STEPS = Words({"visit.record": _l("记下走访"), "visit.settle": _l("定了以哪一次为准")})


def check_list(office: Office, day: date) -> CheckList:
    """The lines in force on a day; without a rule there is nothing to ask, and a visit
    is still written down.
    """
    return rule(office, VISIT, day) or CheckList("")


def outcome(visit: Visit) -> Word:
    """Its outcome; of one that was set aside crossed out."""
    found = OUTCOMES[visit.outcome]
    return Word(found.label, Look.GONE) if visit.set_aside else found


def in_language(words: tuple[str, str]) -> str:
    return words[1] if language() == "en" else words[0]


def half_day(at: datetime | None) -> str:
    """3月5日 下午"""
    if at is None:
        return ""
    part = _("上午") if at.time() < NOON else _("下午")
    return f"{dates.day(at)} {part}"


def bodies(codes: Iterable[str]) -> str:
    """街道挂点干部、社区干部"""
    return in_a_row(map(BODIES.label, codes))


def whys(found: Collection[Why]) -> Word:
    """Why somebody goes there; a difficulty before all."""
    between = "; " if language() == "en" else "；"
    look = Look.HELD if Why.DIFFICULTY in found else Look.WAIT
    return Word(between.join(map(WHYS.label, found)), look)


def answered(office: Office, visit: Visit) -> list[tuple[Any, list[tuple[str, str]]]]:
    """By section, each line that was answered with its answer, in the words of the
    version it was asked by.
    """
    begins = visit.rule.partition("@")[2]
    lines = check_list(
        office, date.fromisoformat(begins) if begins else visit.at.date()
    )
    found = []
    for section in (Section.CHECK, Section.NEEDS, Section.STAFF):
        rows = [
            (
                in_language(line.words),
                in_language(line.answers.get(visit.answers[line.id], ("?", "?"))),
            )
            for line in lines.of(section)
            if line.id in visit.answers
        ]
        found += [(SECTIONS[section].label, rows)] if rows else []
    return found


def left(office: Office, visit: Visit) -> list[str]:
    """The materials and forms that were left."""
    lines = check_list(office, visit.at.date())
    return [
        in_language(line.words) if (line := lines.line(slug)) else slug
        for slug in visit.materials_left
    ]

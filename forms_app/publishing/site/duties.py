"""/help/duties/: who does what on which page, as the rooms declare it, so that a new
clerk finds where each thing of the day is done.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from forms_app.base.catalogue import use_language
from forms_app.base.duty import WHO, Duty
from forms_app.base.feature import parts
from forms_app.features import FEATURES

SLUG = "duties"
APP = "/app/"


@dataclass(frozen=True)
class PrintedDuty:
    """What is done, and the address of the page for it."""

    what: str
    address: str


@dataclass(frozen=True)
class PrintedDuties:
    """What one of WHO does, in the order of a day. `code` marks the place on the page."""

    code: str
    title: str
    duties: tuple[PrintedDuty, ...]


def declared(on: Collection[str]) -> list[Duty]:
    """The duties of the features that are on, in the order of a day."""
    features = [one for one in FEATURES if one.name in on]
    found: list[Duty] = list(chain.from_iterable(parts(features, "duties")))
    return sorted(found, key=lambda duty: duty.place)


def duties_of_everybody(on: Collection[str], lang: str) -> list[PrintedDuties]:
    """What each of WHO does; who has nothing to do is left out."""
    duties = declared(on)
    with use_language(lang):
        groups = [
            PrintedDuties(
                code,
                str(who),
                tuple(_printed(duty, lang) for duty in duties if duty.by == code),
            )
            for code, who in WHO.items()
        ]
    return [group for group in groups if group.duties]


def _printed(duty: Duty, lang: str) -> PrintedDuty:
    is_english = lang == "en" and not duty.page.startswith(APP)
    prefix = "/en" if is_english else ""
    return PrintedDuty(str(duty.what), prefix + duty.page)

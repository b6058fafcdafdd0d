"""A campaign, as its campaign.toml says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forms_app.base.wording import NEUTRAL, Wording


class Mode(StrEnum):
    """How somebody comes to be on its list."""

    PERMIT = "permit"  # apply, be checked, be approved
    INSPECTION = "inspection"  # be checked, put right, be checked again


class Published(StrEnum):
    """Which results of an inspection the public sees."""

    PASSED = "passed"
    ALL = "all"
    NONE = "none"


class Phase(StrEnum):
    """Where a campaign stands on a day."""

    DRAFT = "draft"  # a dress rehearsal
    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Who:
    """Whom a campaign is about; what is empty narrows nothing."""

    kinds: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()

    def includes(self, kind: str, trade: str, community: str) -> bool:
        return all(
            not asked or own in asked
            for own, asked in (
                (kind, self.kinds),
                (trade, self.trades),
                (community, self.communities),
            )
        )


@dataclass(frozen=True)
class Named:
    """Something with an id and a name in both languages."""

    slug: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True)
class Campaign:
    """One campaign. `until`: its last day, None while nobody knows. `features`: those
    that are needed for it beside the office's. `ended_on`: the day from which its
    personal data is kept on, None for the day after its last one.
    """

    slug: str
    zh: str
    en: str
    basis: str
    begins: date
    until: date | None
    mode: Mode = Mode.PERMIT
    who: Who = Who()
    features: tuple[str, ...] = ()
    words: Wording = NEUTRAL
    bodies: tuple[Named, ...] = ()
    measure_groups: tuple[Named, ...] = ()
    published: Published = Published.PASSED
    poster: bool = True
    draft: bool = False
    ended_on: date | None = None

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh

    def phase(self, day: date) -> Phase:
        if self.draft:
            return Phase.DRAFT
        if day < self.begins:
            return Phase.COMING
        if self.until and day > self.until:
            return Phase.OVER
        return Phase.RUNNING

    @property
    def kept_from(self) -> date | None:
        """The day from which its personal data is kept on; None while nobody knows."""
        return self.ended_on or (self.until and self.until + timedelta(days=1))

    @property
    def is_inspection(self) -> bool:
        return self.mode is Mode.INSPECTION

"""What stands at the head and the foot of every page, of the site and of the app alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b

from forms_app.base.profile import Profile
from forms_app.base.vocabulary import Vocabulary
from forms_app.base.wording import NEUTRAL, Wording
from forms_app.permits.grid.community import Community

PRIVACY = "policies/privacy.md"


@dataclass(frozen=True)
class Masthead:
    """`demo_day` is the fixed day of the demo, empty in a real office; `year` the one in
    which its pages are read: days of another are said with theirs; `offices` the
    names and phones at the foot; `features` the names of those that are on; `privacy`
    the languages in which the office says what it does with data; `wording` the words
    of the campaign that it leads with, `vocabulary` its lists of kinds.
    """

    demo_day: str
    year: int
    offices: tuple[tuple[dict[str, str], str], ...]
    profile: Profile = field(default_factory=Profile)
    features: frozenset[str] = frozenset()
    privacy: frozenset[str] = frozenset()
    wording: Wording = NEUTRAL
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @property
    def name(self) -> dict[str, str]:
        return {"zh-Hans": self.profile.name, "en": self.profile.name_en}

    @property
    def of(self) -> dict[str, str]:
        return {"zh-Hans": self.profile.of, "en": self.profile.of_en}

    @property
    def accent(self) -> str:
        return self.profile.accent

    @cached_property
    def fingerprint(self) -> bytes:
        told = (
            self.demo_day,
            self.year,
            self.offices,
            self.profile,
            sorted(self.features),
            sorted(self.privacy),
            self.wording,
            self.vocabulary,
        )
        return blake2b(repr(told).encode(), digest_size=16).digest()


def masthead(
    communities: Iterable[Community],
    today: date,
    is_demo: bool,
    profile: Profile,
    features: frozenset[str],
    privacy: frozenset[str],
    wording: Wording,
    vocabulary: Vocabulary,
) -> Masthead:
    in_order = sorted(communities, key=lambda c: c.code)
    return Masthead(
        today.isoformat() if is_demo else "",
        today.year,
        tuple(({"zh-Hans": c.title, "en": c.title_en}, c.phone) for c in in_order),
        profile,
        features,
        privacy,
        wording,
        vocabulary,
    )

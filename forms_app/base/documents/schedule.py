"""When a document is public: not as a draft, from a minute on, until a minute, by the clock
of the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from forms_app.base.contentfile.judges import MOMENT, judge_of
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.meant import chinese
from forms_app.base.zone import at

DRAFT = Key(
    "Draft",
    "还是草稿：不公开，已经公开的马上撤下",
    "Still a draft: not public, and taken down at once where it was",
    Type.FLAG,
    example="no",
    called="草稿",
)
PUBLISH = Key(
    "Publish",
    "从几点起公开，到时候自动公开；改已经公开的，到时候才换",
    "The minute from which it is public by itself; a change of what is public comes then",
    Type.MOMENT,
    example="2020-03-01 09:00",
    called="定时发布、发布时间",
)
UNPUBLISH = Key(
    "Unpublish",
    "几点撤下，到时候整页自动不见；只是不再有效的，写失效日期（Expires）",
    "The minute at which the whole page goes by itself; what only ends says Expires",
    Type.MOMENT,
    example="2099-12-31 18:00",
    called="撤下时间、下线时间",
)
SCHEDULE = (DRAFT, PUBLISH, UNPUBLISH)


class State(StrEnum):
    """Of a document by its own words, and by who has seen it; whether it is accepted is
    another matter.
    """

    PUBLIC = "public"
    DRAFT = "draft"
    WAITING = "waiting"  # for its minute
    UNCONFIRMED = "unconfirmed"  # by a second account
    OVER = "over"


@dataclass(frozen=True)
class Schedule:
    """`begins` and `ends` are what the clock of the office shows then, in no zone.

    `is_unclear`: it is a faulty file that says something of this kind, nobody knows what.
    """

    is_draft: bool = False
    begins: datetime | None = None
    ends: datetime | None = None
    is_unclear: bool = False

    def within(self, original: Schedule) -> Schedule:
        """Of a translation, which is never public without what it translates."""
        return Schedule(
            self.is_draft or original.is_draft,
            max(filter(None, (self.begins, original.begins)), default=None),
            min(filter(None, (self.ends, original.ends)), default=None),
            self.is_unclear or original.is_unclear,
        )

    def state(self, now: datetime) -> State:
        if self.is_draft or self.is_unclear:
            return State.DRAFT
        if self.is_over(now):
            return State.OVER
        is_early = self.begins is not None and now < moment_of(self.begins)
        return State.WAITING if is_early else State.PUBLIC

    def is_over(self, now: datetime) -> bool:
        return self.ends is not None and moment_of(self.ends) <= now

    def takes_away(self, now: datetime) -> bool:
        """Whether it takes down what is public, whatever else is wrong with its file."""
        return self.is_draft or self.is_over(now)

    def next(self, now: datetime) -> datetime | None:
        """The next moment at which its state is another."""
        if self.is_draft or self.is_unclear:
            return None
        moments = map(moment_of, filter(None, (self.begins, self.ends)))
        return min((one for one in moments if one > now), default=None)


def moment_of(shown: datetime) -> datetime:
    """When the clock of the office shows this, in UTC, so that an hour that is passed
    twice in autumn has an order.
    """
    return at(shown.date(), shown.time()).astimezone(UTC)


def schedule_of(values: Mapping[str, str]) -> Schedule:
    """What a head says whose values are good."""
    return Schedule(
        values.get(DRAFT.name) == "yes",
        _moment(values.get(PUBLISH.name)),
        _moment(values.get(UNPUBLISH.name)),
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.strptime(value, MOMENT) if value else None


def plain_schedule(text: str) -> Schedule:
    """What a faulty file still says beyond doubt."""
    said: dict[str, str] = {}
    is_unclear = not text
    for row in text.partition("\n\n")[0].split("\n"):
        name, _colon, value = row.partition(":")
        key = _key_in(name if _colon else row)
        if key is None:
            continue
        judge = judge_of(key)
        is_plain = name.lower() == key.name.lower() and key.name not in said
        if is_plain and judge and not judge(value.strip()):
            said[key.name] = value.strip()
        else:
            is_unclear = True
    found = schedule_of(said)
    return Schedule(found.is_draft, found.begins, found.ends, is_unclear)


def _key_in(name: str) -> Key | None:
    """Which of the keys a name may be meant to be."""
    told = name.lower()
    for key in (DRAFT, UNPUBLISH, PUBLISH):
        if any(word in told for word in (key.name.lower(), *chinese(key.called))):
            return key
    return None

"""The tenants of a mall as a list: how each stands, narrowed by that or by a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.base import matching
from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import tenants_of
from forms_app.permits.resumption.labels import NOT_BEGUN, STAGES
from forms_app.permits.resumption.standings import Standing, standings

PENDING = "pending"  # of the permission: the application says more
NONE = "none"


@dataclass(frozen=True)
class Row:
    """A tenant, and by campaign how it stands."""

    tenant: Enterprise
    standings: Sequence[Standing]

    @property
    def words(self) -> dict[str, Word]:
        """By code; several where campaigns differ."""
        return dict(map(_stands, self.standings)) or {NONE: NOT_BEGUN}

    @property
    def has_begun(self) -> bool:
        return any(one.application for one in self.standings)

    @property
    def key(self) -> str:
        """What a search looks through."""
        tenant = self.tenant
        return matching.key_of([tenant.name, tenant.reference], others=[tenant.place])


@dataclass(frozen=True)
class Asked:
    """Which of them: `state` is a code, `name` what was typed."""

    state: str
    name: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        return cls(given.get("state", ""), given.get("q", ""))


@dataclass(frozen=True)
class State:
    """One way to stand, and how many do."""

    code: str
    word: Word
    count: int


def _stands(one: Standing) -> tuple[str, Word]:
    permission = one.permission
    status = permission.status if permission else None
    if one.application and status in {None, PENDING}:
        stage = one.application.stage
        return stage, STAGES[stage]
    return status or NONE, one.word


def rows(session: Session, office: Office, manager: Enterprise) -> list[Row]:
    """All of them, the newest first."""
    found = tenants_of(session, manager)
    stand = standings(session, office, found)
    return [Row(tenant, stand[tenant.id]) for tenant in found]


def narrowed(every: Iterable[Row], asked: Asked) -> list[Row]:
    typed = matching.read(asked.name)
    return [
        row
        for row in every
        if (not asked.state or asked.state in row.words)
        and (not typed.whole or matching.fit(row.key, typed) is not None)
    ]


def states(every: Iterable[Row]) -> list[State]:
    """Each that there is; the most frequent first."""
    words: dict[str, Word] = {}
    counted: Counter[str] = Counter()
    for row in every:
        words |= row.words
        counted.update([*row.words])
    return [State(code, words[code], n) for code, n in counted.most_common()]

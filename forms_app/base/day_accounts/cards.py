"""A card as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms_app.base.day_accounts.codes import code_on_card, hash_of, usernames
from forms_app.base.day_accounts.models import DayCode


@dataclass(frozen=True)
class Card:
    """One of a batch. `name`: what records say of whoever holds it."""

    username: str
    name: str
    batch: str
    code: str

    def row(self, account_id: int, place: str) -> DayCode:
        return DayCode(
            account_id=account_id,
            code_hash=hash_of(self.code),
            place=place,
            batch=self.batch,
        )


def cards_of(batch: str, seed: str, name: str, number: int) -> Iterator[Card]:
    """So many, numbered from 1."""
    for place, username in enumerate(usernames(batch, number), 1):
        yield Card(username, f"{name} {place}", batch, code_on_card(seed, username))

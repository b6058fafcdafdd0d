"""Stock is the sum of entries and never below zero; a counter-entry mends a slip
exactly, and once. Pure.

Amounts are whole numbers in the item's own unit: in is above zero, out below.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from forms_app.base.quantity import Qualifier, together

MOST = 1_000_000  # of one entry, in whatever unit it was counted


class Kind(StrEnum):
    DONATION = "donation"
    PURCHASE = "purchase"
    HAND_OUT = "hand-out"
    CORRECTION = "correction"


class Donor(StrEnum):
    """Kinds of donors."""

    OWNER = "enterprise-owner"  # 企业家
    DEPUTY = "deputy"  # 人大代表
    RESIDENT = "resident"  # 居民
    ENTERPRISE = "enterprise"
    OTHER = "other"


class NotEnough(Exception):
    """There is less in stock than this takes away."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CannotMend(Exception):
    """It was mended already, or mends another entry itself."""


@dataclass(frozen=True)
class Part:
    """What entries of one kind and qualifier come to; none of them mended."""

    kind: Kind
    qualifier: Qualifier
    amount: int


@dataclass(frozen=True)
class Total:
    """Of one item in one community.

    `qualifier` belongs to what was donated, and so to what is left of it.
    """

    donated: int = 0
    bought: int = 0
    handed_out: int = 0
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def left(self) -> int:
        return self.donated + self.bought - self.handed_out


def signed(kind: Kind, amount: int) -> int:
    """What an entry of this kind adds to the stock."""
    if amount < 1:
        raise ValueError(amount)
    return -amount if kind is Kind.HAND_OUT else amount


def after(left: int, change: int) -> int:
    """The stock once this is entered.

    Raises:
        NotEnough: it would be below zero.
    """
    if left + change < 0:
        raise NotEnough(left)
    return left + change


def counter(kind: Kind, amount: int, *, is_mended: bool) -> int:
    """The amount of the entry that mends one of this kind and amount.

    Raises:
        CannotMend: it is a counter-entry itself, or has one.
    """
    if kind is Kind.CORRECTION or is_mended:
        raise CannotMend
    return -amount


def total(parts: Iterable[Part]) -> Total:
    """Of everything that was not mended; counter-entries are no part of it."""
    sums = dict.fromkeys(Kind, 0)
    said = []
    for part in parts:
        sums[part.kind] += abs(part.amount)
        said.append(part.qualifier)
    return Total(
        sums[Kind.DONATION], sums[Kind.PURCHASE], sums[Kind.HAND_OUT], together(said)
    )

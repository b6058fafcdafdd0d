"""Taking in, handing out, mending a slip; forgetting a donor, giving the ledger out.

One audit entry each, no names.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.contentfile import leaks
from forms_app.base.quantity import Qualifier
from forms_app.base.refusal import Refused
from forms_app.ledger.supplies import queries, rules
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.rules import Kind


@dataclass(frozen=True)
class Given:
    """What somebody wrote down: of a donation with its donor, of a hand-out with its
    receiver.
    """

    community: str
    item: str
    amount: int  # above zero, in the item's own unit
    day: date
    receiver: str = ""
    enterprise_id: int | None = None
    note: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    donor_kind: str = ""
    donor_name: str = ""
    may_name: bool = False
    public_name: str = ""


def receive(
    session: Session, kind: Kind, given: Given, *, actor: Actor, now: datetime
) -> SupplyEntry:
    """Something was donated or bought.

    Raises:
        Refused: the day is still to come; a name for the public without the wish, or
            with a number in it.
    """
    if given.public_name and not given.may_name:
        raise Refused("捐赠人同意公开，才能填公开的署名。")
    if any(leaks.found_in(given.public_name)):
        raise Refused("公开的署名里不能有电话号码或身份证号码。")
    kept = _kept(session, kind, rules.signed(kind, given.amount), given, actor, now)
    details: dict[str, Any] = {
        "donor": given.donor_kind,
        "qualifier": str(given.qualifier),
        "named": given.may_name,
    }
    _entry(
        session,
        "supplies.receive",
        kept,
        actor=actor,
        now=now,
        kind=str(kind),
        **details,
    )
    return kept


def hand_out(
    session: Session, given: Given, *, actor: Actor, now: datetime
) -> SupplyEntry:
    """Something was given to an enterprise, an organisation or people.

    Raises:
        Refused: there is less in stock, or the day is still to come.
    """
    amount = rules.signed(Kind.HAND_OUT, given.amount)
    _must_last(session, given.community, given.item, amount)
    kept = _kept(session, Kind.HAND_OUT, amount, given, actor, now)
    _entry(session, "supplies.hand_out", kept, actor=actor, now=now)
    return kept


def correct(
    session: Session, slip: SupplyEntry, reason: str, *, actor: Actor, now: datetime
) -> SupplyEntry:
    """Mend a slip by the entry that takes back exactly what it entered; what is right
    is then entered anew.

    Raises:
        Refused: it was mended already or mends another; what came in by it was handed
            out since.
    """
    try:
        amount = rules.counter(
            Kind(slip.kind), slip.amount, is_mended=queries.is_mended(session, slip)
        )
    except rules.CannotMend:
        raise Refused(
            "这一笔已经更正过，或者本身就是更正。请直接登记一笔正确的。"
        ) from None
    _must_last(session, slip.community, slip.item, amount)
    mending = Given(
        slip.community,
        slip.item,
        abs(amount),
        now.date(),
        note=reason,
        qualifier=Qualifier(slip.qualifier),
    )
    kept = _kept(session, Kind.CORRECTION, amount, mending, actor, now, slip.id)
    _entry(
        session,
        "supplies.correct",
        kept,
        actor=actor,
        now=now,
        reason=reason,
        corrects=slip.id,
    )
    return kept


def forget_donor(
    session: Session, entry: SupplyEntry, *, actor: Actor, now: datetime
) -> None:
    """A donor does not wish to be named any more, or to stand in the ledger: the name
    goes, the amount stays.
    """
    entry.donor_name = ""
    entry.public_name = ""
    entry.may_name = False
    rebuilds.ask(session, "supplies", now)
    _entry(session, "supplies.forget_donor", entry, actor=actor, now=now)


def give_out_ledger(
    session: Session, entries: Collection[SupplyEntry], *, actor: Actor, now: datetime
) -> None:
    """The ledger was downloaded, donors and receivers with it."""
    details = {"entries": len(entries)}
    audit.record(
        session,
        actor=actor,
        action="supplies.export",
        subject="supplies",
        now=now,
        details=details,
    )


def _must_last(session: Session, community: str, item: str, change: int) -> None:
    try:
        rules.after(queries.stock(session, community, item), change)
    except rules.NotEnough as short:
        raise Refused(
            "库存只有 %(left)s，不够减 %(n)s。", left=short.left, n=-change
        ) from None


def _kept(
    session: Session,
    kind: Kind,
    amount: int,
    given: Given,
    actor: Actor,
    now: datetime,
    corrects: int | None = None,
) -> SupplyEntry:
    """A new entry. `amount`: out is below zero; `corrects`: the number of the one it
    takes back.
    """
    if given.day > now.date():
        raise Refused("日期不能在今天以后。")
    kept = SupplyEntry(
        community=given.community,
        item=given.item,
        kind=kind,
        amount=amount,
        qualifier=given.qualifier,
        donor_kind=given.donor_kind,
        donor_name=given.donor_name,
        may_name=given.may_name,
        public_name=given.public_name,
        receiver=given.receiver,
        enterprise_id=given.enterprise_id,
        day=given.day,
        note=given.note,
        at=now,
        by=actor.id,
        corrects_id=corrects,
    )
    session.add(kept)
    session.flush()
    rebuilds.ask(session, "supplies", now)
    return kept


def _entry(
    session: Session,
    action: str,
    entry: SupplyEntry,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    **details: Any,
) -> None:
    subject = f"{entry.community}/supply-{entry.id}"
    details |= {"item": entry.item, "amount": entry.amount}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        reason=reason,
        details=details,
    )

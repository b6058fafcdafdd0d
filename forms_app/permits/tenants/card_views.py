"""/app/my/tenants/cards/: reference and access code of every tenant that was registered
together, a card each, until they are noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import slips
from forms_app.base.access import enterprise_only
from forms_app.base.office import current_office
from forms_app.base.personal import access_hash, code_of
from forms_app.base.slips import Slip
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import tenants_of
from forms_app.permits.tenants.views import own_manager, tenants


@dataclass(frozen=True)
class Card:
    """What one tenant gets."""

    tenant: Enterprise
    slip: Slip


@tenants.get("/app/my/tenants/cards/")
@enterprise_only
def cards() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        found = tenants_of(database, own_manager(database))
    kept = list(_kept(found))
    if not kept:
        return redirect(url_for("tenants.every"))
    values = {
        "cards": [card for seed in kept for card in _cards(found, seed)],
        "kept": kept,
        "public_url": office.config.public_url,
    }
    return render_template("tenants/cards.html", here="apply", **values)


def _kept(found: Sequence[Enterprise]) -> Iterator[Slip]:
    """The seeds that still open a tenant."""
    for record in slips.records(slips.TENANT_CARDS):

        def opens(seed: str) -> bool:
            return any(_opens(seed, tenant) for tenant in found)

        if slip := slips.read(slips.TENANT_CARDS, record, opens):
            yield slip


def _cards(found: Sequence[Enterprise], seed: Slip) -> Iterator[Card]:
    """In the order in which they were registered; a code that was renewed is nobody's
    business any more.
    """
    for tenant in reversed(found):
        if _opens(seed.secret, tenant):
            code = code_of(seed.secret, tenant.reference)
            yield Card(tenant, replace(seed, record=tenant.reference, secret=code))


def _opens(seed: str, tenant: Enterprise) -> bool:
    code = code_of(seed, tenant.reference)
    return access_hash(tenant.reference, code) == tenant.access_hash

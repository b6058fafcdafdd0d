"""The list of enterprises that still lack training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import ALL_STAFF, Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.items.listing import place_filters, where_column
from forms_app.ledger.lists.listing import Asked, Column, Listing
from forms_app.ledger.training import queries


def _lacking(session: Session, actor: Actor, asked: Asked) -> Sequence[Any]:
    return queries.lacking(
        session, actor, **{name: value for name, value in asked.items() if value}
    )


UNTRAINED = Listing(
    name="untrained",
    title=_l("还没有培训的单位"),
    about=_l("登记在册、还没有参加过一场培训的单位。"),
    empty=_l("一家都不差。"),
    columns=[
        Column("name", _l("单位"), lambda one: one.name),
        where_column(lambda one: (one.community, one.grid)),
        Column("address", _l("地址"), lambda one: one.address),
    ],
    records=_lacking,
    number=lambda one: one.reference,
    roles=ALL_STAFF,
    filters=place_filters(),
    link=lambda one: url_for("review.enterprise", reference=one.reference),
    extras=(lambda: (url_for("trainings.every"), _("培训")),),
)

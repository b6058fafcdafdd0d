"""The list of enterprises that still lack training."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from flask import url_for

from forms_app.base.access import ALL_STAFF
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Asked, Column, Listing
from forms_app.base.worklist import Reader
from forms_app.ledger.training import queries
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.places import PLACES, where_column


def _lacking(reader: Reader, asked: Asked) -> Sequence[Enterprise]:
    wanted = {name: value for name, value in asked.items() if value}
    return queries.lacking(reader.session, reader.actor, **wanted)


def _columns(reader: Reader) -> list[Column]:
    return [
        Column("name", _l("单位")),
        where_column(reader, attrgetter("community", "grid")),
        Column("address", _l("地址")),
    ]


UNTRAINED = Listing(
    name="untrained",
    title=_l("还没有培训的单位"),
    about=_l("登记在册、还没有参加过一场培训的单位。"),
    empty=_l("一家都不差。"),
    columns=_columns,
    records=_lacking,
    number=lambda one: one.reference,
    roles=ALL_STAFF,
    filters=PLACES,
    link=lambda one: url_for("review.enterprise", reference=one.reference),
    extras=(lambda: (url_for("trainings.every"), _("培训")),),
)

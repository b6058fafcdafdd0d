"""Everything that can be done with several rows of a list together, by its name."""

from __future__ import annotations

from forms_app.base.access import Actor
from forms_app.base.long_list import LongList
from forms_app.base.office import Office
from forms_app.permits.resumption.accept_deed import ACCEPT
from forms_app.permits.resumption.approve_deed import APPROVE
from forms_app.permits.resumption.assign_deed import ASSIGN
from forms_app.permits.resumption.call_deed import LOG
from forms_app.permits.resumption.poster_deed import POSTERS
from forms_app.permits.resumption.take_deed import TAKE
from forms_app.permits.resumption.together import Deed

DEEDS = {one.name: one for one in (TAKE, ACCEPT, ASSIGN, APPROVE, LOG, POSTERS)}


def deeds_of(of: LongList, office: Office, actor: Actor) -> list[Deed]:
    """What somebody may do with rows of a list, as far as the office has a use for it."""
    return [
        one
        for one in DEEDS.values()
        if one.of is of and one.may_do(actor) and one.is_needed(office)
    ]

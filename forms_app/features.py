"""Which kinds of items and which lists there are: each feature's is named here, once."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments import views as attachments
from forms_app.ledger.feedback.kinds import MISTAKE, OBJECTION
from forms_app.ledger.items import kinds
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.listing import listing_of
from forms_app.ledger.items.staff_views import may_see
from forms_app.ledger.lists.listing import Listing
from forms_app.ledger.lists.views import offer
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.ledger.meetings.listing import MEETINGS
from forms_app.ledger.publicity.listing import HAND_OUTS, MEMBERS, MESSAGES, POSTINGS
from forms_app.ledger.rounds.kinds import ROUND
from forms_app.ledger.rounds.listing import DUTIES
from forms_app.ledger.suggestions.kinds import SUGGESTION
from forms_app.ledger.supplies.listing import LEDGER
from forms_app.ledger.training.kinds import TRAINING
from forms_app.ledger.training.listing import UNTRAINED
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.ledger.visits.listing import VISITS
from forms_app.ledger.volunteering.kinds import HOME_SERVICE, PLACE_OF_POST
from forms_app.ledger.volunteering.listing import POSTS, SHIFTS, VOLUNTEERS

KINDS: tuple[Kind, ...] = (
    REQUEST,
    SUGGESTION,
    MEETING,
    MISTAKE,
    OBJECTION,
    TRAINING,
    ROUND,
    HOME_SERVICE,
    PLACE_OF_POST,
)
LISTINGS: tuple[Listing, ...] = (
    VISITS,
    MEETINGS,
    LEDGER,
    POSTINGS,
    HAND_OUTS,
    MESSAGES,
    MEMBERS,
    UNTRAINED,
    DUTIES,
    POSTS,
    VOLUNTEERS,
    SHIFTS,
)


def _of_staff(_session: Session, _number: int, actor: Actor) -> bool | None:
    """Photos of a visit are of staff; which of them may see one its grid says."""
    return None if actor.is_staff else False


def init_app(app: Flask) -> None:
    attachments.offer(app, {"item": may_see, "visit": _of_staff})
    kinds.offer(app, KINDS)
    offer(app, [*map(listing_of, KINDS), *LISTINGS])

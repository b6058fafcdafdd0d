"""Every blueprint: the pages of each feature.

Imported only where the app is made, so that a command can be used without.
"""

from __future__ import annotations

from forms_app.base.accounts.views import accounts
from forms_app.base.attachments.views import attachments
from forms_app.base.exports.views import exports
from forms_app.base.health import health
from forms_app.ledger.feedback.views import feedback
from forms_app.ledger.items.staff_views import items
from forms_app.ledger.items.views import my_items
from forms_app.ledger.lists.views import lists
from forms_app.ledger.meetings.views import meetings
from forms_app.ledger.publicity.group_views import groups
from forms_app.ledger.publicity.staff_views import publicity
from forms_app.ledger.publicity.views import my_letters
from forms_app.ledger.rounds.views import rounds
from forms_app.ledger.supplies.views import supplies
from forms_app.ledger.sweeps.views import sweeps
from forms_app.ledger.training.staff_views import trainings
from forms_app.ledger.training.views import my_training
from forms_app.ledger.visits.phone_views import visits_phone
from forms_app.ledger.visits.request_views import requests
from forms_app.ledger.visits.staff_views import visits
from forms_app.ledger.volunteering.pages import volunteer, volunteers
from forms_app.office.desk.views import desk
from forms_app.office.retention.staff_views import retention
from forms_app.people.gates.pages import gates
from forms_app.people.isolation.pages import cases, isolation, missing
from forms_app.people.rosters.pages import rosters
from forms_app.permits.enterprises.staff_views import register_at_door
from forms_app.permits.enterprises.views import enterprises
from forms_app.permits.resumption.staff_views import review
from forms_app.permits.resumption.tenant_views import tenants
from forms_app.permits.resumption.views import resumption
from forms_app.publishing.staff_views import publishing

BLUEPRINTS = (
    attachments,
    enterprises,
    resumption,
    tenants,
    rosters,
    isolation,
    gates,
    my_items,
    feedback,
    my_letters,
    my_training,
    volunteer,
    rounds,
    volunteers,
    requests,
    register_at_door,
    review,
    cases,
    missing,
    sweeps,
    visits,
    visits_phone,
    supplies,
    meetings,
    publicity,
    groups,
    trainings,
    exports,
    lists,
    items,
    desk,
    retention,
    publishing,
    accounts,
    health,
)

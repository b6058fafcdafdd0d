"""Every blueprint: the pages of each feature. Imported only where the app is made, so that a command can be used without."""

from __future__ import annotations

from forms_app.accounts.views import accounts
from forms_app.attachments.views import attachments
from forms_app.desk.views import desk
from forms_app.enterprises.staff_views import register_at_door
from forms_app.enterprises.views import enterprises
from forms_app.exports.views import exports
from forms_app.feedback.views import feedback
from forms_app.gates.pages import gates
from forms_app.health import health
from forms_app.isolation.pages import cases, isolation, missing
from forms_app.items.staff_views import items
from forms_app.items.views import my_items
from forms_app.lists.views import lists
from forms_app.meetings.views import meetings
from forms_app.publicity.group_views import groups
from forms_app.publicity.staff_views import publicity
from forms_app.publicity.views import my_letters
from forms_app.publishing.staff_views import publishing
from forms_app.resumption.staff_views import review
from forms_app.resumption.tenant_views import tenants
from forms_app.resumption.views import resumption
from forms_app.retention.staff_views import retention
from forms_app.rosters.pages import rosters
from forms_app.rounds.views import rounds
from forms_app.supplies.views import supplies
from forms_app.sweeps.views import sweeps
from forms_app.training.staff_views import trainings
from forms_app.training.views import my_training
from forms_app.visits.phone_views import visits_phone
from forms_app.visits.request_views import requests
from forms_app.visits.staff_views import visits
from forms_app.volunteering.pages import volunteer, volunteers

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

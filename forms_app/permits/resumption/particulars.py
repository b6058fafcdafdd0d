"""What an enterprise registered, and what was decided of an application, as staff read
it beside the rest.
"""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row, language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.base.words import Words
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.enterprises.labels import KINDS
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import basis_title, directory, rule
from forms_app.permits.resumption.application_file import APPLICATION
from forms_app.permits.resumption.labels import CLASSES
from forms_app.permits.resumption.models import Application

Fact = tuple[str, str]
CHANNELS = Words({"self": _l("单位自己登记"), "door": _l("上门登记")})


def of_enterprise(office: Office, enterprise: Enterprise) -> list[Fact]:
    place = enterprise.place
    if place and not enterprise.place_public:
        place = _("%(place)s（不公开）", place=place)
    registered = in_a_row(
        [CHANNELS.label(enterprise.channel), moment(enterprise.registered_at)]
    )
    kind = [KINDS.label(enterprise.kind), _trade(office, enterprise.trade)]
    return _given(
        (_("类型和行业"), in_a_row(kind)),
        (_("具体位置"), place),
        (_("登记"), registered),
        (_("知情同意"), _consent(office, enterprise)),
        (_("试点"), _pilot(office, enterprise)),
    )


def _consent(office: Office, enterprise: Enterprise) -> str:
    """To which text it was given."""
    return basis_title(office, enterprise.consent) if enterprise.consent else ""


def _pilot(office: Office, enterprise: Enterprise) -> str:
    """In which campaigns it is one, where there are several."""
    names = names_beside_others(office)
    found = [slug for slug, one in enterprise.permissions.items() if one.pilot]
    return in_a_row(
        names.get(slug, slug) if names else _("是") for slug in sorted(found)
    )


def of_application(office: Office, application: Application) -> list[Fact]:
    community = directory(office).get(application.enterprise.community)
    squad = community.squad(application.squad or "") if community else None
    batch = application.batch
    again = application.submitted_at != application.first_submitted_at
    return _given(
        (_("申请表"), _another_form(office, application)),
        (_("类别"), CLASSES.label(application.priority)),
        (_("批次"), _("第 %(n)s 批", n=batch) if batch else ""),
        (_("小分队"), f"{squad.name} {squad.phone}" if squad else application.squad),
        (_("第一次提交"), moment(application.first_submitted_at)),
        (_("补正后提交"), moment(application.submitted_at) if again else ""),
        (_("受理"), moment(application.accepted_at)),
        (_("决定"), moment(application.decided_at)),
    )


def _another_form(office: Office, application: Application) -> str:
    """The version it was begun with, where applications are asked another one now."""
    now = rule(office, APPLICATION, office.clock.today(), application.campaign)
    if not application.form or (now and now.version == application.form):
        return ""
    return basis_title(office, application.form, application.campaign)


def _given(*facts: tuple[str, Any]) -> list[Fact]:
    """Those that there are."""
    return [(label, str(said)) for label, said in facts if said]


def _trade(office: Office, slug: str) -> str:
    trades = rule(office, TRADES, office.clock.today()) or ()
    known = {trade.slug: trade.name(language()) for trade in trades}
    return known.get(slug, slug)

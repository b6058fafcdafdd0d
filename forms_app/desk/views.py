"""/app/staff/: my work today, and the navigation of the staff pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms_app import access
from forms_app.access import ALL_STAFF, Role, staff
from forms_app.catalogue import gettext as _
from forms_app.health import publisher_state
from forms_app.isolation import case_queries
from forms_app.office import current_office
from forms_app.resumption import queries, stages
from forms_app.resumption.rules import Stage
from forms_app.saved import read_json

desk = Blueprint("desk", __name__)


@desk.app_context_processor
def _navigation() -> dict[str, Any]:
    return {"staff_nav": staff_nav, "publisher_state": lambda: publisher_state(current_office())}


def staff_nav() -> list[tuple[str, str, frozenset[Role]]]:
    """Endpoint, label and roles of each entry."""
    publishers = frozenset({Role.REVIEWER, Role.OFFICE, Role.ADMIN})
    return [
        ("desk.today", _("今天"), ALL_STAFF),
        ("review.queue", _("申请"), ALL_STAFF),
        ("review.enterprises", _("单位"), ALL_STAFF),
        ("register_at_door.new", _("上门登记"), ALL_STAFF),
        ("cases.list", _("隔离"), ALL_STAFF),
        ("review.calls", _("待打电话"), ALL_STAFF),
        ("missing.reports", _("两报"), ALL_STAFF),
        ("missing.alarms", _("发热"), ALL_STAFF),
        ("sweeps.every", _("排查"), ALL_STAFF),
        ("gates.overview", _("监测点"), publishers),
        ("publishing.status", _("发布"), publishers),
        ("retention.status", _("保存期限"), frozenset({Role.OFFICE, Role.ADMIN})),
        ("accounts.list_accounts", _("账号"), frozenset({Role.ADMIN})),
        ("accounts.password", _("改密码"), ALL_STAFF),
        ("gates.choose", _("进出登记"), frozenset({Role.KEEPER})),
        ("accounts.keeper_password", _("改密码"), frozenset({Role.KEEPER})),
    ]


@desk.get("/app/staff/")
@staff()
def today() -> ResponseReturnValue:
    office, actor = current_office(), access.actor()
    with office.database.reading() as session:
        counts = queries.counts_by_stage(session, actor)
        values = {
            "first": queries.queue(session, actor)[:8],
            "overdue": queries.overdue(session, actor, office.clock.now()),
            "isolation": case_queries.counts(session, actor, office.clock.today()),
            "calls": len(queries.calls_to_make(session, actor)),
        }
    waiting = [(stage, stages.LABELS[stage], counts.get(stage, 0)) for stage in Stage if stage in _SHOWN]
    values |= {"waiting": waiting, "faults": len(read_json(office.data / "faults.json") or [])}
    values |= {"labels": stages.LABELS, "moment": stages.moment}
    return render_template("desk/today.html", **values)


_SHOWN = (Stage.SUBMITTED, Stage.ACCEPTED, Stage.TO_PUT_RIGHT, Stage.CHECKED, Stage.RETURNED)

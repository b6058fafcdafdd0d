"""/app/my/tenants/sheet/: many tenants at once, pasted or of a sheet: looked at row by
row, then registered; what is wrong stays on the page, to be mended there.
"""

from __future__ import annotations

import secrets
from functools import partial

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import catalogue, slips, spreadsheets
from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter, takes
from forms_app.base.office import by_whom, current_office
from forms_app.base.personal import code_of
from forms_app.base.profile import local_places
from forms_app.base.sheets.cells import MOST_BYTES, SheetRefused
from forms_app.permits.enterprises import operations
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages.registration import send_way_back
from forms_app.permits.tenants import sheet
from forms_app.permits.tenants.forms import SheetForm
from forms_app.permits.tenants.headers import COLUMNS, FIELDS
from forms_app.permits.tenants.sheet import Judged, Judgement, Mall
from forms_app.permits.tenants.views import own_manager, tenants


@tenants.route("/app/my/tenants/sheet/", methods=["GET", "POST"])
@enterprise_only
@takes(MOST_BYTES + 64 * 1024)
@limiter.limit("120/hour", methods=["POST"])
def from_sheet() -> ResponseReturnValue:
    office = current_office()
    form = SheetForm()
    trades = rule(office, TRADES, office.clock.today()) or ()
    form.offer(trades, catalogue.language())
    is_good = form.validate_on_submit()
    with office.database.reading() as database:
        mall = _mall(database, form)
        found = _judged(database, mall, form) if form.is_submitted() else None
    if found is None or not (is_good and form.take.data and found.good):
        return _page(form, found)
    with office.database.writing() as database:
        to_cards = _register(database, _mall(database, form), found.good)
    if not found.faulty:
        return to_cards
    return _page(form, Judgement(faulty=found.faulty), len(found.good))


def _mall(database: Session, form: SheetForm) -> Mall:
    office = current_office()
    manager = own_manager(database)
    community = directory(office).get(manager.community) or abort(404)
    return Mall(office, manager, community, form.trade.data or "")


def _judged(database: Session, mall: Mall, form: SheetForm) -> Judgement | None:
    """None where nothing that was handed in can be read; why is said at its field."""
    rows: list[tuple[int, sheet.Values]] = []
    parts = (
        (form.good, form.good.data and partial(sheet.read_pasted, form.good.data)),
        (form.rows, form.rows.data and partial(sheet.read_pasted, form.rows.data)),
        (form.sheet, form.file and partial(_read_file, form.file)),
    )
    for field, read in parts:
        try:
            rows += sheet.values_of(read()) if read else []
        except SheetRefused as refused:
            field.errors = [*field.errors, str(refused)]
    return mall.judged(database, rows) if rows else None


def _read_file(file: object) -> list[sheet.Row]:
    data = file.read()  # type: ignore[attr-defined]
    return sheet.read_file(data, "")


def _page(
    form: SheetForm, found: Judgement | None, registered: int = 0
) -> ResponseReturnValue:
    """What was found, the faulty rows where they can be mended."""
    values = {
        "form": form,
        "found": found,
        "registered": registered,
        "good": sheet.as_text(found.good) if found else "",
        "columns": COLUMNS,
    }
    if found:
        form.rows.data = sheet.as_text(found.faulty)
    return render_template("tenants/sheet.html", here="apply", **values)


def _register(database: Session, mall: Mall, good: list[Judged]) -> ResponseReturnValue:
    """All of them; the codes follow from one seed, which is kept until they are noted."""
    notice = rule(mall.office, PRIVACY, mall.office.clock.today())
    seed = secrets.token_hex(16)
    for row in good:
        assert row.details, "nothing is wrong with it"
        tenant, _code = operations.register(
            database,
            mall.community,
            row.details,
            channel="manager",
            consent=notice.version if notice else "",
            managed_by=mall.manager,
            places=local_places(mall.office),
            code_of=partial(code_of, seed),
            **by_whom(),
        )
        send_way_back(database, tenant, **by_whom())
    return slips.hand_over(slips.TENANT_CARDS, secrets.token_hex(4), seed)


@tenants.get("/app/my/tenants/template.xlsx")
@enterprise_only
def template() -> ResponseReturnValue:
    """The columns, to be filled in."""
    with current_office().database.reading() as database:
        own_manager(database)
    header = [COLUMNS.label(name) for name in FIELDS]
    made = spreadsheets.workbook(_("我的租户"), header, [])
    name = "attachment; filename=tenants.xlsx"
    return Response(
        made, mimetype=spreadsheets.XLSX, headers={"Content-Disposition": name}
    )

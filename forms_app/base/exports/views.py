"""/app/my/exports/ and /app/staff/exports/: how far a table is, and the table itself,
for whoever asked for it alone.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import enterprise_only, staff
from forms_app.base.catalogue import language
from forms_app.base.clock import real_now
from forms_app.base.exports import operations, store, work
from forms_app.base.exports.kinds import KINDS, Asked
from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import AT_ONCE, State, is_due, is_over
from forms_app.base.feature import the_one
from forms_app.base.objects.store import ObjectGone, ObjectWrong
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.base.spreadsheets import XLSX

exports = Blueprint("exports", __name__, template_folder="templates")
AGAIN = "2"  # seconds until the page asks again, by itself and without any script


def begin(kind: str, subject: str, **given: Any) -> ResponseReturnValue:
    """Ask for a table: a small one is there at once, a large one has a page that says
    how far it is.
    """
    office = current_office()
    actor = access.actor()
    now = real_now()
    asked = Asked(given, actor, office.clock.now())
    store.clear(office, now)
    wanted = Export(
        kind=kind,
        subject=subject,
        given=given,
        asked_by=work.written(actor),
        language=language(),
        office_time=asked.now,
        asked_at=now,
    )
    with office.database.writing() as session:
        people = KINDS[kind].people(session, asked)
        session.add(wanted)
    if people > AT_ONCE:
        work.wake(office)
    elif mine := work.take(office, now, wanted.id):
        work.make(office, mine)
        return redirect(_address("file", wanted), 303)
    return redirect(_address("page", wanted), 303)


def _address(page: str, export: Export) -> str:
    side = "my" if access.actor().kind == "enterprise" else "staff"
    return url_for(f"exports.{side}_{page}", export_id=export.id)


def _find(session: Session, export_id: int) -> Export:
    """One's own, within its hour, while one still may see what one might see then; else
    404.
    """
    if access.actor().kind == "enterprise":
        the_one("signed_in")(session)  # an old cookie leads to signing in
    export = session.get(Export, export_id) or abort(404)
    is_own = export.asked_by == work.written(access.actor())
    return (
        export
        if is_own and not is_over(export.asked_at, export.ready_at, real_now())
        else abort(404)
    )


def _page(export_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        export = _find(session, export_id)
    if is_due(export.state, export.lease_until, real_now()):
        work.wake(office)
    is_open = export.state in {State.WAITING, State.MAKING}
    values = {"export": export, "title": KINDS[export.kind].title, "is_open": is_open}
    page = render_template(
        "exports/page.html", file=_address("file", export), State=State, **values
    )
    return Response(
        page,
        headers={"Cache-Control": "no-store"} | ({"Refresh": AGAIN} if is_open else {}),
    )


def _file(export_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        export = _find(session, export_id)
        if export.state != State.READY:
            return redirect(_address("page", export))
        data = _read(office, export)
        operations.hand_out(session, export, **by_whom())
    name = f"{export.kind}-{export.subject}-{export.office_time:%Y%m%d}.xlsx"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(data, mimetype=XLSX, headers=headers)


def _read(office: Office, export: Export) -> bytes:
    try:
        return store.read(office, export)
    except ObjectGone:
        abort(404)
    except ObjectWrong:
        raise Refused(
            "这张表的文件损坏了，没有交给您。请回到原来的页面，重新导出一次。"
        ) from None


@exports.get("/app/my/exports/<int:export_id>/")
@enterprise_only
def my_page(export_id: int) -> ResponseReturnValue:
    return _page(export_id)


@exports.get("/app/my/exports/<int:export_id>/file")
@enterprise_only
def my_file(export_id: int) -> ResponseReturnValue:
    return _file(export_id)


@exports.get("/app/staff/exports/<int:export_id>/")
@staff()
def staff_page(export_id: int) -> ResponseReturnValue:
    return _page(export_id)


@exports.get("/app/staff/exports/<int:export_id>/file")
@staff()
def staff_file(export_id: int) -> ResponseReturnValue:
    return _file(export_id)

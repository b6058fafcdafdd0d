"""/app/staff/publicity/: materials with their coverage by grid, the gaps by name, one
tap for "posted at the door".
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.documents.queries import current
from forms_app.base.documents.sections import LETTERS
from forms_app.base.office import by_whom, current_office
from forms_app.ledger.publicity import hand_out_operations, operations, queries
from forms_app.ledger.publicity.forms import HandOutForm, MaterialForm, PlaceForm
from forms_app.ledger.publicity.labels import KINDS, SPOTS, spot
from forms_app.ledger.publicity.models import Material
from forms_app.ledger.publicity.rules import Spot
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference, visible_to
from forms_app.permits.grid.places import kept_by, menu_of
from forms_app.permits.grid.queries import directory

publicity = Blueprint("publicity", __name__)
OFFICE = ("reviewer", "office")


def _grids(community: str) -> list[tuple[str, str]]:
    """Those within reach, with their names."""
    found = directory(current_office()).get(community)
    return (
        [
            (g.slug, g.name)
            for g in found.grids
            if access.actor().may_see(community, g.slug)
        ]
        if found
        else []
    )


def _find(session: Session, material_id: int) -> Material:
    """One of a community that somebody sees anything of, or 404."""
    material = session.get(Material, material_id) or abort(404)
    return material if _grids(material.community) else abort(404)


@publicity.get("/app/staff/publicity/")
@staff()
def every() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    seen = {slug for slug in directory(office) if _grids(slug)}
    with office.database.reading() as session:
        found = queries.materials(session, seen)
        by_grid = queries.coverage(session, visible_to(actor))
    covered = {
        one: sum(grids.values(), queries.NOBODY) for one, grids in by_grid.items()
    }
    values = {
        "found": found,
        "covered": covered,
        "nobody": queries.NOBODY,
        "kinds": KINDS,
    }
    may_name = actor.role in {"reviewer", "office", "admin"}
    return render_template(
        "publicity/every.html",
        communities=directory(office),
        may_name=may_name,
        **values,
    )


@publicity.route("/app/staff/publicity/new/", methods=["GET", "POST"])
@staff(*OFFICE)
def new() -> ResponseReturnValue:
    office = current_office()
    form = MaterialForm()
    communities = menu_of(kept_by(office, access.actor()))
    form.offer(communities, current(office, LETTERS))
    if not form.validate_on_submit():
        return render_template("publicity/new.html", form=form)
    community, kind, title, slug = form.named()
    with office.database.writing() as session:
        day = office.clock.today()
        made = operations.name_material(
            session, community, kind, title, day, slug, **by_whom()
        )
    return redirect(url_for("publicity.one", material_id=made.id))


@publicity.get("/app/staff/publicity/<int:material_id>/")
@staff()
def one(material_id: int) -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    grid = request.args.get("grid", "")
    with office.database.reading() as session:
        material = _find(session, material_id)
        by_grid = queries.coverage(session, visible_to(actor)).get(material.id, {})
        gaps = queries.gaps(session, actor, material, grid)
    values: dict[str, Any] = {
        "material": material,
        "by_grid": by_grid,
        "gaps": gaps,
        "grid": grid,
    }
    values |= {
        "names": dict(_grids(material.community)),
        "spot": spot,
        "kinds": KINDS,
        "form": FlaskForm(),
    }
    return render_template(
        "publicity/one.html", total=sum(by_grid.values(), queries.NOBODY), **values
    )


def _enterprise(session: Session, reference: str) -> Enterprise:
    enterprise = by_reference(session, reference) or abort(404)
    must_see(enterprise.community, enterprise.grid)
    return enterprise


@publicity.post("/app/staff/publicity/<int:material_id>/posted/<reference>/")
@staff()
def posted(material_id: int, reference: str) -> ResponseReturnValue:
    chosen = request.form.get("spot", "door")
    if chosen not in SPOTS:
        abort(400)
    with current_office().database.writing() as session:
        enterprise = _enterprise(session, reference)
        material = _find(session, material_id)
        operations.post(session, material, enterprise, Spot(chosen), **by_whom())
    where = SPOTS.label(chosen)
    flash(_("记下了：%(name)s，%(spot)s", name=enterprise.name, spot=where))
    return redirect(
        url_for(
            "publicity.one",
            material_id=material_id,
            grid=request.form.get("grid") or None,
        )
    )


@publicity.post("/app/staff/publicity/<int:material_id>/told/<reference>/")
@staff()
def told(material_id: int, reference: str) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        enterprise = _enterprise(session, reference)
        operations.acknowledge(
            session, _find(session, material_id), enterprise, "told", **by_whom()
        )
    flash(_("记下了：%(name)s 已经阅知", name=enterprise.name))
    return redirect(
        url_for(
            "publicity.one",
            material_id=material_id,
            grid=request.form.get("grid") or None,
        )
    )


@publicity.route(
    "/app/staff/publicity/<int:material_id>/place/", methods=["GET", "POST"]
)
@staff()
def place(material_id: int) -> ResponseReturnValue:
    office = current_office()
    form = PlaceForm()
    with office.database.reading() as session:
        material = _find(session, material_id)
    form.grid.choices = _grids(material.community)
    if not form.validate_on_submit():
        return render_template("publicity/place.html", form=form, material=material)
    with office.database.writing() as session:
        where = (form.grid.data or "", form.place.data or "", Spot(form.spot.data))
        operations.post_at_place(
            session, _find(session, material_id), *where, **by_whom()
        )
    flash(_("记下了。"))
    return redirect(url_for("publicity.one", material_id=material_id))


@publicity.route(
    "/app/staff/publicity/<int:material_id>/hand-out/", methods=["GET", "POST"]
)
@staff()
def hand_out(material_id: int) -> ResponseReturnValue:
    office = current_office()
    form = HandOutForm(data={"day": office.clock.today()})
    with office.database.reading() as session:
        material = _find(session, material_id)
    form.grid.choices = _grids(material.community)
    if not form.validate_on_submit():
        return render_template("publicity/hand_out.html", form=form, material=material)
    with office.database.writing() as session:
        given = (
            form.grid.data or "",
            form.count.data or 0,
            form.qualifier.data,
            form.day.data,
        )
        hand_out_operations.hand_out(
            session, _find(session, material_id), *given, **by_whom()
        )
    flash(_("记下了。"))
    return redirect(url_for("publicity.one", material_id=material_id))

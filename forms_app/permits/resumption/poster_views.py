"""The poster for the door: printed by the enterprise or for it, and noted when it hangs."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import enterprise_only, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.permits.campaigns.choice import choice_of, chosen, named, speak_of
from forms_app.permits.campaigns.filters import menu
from forms_app.permits.enterprises.session import applicant
from forms_app.permits.grid.queries import communities_of, leading
from forms_app.permits.resumption import labels, poster_queries, posters
from forms_app.permits.resumption.permission_views import find
from forms_app.permits.resumption.poster_looks import looks
from forms_app.permits.resumption.poster_operations import (
    mark_poster_posted,
    print_poster,
)
from forms_app.permits.resumption.staff_views import review
from forms_app.permits.resumption.views import resumption


@resumption.route("/app/my/poster/", methods=["GET", "POST"], endpoint="poster")
@enterprise_only
def own_poster() -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    if request.method == "POST":
        with office.database.writing() as database:
            enterprise = applicant(database)
            print_poster(database, office, enterprise, campaign, **by_whom())
        return redirect(url_for("resumption.poster"))
    posters.must_not_be_over(office, campaign)
    with office.database.reading() as database:
        enterprise = applicant(database)
        permission = enterprise.permissions.get(campaign)
        printed = posters.printed(database, office, permission)
    if printed is None:
        return redirect(url_for("resumption.my"))
    sheet = posters.context(office, enterprise, printed)
    back = url_for("resumption.my")
    return render_template(
        "poster.html", here="apply", sheet=sheet, back=back, **looks()
    )


@review.route("/app/staff/enterprises/<reference>/poster/", methods=["GET", "POST"])
@staff()
def poster(reference: str) -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    of = choice_of(office, campaign)
    back = url_for("review.enterprise", reference=reference, campaign=of)
    if request.method == "POST":
        with office.database.writing() as session:
            print_poster(
                session,
                office,
                find(session, reference),
                campaign,
                **by_whom(),
            )
        return redirect(url_for("review.poster", reference=reference, campaign=of))
    posters.must_not_be_over(office, campaign)
    with office.database.reading() as session:
        found = find(session, reference)
        permission = found.permissions.get(campaign)
        printed = posters.printed(session, office, permission)
    if printed is None:
        return redirect(back)
    sheet = posters.context(office, found, printed)
    return render_template("poster.html", sheet=sheet, back=back, **looks())


@review.get("/app/staff/posters/")
@staff()
def poster_list() -> ResponseReturnValue:
    """Whose poster is not up yet; on request also those that are."""
    office = current_office()
    actor = access.actor()
    having = posters.with_poster(office)
    campaign = named(office) or next(iter(having), leading(office))
    speak_of(office, campaign)
    hanging = request.args.get("hanging", "no")
    community = request.args.get("community", "")
    with office.database.reading() as session:
        at_doors = poster_queries.at_doors(
            session, office, actor, campaign, hanging, community
        )
        found = page_of(at_doors)
    return render_template(
        "review/posters.html",
        found=found,
        campaign=campaign,
        has_poster=posters.has_poster(office, campaign),
        is_over=posters.is_over(office, campaign),
        campaigns=[one for one in menu(office) if one[0] in {*having, campaign}],
        hanging=hanging,
        community=community,
        communities=communities_of(office, actor),
        labels=labels,
    )


@review.post("/app/staff/enterprises/<reference>/posted/")
@staff()
def posted(reference: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        found = find(session, reference)
        mark_poster_posted(session, office, found, chosen(office), **by_whom())
    of = choice_of(office, chosen(office))
    if request.args.get("back") == "posters":
        flash(_("记下了：%(name)s的喜报贴上了。", name=found.name))
        return redirect(url_for("review.poster_list", campaign=of))
    return redirect(url_for("review.enterprise", reference=reference, campaign=of))

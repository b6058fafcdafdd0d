"""/app/grid/: which grid a road, a house number or a building lies in."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.limits import limiter
from forms_app.base.matching import MOST_CHARACTERS
from forms_app.base.office import current_office
from forms_app.permits.grid.guess import guess
from forms_app.permits.grid.queries import directory

finder = Blueprint("grid_finder", __name__, template_folder="templates")


@finder.get("/app/grid/")
@public
@limiter.limit("240/minute;6000/hour")  # a mall shares one address
def page() -> ResponseReturnValue:
    """Of one community where the page of it asked."""
    communities = directory(current_office())
    typed = " ".join(request.args.get("at", "").split())[:MOST_CHARACTERS]
    named = communities.get(request.args.get("community", ""))
    found = guess([named] if named else communities.values(), typed)
    community = communities[found.community] if found else None
    return render_template(
        "grid/finder.html",
        typed=typed,
        named=named,
        community=community,
        grid=community.grid(found.grid) if community and found else None,
        asked=[named] if named else list(communities.values()),
    )

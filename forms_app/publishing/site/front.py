"""The front page and that of all lists: the newest approvals, counts, and the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.publishing.site import daily, datafiles
from forms_app.publishing.site.campaign_pages import others
from forms_app.publishing.site.document_lists import in_section
from forms_app.publishing.site.listed import rows_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.theme import LANGUAGES

NEWEST = 8


def front(model: Model) -> Iterator[Output]:
    """What shows the newest approvals, counts, and the time of the release."""
    as_of = model.inputs.as_of
    newest = rows_of(model.newest(NEWEST))
    listed = [
        {
            "slug": c.slug,
            "name": {"zh-Hans": c.title, "en": c.title_en},
            "count": model.count(model.area(c.slug)),
        }
        for c in model.communities
    ]
    for lang in LANGUAGES:
        shown = {
            **_today(model, lang),
            "newest": newest,
            "as_of": as_of,
            "campaigns": others(model),
            "communities": [{"slug": c["slug"], "name": c["name"]} for c in listed],
        }
        yield model.page("index.html", "home", lang, "home", **shown)
        path = "enterprises/index.html"
        values = {
            "communities": listed,
            "newest": newest,
            "as_of": as_of,
            "objection_days": model.inputs.objection_days,
        }
        yield model.page(path, "enterprises", lang, "enterprises", **values)
    counts = [
        {
            "community": one["slug"],
            "count": one["count"],
            "url": f"/data/enterprises/{one['slug']}.json",
        }
        for one in listed
    ]
    index = {"as_of": as_of, "communities": counts}
    yield model.data("data/enterprises/index.json", datafiles.plain, index)


def _today(model: Model, lang: str) -> dict[str, Any]:
    """What applies today: notices that have not expired, letters, measures in force."""
    today = model.inputs.today
    notices = in_section(model, "notices", lang)
    return {
        "notices": [paper for paper in notices if not paper.has_expired(today)][:6],
        "letters": in_section(model, "letters", lang)[:3],
        "measures": daily.in_force(
            daily.measures(model.papers, lang, today, model.groups)
        ),
    }

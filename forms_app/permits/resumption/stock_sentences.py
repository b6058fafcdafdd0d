"""Sentences that stand ready when an application is returned: by the page that is to be
mended, from the lines of the check list that a page answers to.

They go to the enterprise and are therefore always Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms_app.base.office import Office
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.application_file import ApplicationForm
from forms_app.permits.resumption.content import SITE_CHECK


def stock_sentences(
    office: Office, campaign: str, form: ApplicationForm
) -> Mapping[str, list[str]]:
    """For each page of an application, in the order of the check list."""
    found = rule(office, SITE_CHECK, office.clock.today(), campaign)
    lines = found.lines if found else ()
    return {
        page.slug: [
            f"请补充说明：{line.text.zh}" for line in lines if line.answer == page.slug
        ]
        for page in form.asked.pages
    }

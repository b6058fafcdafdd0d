"""The way around: wherever staff are, the navigation says where that is."""

from __future__ import annotations

from forms_app.ledger.lists.views import listings
from forms_app.office.desk.navigation import SECTIONS, pages


def test_every_list_belongs_to_one_page_of_the_navigation(app) -> None:
    with app.app_context():
        lists = list(listings())
        entries = [page for _section, found in pages() for page in found]
    of = {
        name: [
            str(page.label) for page in entries if name in {page.listing, *page.holds}
        ]
        for name in lists
    }
    assert len(of) > 15
    assert {name: where for name, where in of.items() if len(where) != 1} == {}


def test_every_page_of_a_feature_stands_in_a_section_that_there_is(app) -> None:
    with app.app_context():
        shown = sum(len(found) for _section, found in pages())
        declared = [
            page for one in app.extensions["features"] for page in one.navigation
        ]
    assert {page.section for page in declared} == set(SECTIONS)
    assert shown == len(declared)

"""The way around: wherever staff are, the navigation says where that is."""

from __future__ import annotations

from forms_app.features import KINDS, LISTINGS
from forms_app.office.desk.navigation import SECTIONS


def test_every_list_belongs_to_one_page_of_the_navigation() -> None:
    lists = [listing.name for listing in LISTINGS] + [kind.code for kind in KINDS]
    pages = [page for _label, pages in SECTIONS for page in pages]
    of = {
        name: [str(page.label) for page in pages if name in {page.listing, *page.holds}]
        for name in lists
    }
    assert {name: where for name, where in of.items() if len(where) != 1} == {}

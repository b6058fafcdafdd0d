"""One look at the content files for each request; outside of one, everybody looks anew."""

from __future__ import annotations

from forms_app.permits.grid.content import COMMUNITIES
from forms_app.permits.grid.queries import directory

GONE = "communities/qiantou.md"
PAGE = "/app/my/sign-in/"


def found(office) -> set[str]:
    return {*COMMUNITIES.records(office.accepted)}


def take_away(office) -> None:
    """One community is no more."""
    (office.accepted / GONE).unlink()


def test_a_page_sees_one_state_and_the_next_page_the_new_one(app, office) -> None:
    with app.test_request_context(PAGE):
        app.preprocess_request()
        before = found(office)
        take_away(office)
        assert found(office) == before, "the rest of the page would say something else"
    with app.test_request_context(PAGE):
        app.preprocess_request()
        assert found(office) == before - {GONE}


def test_outside_of_a_request_everybody_looks_anew(client, office) -> None:
    client.get(PAGE)
    before = found(office)
    take_away(office)
    assert found(office) == before - {GONE}


def test_whoever_changes_what_was_found_changes_it_for_nobody_else(app, office) -> None:
    with app.test_request_context(PAGE):
        app.preprocess_request()
        COMMUNITIES.records(office.accepted).clear()
        assert directory(office)

"""Pages out of memory are those that are released, for who asks for all of a page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forms_app.publishing.release import whole
from forms_app.publishing.release.headers import HEADERS
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.whole import Whole, WholePages
from tests.publishing.test_release import TEST, get, release
from tests.publishing.test_shelves import empty

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")


@pytest.fixture
def site(tmp_path) -> LiveSite:
    release(tmp_path)
    return LiveSite(lambda *_: [], tmp_path, HEADERS)


def asked(
    pages: WholePages, path: str, method: str = "GET", **headers: str
) -> Whole | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return pages.asked_for(SimpleNamespace(method=method, path=path, headers=named))


@pytest.mark.parametrize("accepted", ["", "gzip", "gzip, br", "identity"])
@pytest.mark.parametrize("path", ["/", "/enterprises/", "/theme/css/style.css"])
def test_the_answer_is_the_one_of_whitenoise(site, path, accepted) -> None:
    pages = WholePages(site)
    status, headers, body = get(site, path, HTTP_ACCEPT_ENCODING=accepted)
    for _time in range(2):
        found = asked(pages, path, accept_encoding=accepted)
        told = {name.lower(): value for name, value in found.headers}
        assert (status, headers, body) == ("200 OK", told, found.body)


def test_what_was_released_since_is_shown_at_once(tmp_path, site) -> None:
    pages = WholePages(site)
    assert b"hello" in asked(pages, "/").body
    extra = (("notices/x/index.html", b"a notice", "x"),)
    releaser = release(tmp_path, "withdrawn", extra)
    assert b"withdrawn" in asked(pages, "/").body
    assert asked(pages, "/notices/x/")
    releaser.release([], ("notices/x/index.html",), TEST)
    assert asked(pages, "/notices/x/") is None


def test_whoever_asks_otherwise_is_answered_otherwise(site) -> None:
    pages = WholePages(site)
    assert asked(pages, "/", "HEAD") is None
    assert asked(pages, "/", "POST") is None
    assert asked(pages, "/", range="bytes=0-3") is None
    assert asked(pages, "/", if_none_match='"x"') is None
    assert asked(pages, "/", if_modified_since="Sun, 29 Nov 2026 10:00:00 GMT") is None
    for path in ("/nothing/", "/enterprises", "/data/version.json", "/index.html"):
        assert asked(pages, path) is None


def test_a_harmed_page_is_not_kept(site) -> None:
    digest, _key = site.follower.state.paths["index.html"]
    file = site.site.objects.path(digest)
    before = file.read_bytes()
    empty(file)
    pages = WholePages(site)
    assert asked(pages, "/") is None
    assert get(site, "/")[0] == "503 Service Unavailable"
    file.write_bytes(before)
    assert asked(pages, "/").body == before


def test_what_was_replaced_is_let_go_of(tmp_path, site) -> None:
    pages = WholePages(site)
    held = []
    for number in range(6):
        release(tmp_path, f"{number} " * 300)
        for accepted in ("", "gzip", "br"):
            asked(pages, "/", accept_encoding=accepted)
            asked(pages, "/enterprises/", accept_encoding=accepted)
        small = site.compared.small
        assert site.compared.held == sum(map(len, small.values()))
        held.append(len(small))
    assert held == [held[0]] * 6 and held[0] > 3


def test_strange_encodings_do_not_fill_the_memory(site, monkeypatch) -> None:
    monkeypatch.setattr(whole, "HELD_AT_MOST", 10)
    pages = WholePages(site)
    for number in range(25):
        assert asked(pages, "/", accept_encoding=f"x{number}")
    assert len(pages.kept) <= 10

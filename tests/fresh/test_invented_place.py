"""An office of an invented place, made of what `--new` lays out by content alone: from registration to the public page."""

from __future__ import annotations

import re

import pytest

from tests import journeys
from tests.access_table import TABLE
from tests.fresh.conftest import PAGES, PROMISED
from tests.fresh.test_laid_out import ELSEWHERE

HERE = re.compile("临波社区告示|Linbo Notices")
OURS = {"community": "linbo", "grid": "linbo-1"}


@pytest.mark.walk
def test_a_permission_of_an_invented_place_is_public_and_every_page_names_it(
    client, staff, accept, publish, office, place
) -> None:
    place.make_ours()
    assert accept().faults == []
    reference, _code = journeys.register(client, **OURS)
    assert reference.startswith("LB-")
    journeys.apply(client, pages=PAGES, commitment=PROMISED)
    reviewer = staff("reviewer", ("linbo",))
    worker = staff("grid_worker", (), ("linbo-1",))
    given = {"squad": "linbo-squad-1", "basis": "how-we-work"}
    assert journeys.accept(reviewer, **given).status_code == 302
    publish()
    assert journeys.check(worker, reference).status_code == 302
    place.change(
        f"campaigns/opening/enterprises/linbo/{reference}.md", "pending", "approved"
    )
    publish()
    tree = office.site / "tree"
    page = (tree / "enterprises" / reference / "index.html").read_text(encoding="utf-8")
    assert "有效" in page
    assert "关于怎样办理的通知" in page
    listed = tree / "data" / "enterprises" / "linbo.json"
    assert reference in listed.read_text(encoding="utf-8")
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert faults.startswith("没有"), faults
    walked = 0
    for path in tree.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        walked += 1
        assert HERE.search(text), path
        assert not ELSEWHERE.search(text), path
    assert walked > 40
    for address in ("", "register/", "apply/", "my/", "staff/", "staff/applications/"):
        names_the_office(reviewer, f"/app/{address}")


@pytest.mark.long
def test_every_page_of_the_app_names_the_invented_place(staff, publish, place) -> None:
    place.make_ours()
    publish()
    admin = staff("admin")
    addresses = [path for path in TABLE if path.startswith("/app/") and "<" not in path]
    assert sum(names_the_office(admin, address) for address in addresses) > 50


def names_the_office(client, address: str) -> int:
    """How many pages there are at an address, in both languages; each is this office's."""
    seen = 0
    for lang in ("", "?lang=en"):
        answer = client.get(address + lang)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and answer.mimetype == "text/html":
            seen += 1
            assert HERE.search(answer.text), address
            assert not ELSEWHERE.search(answer.text), address
    return seen


@pytest.mark.walk
def test_a_community_is_renamed_after_the_first_trial_and_no_page_breaks(
    client, staff, publish, office, place
) -> None:
    publish()
    trial = {"community": "shequ", "grid": "shequ-1"}
    journeys.register(client, **trial)
    journeys.apply(client, pages=PAGES, commitment=PROMISED)
    place.make_ours()
    publish()
    assert not (office.site / "tree" / "communities" / "shequ").exists()
    assert (office.site / "tree" / "communities" / "linbo" / "index.html").exists()
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert faults.startswith("没有"), faults
    admin = staff("admin")
    for address in ("", "applications/", "applications/1/", "enterprises/"):
        assert names_the_office(admin, f"/app/staff/{address}") == 2
    assert names_the_office(client, "/app/my/") == 2

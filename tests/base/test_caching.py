"""What a browser may keep: nothing of a page that is not for everybody."""

from __future__ import annotations

import re

import pytest

from tests import journeys
from tests.access_table import TABLE
from tests.base.test_sent_json import address

# RFC 9111: a word, or a word with a number
WELL_FORMED = re.compile(r"[a-z-]+(=\d+)?(, [a-z-]+(=\d+)?)*")
# no data in them: they have to open without a network
SHELLS = {
    "/app/my/offline/",
    "/app/my/sw.js",
    "/app/door/sw.js",
    "/app/staff/visits/offline/",
    "/app/staff/visits/sw.js",
    "/app/staff/checks/offline/",
    "/app/staff/checks/sw.js",
    "/app/staff/inspections/offline/",
    "/app/staff/inspections/sw.js",
}


@pytest.mark.same_on_both(reason="about headers, not about the database")
@pytest.mark.parametrize(
    "role",
    [
        "visitor",
        *(
            pytest.param(role, marks=pytest.mark.long)
            for role in ("admin", "keeper", "enterprise")
        ),
    ],
)
def test_no_private_page_is_kept_by_a_browser(app, client, staff, role) -> None:
    asking = app.test_client()
    if role == "enterprise":
        journeys.register(client)
        asking = client
    elif role != "visitor":
        asking = staff(role, ("xunmei",))
    walked = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods:
            continue
        answer = asking.get(address(rule))
        kept = answer.headers.get("Cache-Control", "")
        walked += 1
        assert not kept or WELL_FORMED.fullmatch(kept), (rule.rule, kept)
        is_shell = rule.rule in SHELLS and answer.status_code == 200
        is_private = role != "visitor" or TABLE[rule.rule] not in {"public", "nobody"}
        if is_shell or is_private:
            assert kept == ("no-cache" if is_shell else "no-store"), rule.rule
    assert walked > 150


def test_what_everybody_may_open_may_be_kept_until_somebody_is_known(client) -> None:
    assert "Cache-Control" not in client.get("/app/feedback/").headers
    journeys.register(client)
    assert client.get("/app/feedback/").headers["Cache-Control"] == "no-store"


def test_an_unknown_address_tells_no_cache_who_asked(staff) -> None:
    answer = staff("admin").get("/app/nothing/")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"

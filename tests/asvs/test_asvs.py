"""The page of ASVS is what the table says, the table names every requirement once and tests that are there; and what no other test asks."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from forms_app.base import logs
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.password import weakness
from forms_app.base.matching import slip_in
from forms_app.base.sessions.rules import LIMITS, Kind
from forms_app.fresh import lay_out
from forms_app.publishing.release.serve import LiveSite
from tests.asvs.numbers import CHAPTERS, LEVELS, required
from tests.asvs.page import PATHS, numbers_of, page
from tests.asvs.table import JUDGES, TABLE, State
from tests.conftest import NOW, PASSWORD, PROJECT, TestClock, post
from tests.named import is_there
from tests.publishing.test_release import get

# how many requirements of each level the standard has
PUBLISHED = {"1": 70, "2": 183, "3": 92}


def test_the_numbers_are_those_of_the_standard() -> None:
    levels = "".join(LEVELS.values())
    assert {level: levels.count(level) for level in "123"} == PUBLISHED
    assert {section.split(".")[0] for section in LEVELS} == set(CHAPTERS)


def test_every_requirement_of_the_first_two_levels_has_its_row_once() -> None:
    told = [number for key in TABLE for number in numbers_of(key)]
    assert told == list(required())


@pytest.mark.parametrize("key", TABLE)
def test_a_row_names_tests_that_are_there_or_claims_nothing(key) -> None:
    row = TABLE[key]
    claims = row.state in {State.MET, State.PARTLY}
    assert bool(row.tests) == claims or row.state is State.OFFICE
    ours = [name for name in row.tests if name not in JUDGES]
    assert [name for name in ours if not is_there(name)] == []
    assert row.how and row.how_en and "|" not in row.how + row.how_en


def test_the_judges_that_are_named_run_before_the_tests() -> None:
    script = (PROJECT / "scripts" / "test.py").read_text(encoding="utf-8")
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f'"{judge}"' in script for judge in JUDGES)
    assert '"S", ' in settings, "ruff looks for what is unsafe"


@pytest.mark.parametrize("lang", PATHS)
def test_the_page_is_made_of_the_table(lang) -> None:
    written = PATHS[lang].read_text(encoding="utf-8")
    assert written == page(lang), "python3 -m tests.asvs"


@pytest.mark.walk
def test_marks_that_somebody_looks_for_are_no_pattern(client, publish) -> None:
    publish()
    for typed in ("(((((((", "[a-", "a{9999}", "*+?", "\\\\"):
        answer = client.get("/app/search/", query_string={"q": typed})
        assert answer.status_code == 200, typed
    assert slip_in("abcd").fullmatch("abxd")


def test_marks_of_a_template_in_a_name_are_printed(client, publish) -> None:
    publish()
    page_ = client.get("/app/search/", query_string={"q": "{{ 7 * 191 }}"}).text
    assert "{{ 7 * 191 }}" in page_ and "1337" not in page_


def test_no_answer_lets_another_origin_read_it(client, office, publish) -> None:
    publish()
    origin = {"Origin": "https://elsewhere.example"}
    for path in ("/app/search/", "/app/healthz", "/app/staff/sign-in/"):
        answer = client.get(path, headers=origin)
        assert "Access-Control-Allow-Origin" not in answer.headers, path
    _status, headers, _body = get(
        LiveSite(lambda *_: [], office.site), "/data/log/index.json"
    )
    assert "access-control-allow-origin" not in headers


def test_every_field_of_a_password_is_masked_and_may_be_pasted_into(
    client, staff
) -> None:
    pages = [client.get("/app/staff/sign-in/").text]
    pages.append(staff("admin").get("/app/staff/password/").text)
    fields = [
        one for text in pages for one in re.findall(r"<input[^>]*password[^>]*>", text)
    ]
    assert len(fields) == 4
    assert all('type="password"' in one for one in fields)
    assert not any(
        re.search(r'onpaste|autocomplete="off"|maxlength', one) for one in fields
    )


def test_a_long_password_counts_to_its_last_sign(app, staff) -> None:
    client = staff("admin")
    long = " ".join(f"word{number} lantern" for number in range(20))
    path = "/app/staff/password/"
    assert len(long) > 200 and weakness(long, "admin-0-all") is None
    fields = {"current": PASSWORD, "new": long, "again": long}
    assert post(client, path, **fields).status_code == 302
    for typed, status in ((long[:-1], 200), (long.upper(), 200), (long, 302)):
        names = {"username": "admin-0-all", "password": typed}
        answer = post(app.test_client(), "/app/staff/sign-in/", **names)
        assert answer.status_code == status, typed[-5:]


def test_an_old_password_is_still_good(app, office, staff) -> None:
    staff("reviewer", ("qiantou",))
    later = TestClock(moment=(NOW + timedelta(days=800),))
    app.extensions["kaigong"] = replace(office, clock=later)
    fields = {"username": "reviewer-1-qiantou", "password": PASSWORD}
    answer = post(app.test_client(), "/app/staff/sign-in/", **fields)
    assert answer.location == "/app/staff/"


def test_a_fresh_office_has_no_account(tmp_path) -> None:
    lay_out(tmp_path / "office", NOW.date())
    assert not list(tmp_path.rglob("*.sqlite3"))


def test_nothing_asks_for_a_hint() -> None:
    columns = {column.name for column in Account.__table__.columns}
    assert not [name for name in columns if re.search("hint|question|answer", name)]


def test_sessions_last_as_this_page_says() -> None:
    told = TABLE["7.1.1"].how
    staff_limit = LIMITS[Kind.STAFF]
    enterprise = LIMITS[Kind.ENTERPRISE]
    for span, unit in ((staff_limit.idle, "小时"), (staff_limit.most, "小时")):
        assert f"{span // timedelta(hours=1)} {unit}" in told
    for span in (enterprise.idle, enterprise.most):
        assert f"{span.days} 天" in told


def test_no_folder_is_listed_and_no_trace_is_answered(client, office, publish) -> None:
    publish()
    live = LiveSite(lambda *_: [], office.site)
    for path in ("/data/enterprises/", "/data/log/tiles/", "/static/"):
        assert get(live, path)[0].startswith("404"), path
    assert get(live, "/", method="TRACE")[0].startswith("405")
    assert client.open("/app/staff/sign-in/", method="TRACE").status_code == 405


def test_a_line_break_makes_no_second_line_of_the_log(capsys) -> None:
    logs.configure().info("request", path='/app/\n{"event": "forged"}')
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "request"

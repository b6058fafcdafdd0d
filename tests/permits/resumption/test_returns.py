"""What is to be put right is told all at once, at its question, and ticked off when its answer was changed."""

from __future__ import annotations

import re

import pytest

from tests import journeys
from tests.base.attachments.test_deposits import photo
from tests.conftest import post
from tests.permits.resumption.test_application_files import ASKED
from tests.permits.resumption.test_application_form import SITE, begin, newest

REVIEW = "/app/staff/applications/1/"
SAID = {
    "at-staff": "人数和花名册对不上",
    "at-door": "照片看不清",
    "site": "其他请再看一遍",
}
LINE = r"<li>(.*?)</li>"


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def items(client, path: str = "/app/my/") -> list[str]:
    """The lines of what is to be put right, as they are read."""
    page = client.get(path).text
    begins = re.search("请补正这几处|请改好下面几处", page)
    listed = page[begins.start() :].partition("</ol>")[0]
    return [words(one).strip() for one in re.findall(LINE, listed, re.DOTALL)]


@pytest.fixture
def returned(client, office, publish, staff):
    """An application with three things to put right; gives the reviewer."""
    begin(client, office, publish, ASKED)
    post(client, "/app/apply/site/", **SITE, door=[photo()])
    post(client, "/app/apply/check/", promised="y")
    reviewer = staff("reviewer", ("qiantou",))
    version = journeys.version(reviewer)
    answer = post(reviewer, f"{REVIEW}return/", REVIEW, version=version, **SAID)
    assert answer.status_code == 302, answer.text
    return reviewer


@pytest.mark.walk
def test_everything_is_told_at_once_at_its_question_in_the_call_and_in_the_history(
    client, returned
) -> None:
    told = [
        "‖ 待改 其他请再看一遍 去改：场所",
        "‖ 待改 有多少人上班 ：人数和花名册对不上 去改：场所",
        "‖ 待改 门口的照片 ：照片看不清 去改：场所",
    ]
    assert items(client) == told == items(client, "/app/apply/check/")
    asked = client.get("/app/apply/site/").text
    at_question = r'id="mend-staff".*?人数和花名册对不上.*?<label for="staff">'
    assert re.search(at_question, asked, re.DOTALL)
    assert 'href="/app/apply/site/?back=1#mend-door"' in client.get("/app/my/").text
    checked = words(client.get("/app/apply/check/").text)
    assert re.search(r"有多少人上班 12 ‖ 待改 人数和花名册对不上", checked)
    called = returned.get("/app/staff/calls/").text
    assert "2. 有多少人上班：人数和花名册对不上" in called and "以下 3 处" in called
    shown = returned.get(REVIEW).text
    assert "其他请再看一遍；有多少人上班：人数和花名册对不上" in shown
    english = client.get("/app/my/?lang=en").text
    assert "How many work there?" in english and "To be changed" in english


@pytest.mark.walk
def test_what_was_changed_is_ticked_off_and_what_was_not_stays(
    client, returned, office
) -> None:
    post(client, "/app/apply/site/", **{**SITE, "staff": 13})
    assert [one[:4] for one in items(client)] == ["✓ 已改", "✓ 已改", "‖ 待改"]
    post(
        client, "/app/apply/site/", **{**SITE, "door-out": ["1"]}, door=[photo("blue")]
    )
    assert [one[:4] for one in items(client)] == ["✓ 已改", "‖ 待改", "✓ 已改"]
    assert post(client, "/app/apply/check/", promised="y").status_code == 302
    assert newest(office).stage == "submitted" and not newest(office).returned_items


@pytest.mark.walk
def test_a_question_that_was_not_asked_cannot_be_named(
    client, office, publish, staff
) -> None:
    begin(client, office, publish, ASKED)
    post(client, "/app/apply/site/", **SITE, door=[photo()])
    post(client, "/app/apply/check/", promised="y")
    reviewer = staff("reviewer", ("qiantou",))
    page = reviewer.get(REVIEW).text
    assert 'name="at-gear"' in page and 'name="at-lamp-keeper"' not in page
    version = journeys.version(reviewer)
    none = post(
        reviewer, f"{REVIEW}return/", REVIEW, version=version, **{"at-rooms": "x"}
    )
    assert "请至少写一处怎么补正" in none.text


@pytest.mark.walk
def test_what_an_earlier_version_returned_is_shown_as_it_was(
    client, returned, office
) -> None:
    with office.database.writing() as session:
        kept = session.get(type(newest(office)), 1)
        kept.returned_items = [{"page": "site", "remark": "以前的一处"}]
    assert items(client) == ["‖ 待改 以前的一处 去改：场所"]

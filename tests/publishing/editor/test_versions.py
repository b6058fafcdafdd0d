"""Earlier versions of a content file: kept when another one is accepted, shown beside it, taken up again by saving."""

from __future__ import annotations

import pytest

from forms_app.publishing.intake import versions
from tests.publishing.editor.test_staff_pages import (
    EDIT,
    NOTICE,
    REASON,
    entries,
    fields,
    file,
    send,
)


@pytest.fixture
def desk(staff):
    return staff("office", ("qiantou",))


@pytest.mark.walk
def test_an_earlier_version_is_shown_and_taken_up_again(office, publish, desk) -> None:
    publish()
    first = file(office).read_text(encoding="utf-8")
    assert "以前公布过的版本" not in desk.get(EDIT).text
    second = first.rstrip("\n") + "\n\n示例：后来加的一段\n"
    file(office).write_text(second, encoding="utf-8")
    publish()
    (kept,) = versions.kept(office.data, NOTICE)
    assert kept.name in desk.get(EDIT).text
    page = desk.get(EDIT, query_string={"version": kept.name}).text
    assert "<del>示例：后来加的一段</del>" in page
    assert file(office).read_text(encoding="utf-8") == second
    assert send(desk, {**fields(page), "reason": REASON}).status_code == 302
    assert file(office).read_text(encoding="utf-8") == first
    assert entries(office) == [(NOTICE, "office-1-qiantou", REASON)]


def test_only_the_newest_are_kept_and_no_name_leads_elsewhere(office, desk) -> None:
    for number in range(versions.MOST + 5):
        versions.keep(office.data, NOTICE, f"示例 {number}")
    found = versions.kept(office.data, NOTICE)
    assert len(found) == versions.MOST
    newest = versions.text_of(office.data, NOTICE, found[0].name)
    assert newest == f"示例 {versions.MOST + 4}"
    for name in ("../../../keys/keys.json", "x.txt", f"{'0' * 19}-{'0' * 16}.txt"):
        answer = desk.get(EDIT, query_string={"version": name})
        assert answer.status_code == 404


def test_a_disk_that_takes_no_version_stops_no_publishing(office, publish) -> None:
    (office.data / "versions").write_text("", encoding="utf-8")
    with file(office).open("a", encoding="utf-8") as saved:
        saved.write("\n示例：加的一段\n")
    publish()
    page = office.site / "tree/notices/canteen/index.html"
    assert "示例：加的一段" in page.read_text(encoding="utf-8")

"""Before the office opens: what the desk lists, and how each line goes by itself."""

from __future__ import annotations

import re

import pytest

from forms_app.base import backup
from tests import journeys
from tests.fresh.conftest import PAGES, PROMISED, Place

DESK = "/app/staff/"


def titles(page: str) -> list[str]:
    return re.findall(r"<li><b>([^<]+)</b>", page)


@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump, which is not seen")
def test_the_first_page_of_a_fresh_office_lists_what_to_fill_in(staff) -> None:
    page = staff("admin").get(DESK).text
    assert "<h1>开门之前，请先填写</h1>" in page
    assert titles(page) == [
        "办公室的名称",
        "社区的名称、街道和代码",
        "社区和网格的电话",
        "决定可以依据的文件",
        "办公时间",
        "有哪些行业",
        "个人信息保护说明",
        "各项规则的依据",
        "谁来审批",
        "备份",
    ]
    for where in (
        "content/office.toml",
        "content/communities/shequ.md",
        "content/rules/hours.toml",
        "kaigong content example privacy",
        'href="/app/staff/accounts/"',
        'href="/help/operator/"',
    ):
        assert where in page


def a_backup(place: Place, office, folder) -> None:
    folder.mkdir()
    old = 'basis = "how-we-work"'
    place.change("rules/retention.toml", old, f'{old}\nbackup_folder = "{folder}"')
    backup.backup(
        office, folder / "one.tar.gz", "a long passphrase", lambda _says: None
    )


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump, which is not seen")
def test_each_line_goes_when_it_is_done_and_the_list_with_the_last(
    staff, office, place, accept, tmp_path
) -> None:
    admin = staff("admin")
    left = titles(admin.get(DESK).text)
    steps = [
        ("办公室的名称", place.name_the_office),
        ("社区的名称、街道和代码", place.name_the_community),
        ("社区和网格的电话", place.give_phones),
        ("决定可以依据的文件", place.write_a_notice),
        ("有哪些行业", lambda: place.rest("trades")),
        ("个人信息保护说明", place.say_what_happens_to_data),
        ("各项规则的依据", place.rest),
        ("办公时间", place.write_the_hours),
        ("谁来审批", lambda: staff("reviewer", ("linbo",))),
        ("备份", lambda: a_backup(place, office, tmp_path / "backups")),
    ]
    for minute, (title, step) in enumerate(steps):
        step()
        assert accept(minute).faults == []
        left.remove(title)
        assert titles(admin.get(DESK).text) == left
    page = admin.get(DESK).text
    assert "<h1>今天要办的</h1>" in page
    assert "/app/staff/opening/" in page, "whoever runs it finds the list again"
    again = admin.get("/app/staff/opening/").text
    assert "都填好了" in again
    assert "最近一次：今天" in again


def test_hours_that_end_soon_are_told_again(staff, place, accept) -> None:
    place.make_ours()
    place.change("rules/hours.toml", "to = 2020-12-31", "to = 2020-03-12")
    assert accept().faults == []
    page = staff("admin").get(DESK).text
    assert "办公时间" in titles(page)
    assert "只写到 3月12日" in page


def test_who_cannot_fill_anything_in_is_not_asked_to(staff, client) -> None:
    worker = staff("grid_worker", (), ("shequ-1",))
    assert "开门之前" not in worker.get(DESK).text
    reviewer = staff("reviewer", ("shequ",)).get(DESK).text
    assert "办公室的名称" in titles(reviewer)
    assert "/app/staff/accounts/" not in reviewer
    assert "/app/staff/opening/" not in reviewer


def test_work_that_waits_comes_first_and_what_is_left_is_one_line(
    client, staff
) -> None:
    journeys.register(client, community="shequ", grid="shequ-1")
    journeys.apply(client, pages=PAGES, commitment=PROMISED)
    page = staff("admin").get(DESK).text
    assert "<h1>今天要办的</h1>" in page
    assert titles(page) == []
    assert "项没有填好：办公室的名称、" in page
    assert 'href="/app/staff/opening/"' in page


def test_the_rules_of_a_feature_that_is_off_are_not_asked_for(
    staff, place, accept
) -> None:
    admin = staff("admin")
    assert "visit.toml" in admin.get(DESK).text
    file = place.content / "office.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}\nfeatures = ["feedback"]\n', encoding="utf-8")
    assert accept().faults == []
    page = admin.get(DESK).text
    assert "visit.toml" not in page
    assert "feedback.toml" in page


def test_english_pages_say_the_same(staff) -> None:
    page = staff("admin").get(f"{DESK}?lang=en").text
    assert "<h1>Before you open, please fill in</h1>" in page
    assert titles(page)[0] == "Name of the office"

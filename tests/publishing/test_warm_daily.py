"""Fast equals slow for shops, benefits, measures and plans: edits, a last day that passes, and the last one taken out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.publishing.test_warm import Desk, template  # noqa: F401 - a fixture

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")


def edit(content: Path, relative: str, was: str, becomes: str) -> None:
    path = content / relative
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")


@pytest.mark.walk
def test_a_shop_a_benefit_and_a_measure_are_public_at_once_and_as_from_nothing(
    template: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    content = desk.office.content

    def public(**pages: tuple[str, bool]) -> None:
        """By page, the words that it has or has not, once what changed is released."""
        desk.publisher.cycle("content", set(), others=True)
        desk.publisher.later.settle()
        served = desk.served()
        assert served == desk.cold(tmp_path / "cold")
        for page, (words, is_there) in pages.items():
            assert (
                words in served[f"{page.replace('_', '/')}/index.html"].decode()
            ) is is_there, page

    edit(content, "shops/qiantou-grain.md", "State: open", "State: closed")
    edit(
        content, "policies/rent-relief.md", "Until: 2020-03-31", f"Until: {NOW.date()}"
    )
    tomorrow = NOW.date() + timedelta(days=1)
    edit(content, "measures/canteens-apart.md", "Since:", f"Until: {tomorrow}\nSince:")
    public(
        communities_qiantou=("✓", False),
        policies=(
            '<td class="day-of" data-label="到哪天为止">3月5日</td>',
            True,
        ),
        measures=("2月15日 起，到 3月6日", True),
    )
    desk.midnight()
    edit(
        content, "shops/qiantou-grain.md", "State: closed", "State: opne"
    )  # keeps what was accepted
    (content / "plans" / "park-fire-and-fever.md").unlink()
    (content / "plans" / "mall-emergency.en.md").unlink()
    public(
        policies=("申请到 3月5日 为止", True),
        communities_qiantou=("✓", False),
        plans=("园区突发情况", False),
    )
    desk.midnight()
    (
        content / "plans" / "mall-emergency.md"
    ).unlink()  # the last one, in a folder that is still there
    public(measures=("已于 3月6日 结束", True), plans=("这里还没有内容。", True))
    desk.office.database.close()


@pytest.mark.walk
def test_in_the_new_year_the_days_of_the_old_one_are_said_with_theirs(
    template: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    last_day = NOW.replace(month=12, day=31)
    desk.office.clock.__dict__["moment"] = (last_day,)
    desk.put(0, "approved")
    desk.publisher.cycle("start")
    desk.publisher.later.settle()
    row = "enterprises/qiantou/index.html"
    assert " · 1月20日<" in desk.served()[row].decode()
    desk.midnight()
    desk.publisher.cycle("content", set(), others=True)
    desk.publisher.later.settle()
    served = desk.served()
    assert " · 2020年1月20日<" in served[row].decode()
    assert served == desk.cold(tmp_path / "cold")
    desk.office.database.close()

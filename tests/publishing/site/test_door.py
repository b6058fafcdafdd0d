"""The page that the code on a door opens: its state at a glance, in both languages, and what is over said to be over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_warm import Desk, template  # noqa: F401 - a fixture

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
MEANS = {
    "approved": ("这里现在可以开工。", "This place may open now."),
    "suspended": ("这里现在不能开工。", "This place may not open now."),
    "revoked": ("这里不能开工：原来的准予已经撤销。", "has been revoked."),
}


@pytest.mark.parametrize("status", MEANS)
def test_the_page_says_in_both_languages_what_the_state_means(
    office, publish, status
) -> None:
    text = GOOD.replace("Status: approved", f"Status: {status}\nReason: 入口没有登记")
    put(office, text)
    publish()
    page = (office.site / "tree" / "enterprises" / REFERENCE / "index.html").read_text(
        encoding="utf-8"
    )
    chinese, _break, english = page.partition('id="en"')
    assert MEANS[status][0] in chinese
    assert MEANS[status][1] in english
    for part in (chinese, english):
        assert 'href="tel:059522000300"' in part
        assert ("入口没有登记" in part) == (status != "approved")
        assert "data-checked=" in part
    assert "截图和照片不算" in chinese
    assert "A screenshot or a photo" in english
    assert page.count("<h1") == 1
    english_list = office.site / "tree" / "en/enterprises/qiantou/index.html"
    assert f'/enterprises/{REFERENCE}/#en"' in english_list.read_text(encoding="utf-8")


@pytest.mark.walk
def test_the_time_to_object_is_said_to_be_over_once_it_is(
    template: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By nobody's hand, at the first look of the next day, and as a build from nothing says it."""
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    put(
        desk.office, GOOD.replace("2020-02-26", "2020-02-27")
    )  # until 5 March, seven days
    desk.publisher.cycle("start")
    path = f"enterprises/{REFERENCE}/index.html"
    assert "请在 3月5日 以前提出" in desk.served()[path].decode()
    desk.midnight()
    desk.publisher.cycle("midnight", set(), others=True)
    desk.publisher.later.settle()
    assert "提出异议的时间到 3月5日 已经过了" in desk.served()[path].decode()
    assert desk.served() == desk.cold(tmp_path / "cold")

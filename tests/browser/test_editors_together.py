"""Three browsers and two text editors on the same notice: nothing that was saved is lost, and each conflict is shown.

Half a minute, with --long ten.
"""

from __future__ import annotations

import os
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editor import EDIT, WHY
from tests.browser.test_journey import enter

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="about files")]
SHORT = 30  # seconds
LONG = 600
PEOPLE = ("office-1-qiantou", "office-1-xunmei", "admin-0-all")


@dataclass
class TextEditor:
    """Somebody with a share of the folder. Like vim and like Notepad it looks, before it saves, whether the file is another one
    than it opened; `in_place` or written aside and renamed, as programs do either.
    """

    path: Path
    name: str
    in_place: bool
    saved: list[str] = field(default_factory=list)
    conflicts: int = 0

    def work(self, over: threading.Event) -> None:
        while not over.wait(random.uniform(2, 8)):
            before, text = self._open()
            time.sleep(random.uniform(0.0, 0.4))  # typing
            line = f"示例{self.name}{len(self.saved)}号"
            if self._mark() == before:
                self._write(f"{text.rstrip()}\n\n{line}\n")
                self.saved.append(line)
            else:
                self.conflicts += 1

    def _open(self) -> tuple[tuple[int, int], str]:
        return self._mark(), self.path.read_text(encoding="utf-8")

    def _mark(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_ino, found.st_mtime_ns

    def _write(self, text: str) -> None:
        if self.in_place:
            self.path.write_text(text, encoding="utf-8")
            return
        aside = self.path.with_name(f".{self.path.name}.swp")
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, self.path)


@dataclass
class Browser:
    """Somebody who writes a line into the notice in the browser, and merges where somebody else was quicker."""

    page: Page
    address: str
    name: str
    line: str = ""
    saved: list[str] = field(default_factory=list)
    conflicts: int = 0

    def open(self) -> None:
        self.page.goto(f"{self.address}{EDIT}")
        self.line = f"示例{self.name}{len(self.saved)}号"
        self._type(self.page.locator("#body").input_value())

    def _type(self, body: str) -> None:
        self.page.locator("#body").fill(f"{body.rstrip()}\n\n{self.line}\n")
        self.page.get_by_label(WHY).fill("示例：加一行")

    def save(self) -> None:
        """Press the button, and go on until it is saved."""
        for _try in range(40):
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="保存", exact=True).click()
            if self.page.locator(".note.good", has_text="已经存好").count():
                self.saved.append(self.line)
                return
            self._merge()
        raise AssertionError(self.page.locator("main").inner_text()[:2000])

    def _merge(self) -> None:
        """What was typed is still there, and what somebody else wrote beside it."""
        assert self.line in self.page.locator("#body").input_value()
        if self.page.get_by_role("alert").filter(has_text="被别人改过").count():
            self.conflicts += 1
            theirs = self.page.locator(".compared td:first-child").all_inner_texts()
            lines = [one.split(" ", 1)[-1].strip() for one in theirs]
            new = [one for one in lines if one.startswith("示例") and "号" in one]
            body = self.page.locator("#body").input_value()
            self._type("\n\n".join([_without(body, self.line), *_missing(new, body)]))
        elif self.page.locator("#sure").count():
            self.page.locator("#sure").check()


def _without(body: str, line: str) -> str:
    return body.replace(line, "").rstrip()


def _missing(lines: list[str], body: str) -> list[str]:
    there = body.split("\n")
    return [one for one in lines if one not in there]


def test_nothing_is_lost_and_each_conflict_is_shown(
    context, address, staff, office, pytestconfig
) -> None:
    staff("office", ("qiantou",))
    staff("office", ("xunmei",))
    staff("admin")
    path = office.content / "notices" / "canteen.md"
    browsers = []
    for name in PEOPLE:
        page = context.browser.new_context(locale="zh-CN").new_page()
        page.goto(f"{address}/app/staff/")
        enter(page, name)
        expect(page.locator("nav.main").first).to_be_visible()
        browsers.append(Browser(page, address, "甲乙丙"[len(browsers)]))
    editors = [TextEditor(path, "丁", True), TextEditor(path, "戊", False)]
    over = threading.Event()
    threads = [threading.Thread(target=one.work, args=(over,)) for one in editors]
    for thread in threads:
        thread.start()
    end = time.monotonic() + (LONG if pytestconfig.getoption("--long") else SHORT)
    try:
        while time.monotonic() < end:
            for one in browsers:
                one.open()
            for one in random.sample(browsers, len(browsers)):
                one.save()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    text = path.read_text(encoding="utf-8").split("\n")
    people = [*browsers, *editors]
    lost = [line for one in people for line in one.saved if line not in text]
    twice = [line for one in people for line in one.saved if text.count(line) > 1]
    assert lost == [] and twice == []
    assert all(one.saved for one in people), [(one.name, one.saved) for one in people]
    assert sum(one.conflicts for one in browsers) >= 2, "two of three were too late"

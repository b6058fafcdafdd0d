"""Somebody at a page with a keyboard and nothing else: each control is reached by Tab, seen to be, and used by its keys."""

from __future__ import annotations

import re
from datetime import date, datetime

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 400  # of Tab, before a control counts as out of reach
HAS_FOCUS = "element => document.activeElement === element"
IS_SHOWN = """() => { const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; }"""


class Keyboard:
    """Names are those a screen reader says: the label of a field, its group's legend, the words of a button or link."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, path: str) -> None:
        """Go to a page, and past its navigation by the link that is there for it."""
        self.page.goto(f"{self.address}{path}")
        self._pass_navigation()

    def _pass_navigation(self) -> None:
        if self.page.url.endswith(
            "#main"
        ):  # as after a form that leads back to the same page
            return
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "skip", (
            self.page.url
        )
        self.page.keyboard.press("Enter")

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.main).to_contain_text(each)

    def unfold(self, what: Locator) -> None:
        """Open what this is folded into."""
        folded = self.main.locator("details.fold:not([open])", has=what)
        if folded.count():
            folded.first.locator("> summary").press("Enter")

    def figures(self, caption: str, row: str) -> list[int]:
        """The numbers in a row of a table, which is opened where it is folded away."""
        named = self.page.locator("caption", has_text=caption)
        self.unfold(self.page.locator("table", has=named))
        table = self.main.locator("table", has=named)
        return [
            int(cell)
            for cell in table.locator("tr", has_text=row)
            .locator("td.n")
            .all_inner_texts()
        ]

    def write(self, label: str, words: str, group: str = "") -> None:
        """In the field of this label; `group` is the legend of its group where several groups have such a field."""
        within = (
            self.main.get_by_role("group", name=group, exact=True)
            if group
            else self.main
        )
        self._reach(within.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def write_moment(self, label: str, moment: datetime) -> None:
        """In the parts of a date and time, as Chromium without a display orders them."""
        field = self._write_day(label, moment)
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(f"{moment:%I%M%p}")
        assert field.input_value() == f"{moment:%Y-%m-%dT%H:%M}", field.input_value()

    def write_day(self, label: str, day: date) -> None:
        field = self._write_day(label, day)
        assert field.input_value() == f"{day:%Y-%m-%d}", field.input_value()

    def _write_day(self, label: str, day: date) -> Locator:
        field = self.main.get_by_label(label, exact=True)
        self._reach(field)
        self.page.keyboard.type(f"{day:%m%d%Y}")
        return field

    def choose(self, label: str, option: str) -> None:
        """In a menu, going down from where it is; `option` is the beginning of what it says."""
        menu = self.main.get_by_role("combobox", name=label, exact=True)
        self._reach(menu)
        self.page.keyboard.press("Home")
        for _step in range(menu.locator("option").count()):
            if menu.evaluate("menu => menu.selectedOptions[0].text").startswith(option):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} has no {option}")

    def pick(self, legend: str, label: str) -> None:
        """One of a few, by the arrows; `label` is the beginning of what it says."""
        group = self.main.get_by_role("group", name=legend, exact=True)
        wanted = group.get_by_label(re.compile(f"^{re.escape(label)}")).first
        self._reach(group.get_by_role("radio"))
        self.page.keyboard.press("Space")
        for _step in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{legend} has no {label}")

    def tick(self, label: str) -> None:
        box = self.main.get_by_role("checkbox", name=label).first
        self._reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def press(self, button: str) -> None:
        self._reach(self.main.get_by_role("button", name=button))
        self._enter()

    def follow(self, link: str) -> None:
        self._reach(self.main.get_by_role("link", name=link))
        self._enter()

    def _enter(self) -> None:
        """Leads to another page, or to the same one with what is wrong on it."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        if not self.page.evaluate("document.activeElement.id === 'summary'"):
            self._pass_navigation()

    def _reach(self, wanted: Locator) -> None:
        """By Tab, from where one is; the first of several that match, or for a group of choices the one Tab leads to."""
        wanted.first.wait_for()
        elements = wanted.element_handles()
        for _step in range(MOST_STEPS):
            if any(self.page.evaluate(HAS_FOCUS, each) for each in elements):
                assert self.page.evaluate(IS_SHOWN), (
                    f"focus is not seen: {elements[0].inner_html()[:100]}"
                )
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never leads to {wanted}")

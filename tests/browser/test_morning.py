"""A morning of two hundred: a reviewer, a grid worker and the office at three desks of one community.

Writes what each task took, in clicks and seconds, to instance/bench/morning.md.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from forms_app.base.access import Actor, Role
from forms_app.permits.enterprises.models import Permission
from forms_app.permits.resumption.check_operations import Found, record_check
from forms_app.permits.resumption.models import Application, Call, Poster
from tests.conftest import NOW, PASSWORD, PROJECT
from tests.permits.resumption.test_together import hand_in, reference

pytestmark = [pytest.mark.browser, pytest.mark.long]
ALL = 200
RETURNED = 5
DOORS = 10  # checked on a phone; the others without one
OUT = PROJECT / "instance" / "bench" / "morning.md"
PATIENCE = 300_000  # ms for a page that does two hundred at once


@dataclass
class Task:
    """What was done so many times, in so many clicks and seconds."""

    name: str
    times: int
    clicks: int = 0
    seconds: float = 0.0

    @property
    def row(self) -> str:
        each = self.clicks / self.times
        return f"| {self.name} | {self.times} | {self.clicks} | {each:.2f} | {self.seconds:.1f} |"


@dataclass
class Somebody:
    """A person at a desk or with a phone, whose clicks are counted."""

    page: Page
    address: str
    tasks: list[Task] = field(default_factory=list)

    @contextmanager
    def doing(self, name: str, times: int) -> Iterator[None]:
        self.tasks.append(Task(name, times))
        began = time.monotonic()
        yield
        self.tasks[-1].seconds += time.monotonic() - began

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def click(self, role: str, name: str) -> None:
        self.tasks[-1].clicks += 1
        self.main.get_by_role(role, name=name, exact=True).first.click(timeout=PATIENCE)

    def sees(self, text: str) -> None:
        expect(self.main).to_contain_text(text, timeout=PATIENCE)

    def together(self, what: str, choosing: str = "") -> None:
        """Everything on a page of a list, told first and then done."""
        self.click("link", "全选这一页")
        self.click("button", what)
        if choosing:
            self.click("radio", choosing)
        self.click("button", f"确认，{what}")


@pytest.fixture
def people(browser: Browser, address: str, staff) -> Iterator[dict[str, Somebody]]:
    staff("reviewer", ("qiantou",))
    staff("office", ("qiantou",))
    staff("grid_worker", (), ("qiantou-1",))
    contexts = []
    found = {}
    for name, account, width in (
        ("reviewer", "reviewer-1-qiantou", 1280),
        ("office", "office-1-qiantou", 1280),
        ("worker", "grid-worker-0-qiantou-1", 375),
    ):
        context = browser.new_context(
            viewport={"width": width, "height": 812}, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        found[name] = sit_down(context.new_page(), address, account)
    yield found
    for context in contexts:
        context.close()


def sit_down(page: Page, address: str, account: str) -> Somebody:
    page.goto(f"{address}/app/staff/sign-in/")
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/app/staff/")
    return Somebody(page, address)


def return_some(reviewer: Somebody) -> None:
    """One after the other, each with a sentence that stands ready."""
    reviewer.open("/app/staff/applications/?stage=submitted&sort=name")
    with reviewer.doing("退回一件", RETURNED):
        reviewer.click("link", "示例厂00000")
        for number in range(RETURNED):
            heading = reviewer.page.get_by_role("heading", name="退回补正")
            back = reviewer.main.locator("section", has=heading)
            sentence = back.locator("datalist option").first.get_attribute("value")
            back.locator("input[list]").first.fill(sentence)
            reviewer.click("button", "退回补正")
            if number < RETURNED - 1:
                onward = reviewer.main.get_by_role("link", name="下一件")
                expect(onward.first).to_be_visible(timeout=PATIENCE)
                reviewer.tasks[-1].clicks += 1
                onward.first.click()


def check_doors(worker: Somebody) -> None:
    with worker.doing("上门核验一家", DOORS):
        for number in range(RETURNED, RETURNED + DOORS):
            worker.open(f"/app/staff/check/{reference(number)}/")
            worker.click("button", "其余都合格")
            if number == RETURNED:
                worker.click("checkbox", "社区")
            worker.click("button", "保存核验结果")
            worker.sees("已保存")


def check_others(office) -> None:
    """As the phone does it, for every door that nobody has been to."""
    with office.database.writing() as session:
        is_open = Application.stage == "accepted"
        for one in session.scalars(select(Application).where(is_open)).unique():
            record_check(
                session,
                office,
                one.enterprise,
                one.campaign,
                one,
                Found("site-check", {}, {}, ["community"], "", NOW, {}),
                due_at=None,
                actor=Actor("staff", "grid-worker-0-qiantou-1", Role.GRID_WORKER),
                now=office.clock.now(),
            )


def count(office, of, *conditions) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(of).where(*conditions))


def test_two_hundred_are_decided_in_a_morning_by_three_people(
    office, people, release
) -> None:
    hand_in(office, ALL)
    reviewer = people["reviewer"]
    desk = people["office"]
    worker = people["worker"]
    return_some(reviewer)
    reviewer.open("/app/staff/applications/?stage=submitted&per=200")
    with reviewer.doing("受理", ALL - RETURNED):
        reviewer.together("受理")
        reviewer.sees(f"办好了 {ALL - RETURNED} 件")
    release()
    check_doors(worker)
    desk.open("/app/staff/calls/?about=returned")
    with desk.doing("打电话告知，记结果（退回的）", RETURNED):
        desk.together("记为打过", choosing="已联系上")
        desk.sees(f"办好了 {RETURNED} 件")
    check_others(office)
    reviewer.open("/app/staff/applications/?stage=checked&per=200")
    with reviewer.doing("准予开工", ALL - RETURNED):
        reviewer.together("准予开工")
        reviewer.sees(f"办好了 {ALL - RETURNED} 件")
    release()
    desk.open("/app/staff/enterprises/?standing=approved&poster=none&per=200")
    with desk.doing("打印喜报", ALL - RETURNED):
        desk.together("打印喜报")
        desk.click("link", f"打开，一次打印 {ALL - RETURNED} 张")
    desk.open("/app/staff/calls/?about=approved&per=200")
    with desk.doing("打电话告知，记结果（准予的）", ALL - RETURNED):
        desk.together("记为打过", choosing="已联系上")
        desk.sees(f"办好了 {ALL - RETURNED} 件")
    write_down([task for one in people.values() for task in one.tasks])
    assert count(office, Permission, Permission.status == "approved") == ALL - RETURNED
    assert count(office, Application, Application.stage == "returned") == RETURNED
    assert count(office, Poster) == ALL - RETURNED
    assert count(office, Call, Call.done_at.is_(None)) == 0
    assert all(task.clicks <= 4 for task in reviewer.tasks[1:]), "two hundred at once"


def write_down(tasks: list[Task]) -> None:
    head = (
        "| task | times | clicks | clicks each | seconds |",
        "|---|--:|--:|--:|--:|",
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    table = "\n".join([*head, *(task.row for task in tasks)])
    OUT.write_text(f"{table}\n", encoding="utf-8")
    print(table)

"""A real browser on a real office: Chromium by CHROMIUM_PATH, else Playwright's own, else the system's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from forms_app.base.clock import OfficeClock
from forms_app.base.office import Office
from tests.browser.demo import followed, served
from tests.conftest import NOW

# milliseconds; on a busy machine a photo alone takes seconds
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, playwright) -> dict:
    own = Path(playwright.chromium.executable_path)
    named = os.environ.get("CHROMIUM_PATH")
    system = next(
        filter(
            None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
        ),
        None,
    )
    chosen = named or (str(own) if own.exists() else system)
    if chosen is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found; name one in CHROMIUM_PATH")
        pytest.skip("no Chromium was found; name one in CHROMIUM_PATH")
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": chosen, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args,
        "viewport": {"width": 375, "height": 800},
        "locale": "zh-CN",
    }


@pytest.fixture
def phone(
    browser_type: BrowserType,
    browser_type_launch_args: dict,
    browser_context_args: dict,
    tmp_path: Path,
) -> Iterator[Callable[[], Page]]:
    """Opens the browser of one phone; closed and opened again it has kept what a phone keeps."""
    opened: list[BrowserContext] = []

    def start() -> Page:
        for before in opened:
            before.close()
        opened.clear()
        context = browser_type.launch_persistent_context(
            tmp_path / "phone", **browser_type_launch_args, **browser_context_args
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context.pages[0]

    yield start
    for context in opened:
        context.close()


@pytest.fixture
def address(office: Office, publish: Callable[[], int]) -> Iterator[str]:
    """The office, published and served as in production: headers, live site, app."""
    publish()
    with served(office) as found:
        yield found


@pytest.fixture
def release(address: str, publish: Callable[[], int]) -> Callable[[], None]:
    """Publish, and wait until the server has followed."""

    def once() -> None:
        followed(address, publish())

    return once


@dataclass(frozen=True)
class MovedClock(OfficeClock):
    """The office's clock, put forward by hand."""

    moments: list[datetime] = field(default_factory=lambda: [NOW])

    def now(self) -> datetime:
        return self.moments[-1]

    def go(self, **by: float) -> None:
        self.moments.append(self.now() + timedelta(**by))


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()

"""A copy of the sample office that may be changed, and people who sit down at it with a phone and a keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from forms_app import create_app
from forms_app.base import logs
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing.service.publisher import Publisher
from tests.browser.demo import followed, served, signed_in
from tests.browser.keyboard import Keyboard


@pytest.fixture(scope="module")
def office(demo_office, tmp_path_factory) -> Iterator[Office]:
    """The sample office, a copy that may be changed."""
    folder = tmp_path_factory.mktemp("ledger") / "office"
    shutil.copytree(demo_office, folder)
    opened = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)}))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def app(office) -> Flask:
    made = create_app(office)
    made.config.update(TESTING=True)
    return made


@pytest.fixture(scope="module")
def address(office) -> Iterator[str]:
    with served(office) as found:
        yield found


@pytest.fixture(scope="module")
def publish(office, address) -> Callable[[], None]:
    """Bring what was decided and edited to the public pages, counts too, and wait until they are served."""
    publisher = Publisher(office, logs.configure())

    def once() -> None:
        publisher.cycle("test")
        publisher.later.count_soon()
        publisher.later.settle()
        followed(address, publisher.releaser.number)

    return once


@pytest.fixture
def sit_down(
    browser: Browser, app: Flask, address: str
) -> Iterator[Callable[[str], Keyboard]]:
    """Somebody at a phone-sized page of their own."""
    contexts = []

    def at(who: str) -> Keyboard:
        context = browser.new_context(
            viewport={"width": 375, "height": 800}, locale="zh-CN"
        )
        contexts.append(context)
        if kept := signed_in(app, who).get_cookie("kaigong"):
            context.add_cookies(
                [{"name": "kaigong", "value": kept.value, "url": address}]
            )
        return Keyboard(context.new_page(), address)

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def one(office) -> Callable:
    """The first record that a statement finds."""

    def find(statement):
        with office.database.reading() as session:
            return session.scalars(statement.limit(1)).first()

    return find

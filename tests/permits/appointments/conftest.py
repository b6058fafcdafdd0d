"""An enterprise whose application was accepted, so that a check at its door is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.base.office import Office
from tests import journeys
from tests.conftest import post

PAGE = "/app/my/visit/"
# what is offered on 5 March at 9:30
FIRST = "2020-03-05T14:00:00+08:00"
SECOND = "2020-03-06T09:00:00+08:00"
THIRD = "2020-03-06T14:00:00+08:00"


@dataclass(frozen=True)
class Shop:
    """One enterprise, in its own browser."""

    reference: str
    number: int  # of its application
    client: FlaskClient

    def pick(self, at: str):
        return post(self.client, PAGE, at=at)

    @property
    def home(self) -> str:
        """Without what was just said, which is said once."""
        self.client.get("/app/my/")
        return self.client.get("/app/my/").text


@pytest.fixture
def reviewer(staff: Callable[..., FlaskClient]) -> FlaskClient:
    return staff("reviewer", ("qiantou",))


@pytest.fixture
def accepted(app: Flask, reviewer: FlaskClient) -> Callable[..., Shop]:
    """One more of them, each time."""
    made: list[Shop] = []

    def one(**changed: str) -> Shop:
        client = app.test_client()
        number = len(made) + 1
        named = {"name": f"示例第{number}店", **changed}
        reference, _code = journeys.register(client, **named)
        journeys.apply(client)
        assert journeys.accept(reviewer, number).status_code == 302
        made.append(Shop(reference, number, client))
        return made[-1]

    return one


@pytest.fixture
def times(office: Office) -> Callable[[str, str], None]:
    """Change the accepted file of times."""
    path = office.accepted / "rules" / "check-times.toml"

    def change(was: str, becomes: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert was in text
        path.write_text(text.replace(was, becomes), encoding="utf-8")

    return change

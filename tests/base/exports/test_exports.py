"""Tables of people made behind the page: by whoever is alive, whole or not at all, for the one who asked, for an hour."""

from __future__ import annotations

import io
import time
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.clock import real_now
from forms_app.base.exports import kinds, store, views, work
from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import KEPT, LEASE, TRIES
from tests import journeys
from tests.conftest import post
from tests.people.isolation import daily

SWEEPS = "/app/staff/sweeps/"


def the_export(office) -> Export:
    with office.database.reading() as session:
        return session.scalars(select(Export)).one()


@pytest.fixture
def reviewer(client, office, staff, monkeypatch):
    """Five people are too many to be made at once."""
    monkeypatch.setattr(views, "AT_ONCE", 4)
    journeys.register(client)
    daily.people(office)
    return staff("reviewer", ("qiantou",))


def ask(reviewer, monkeypatch) -> str:
    """Somebody asks, and the worker that should make it is killed before it begins."""
    with monkeypatch.context() as killed:
        killed.setattr(work, "wake", lambda _office: None)
        answer = post(reviewer, f"{SWEEPS}roster.xlsx", SWEEPS)
    assert answer.status_code == 303 and not answer.location.endswith("file")
    return answer.location


def until_ready(client, page: str) -> str:
    for _ in range(200):
        answer = client.get(page)
        if "Refresh" not in answer.headers:
            return answer.text
        time.sleep(0.05)
    raise AssertionError(answer.text)


def test_a_large_table_is_made_by_whoever_is_alive_and_fetched_by_who_asked(
    reviewer, client, office, staff, monkeypatch
) -> None:
    page = ask(reviewer, monkeypatch)
    dead = work.take(office, real_now() - LEASE - timedelta(seconds=1))
    with (
        monkeypatch.context() as killed
    ):  # the one at work: what it last said is on the page, which refreshes itself
        killed.setattr(work, "wake", lambda _office: None)
        work._teller(office, dead)(3, 1)
        with office.database.writing() as session:
            session.get_one(Export, dead.id).lease_until = real_now() - timedelta(
                seconds=1
            )
        shown = reviewer.get(page)
    assert (
        shown.headers["Refresh"]
        and '<progress id="bar" max="100" value="99">' in shown.text
    )
    assert "已写 3 行" in shown.text
    assert reviewer.get(f"{page}file").location == page, "not ready yet"

    assert "共 5 行" in until_ready(reviewer, page)
    made = the_export(office)
    assert made.fence == 2, "taken over"
    work.make(office, dead)  # it was not dead after all: too late
    assert [path.name for path in (office.data / "exports").iterdir()] == [
        f"{made.id}-2.sealed"
    ]
    assert not office.objects.raw(store.name_of(made)).startswith(b"PK"), "in the clear"

    data = reviewer.get(f"{page}file")
    assert (
        load_workbook(io.BytesIO(data.data)).active.max_row == 6
        and data.headers["Cache-Control"] == "no-store"
    )
    assert reviewer.get(f"{page}file").status_code == 200
    with office.database.reading() as session:
        entries = [
            entry for entry, _reason in audit.history(session, "roster-by-class")
        ]
    assert [entry.action for entry in entries] == ["export.fetch"] * 2, (
        "each time it is fetched"
    )
    for other in (staff("reviewer", ("qiantou", "xunmei")), staff("admin")):
        assert (
            other.get(page).status_code == other.get(f"{page}file").status_code == 404
        )
    assert client.get(page.replace("staff", "my")).status_code == 404

    with office.database.writing() as session:
        session.get_one(Export, made.id).ready_at = real_now() - KEPT
    assert reviewer.get(f"{page}file").status_code == 404
    store.clear(office, real_now() + KEPT)
    assert list((office.data / "exports").iterdir()) == []


def test_a_table_that_kills_its_workers_or_cannot_be_made_is_given_up(
    reviewer, office, monkeypatch
) -> None:
    page = ask(reviewer, monkeypatch)
    for number in range(TRIES):
        assert work.take(office, real_now() + number * 2 * LEASE).fence == number + 1
        assert work.take(office, real_now() + number * 2 * LEASE) is None, (
            "somebody is at it"
        )
    assert work.take(office, real_now() + TRIES * 2 * LEASE) is None
    assert "没有做成" in reviewer.get(page).text
    store.clear(office, real_now() + KEPT)
    broken = kinds.Kind("roster-by-class", "x", lambda *_: 9, lambda *_: 1 / 0)
    monkeypatch.setitem(kinds.KINDS, broken.id, broken)
    assert "没有做成" in until_ready(
        reviewer, post(reviewer, f"{SWEEPS}roster.xlsx", SWEEPS).location
    )


def test_a_cookie_of_before_the_code_was_renewed_leads_to_signing_in(client) -> None:
    journeys.register(client)
    assert client.get("/app/my/exports/1/").status_code == 404, (
        "signed in, and there is none"
    )
    with client.session_transaction() as cookie:
        cookie["enterprise"] = {**cookie["enterprise"], "version": 99}
    for path in ("/app/my/exports/1/", "/app/my/exports/1/file"):
        assert "/sign-in/" in client.get(path).location, path

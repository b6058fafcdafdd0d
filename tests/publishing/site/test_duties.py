"""The page of who does what where: every mechanism and every page of staff is on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape

from forms_app.base.access import Role, access_of
from forms_app.base.catalogue import use_language
from forms_app.base.duty import By
from forms_app.features import FEATURES
from forms_app.ledger.lists.views import listings
from forms_app.office.desk.navigation import Entry
from forms_app.publishing.site.duties import APP, declared, duties_of_everybody
from tests.mechanisms import TABLE

EVERY = frozenset(one.name for one in FEATURES)
STAFF = {
    By.GRID_WORKER: {Role.GRID_WORKER, Role.REVIEWER, Role.OFFICE, Role.ADMIN},
    By.REVIEWER: {Role.REVIEWER, Role.OFFICE, Role.ADMIN},
    By.OFFICE: {Role.OFFICE, Role.ADMIN},
    By.ADMIN: {Role.ADMIN},
    By.KEEPER: {Role.KEEPER},
}
OTHERS = {
    By.ENTERPRISE: {"enterprise", "public"},
    By.VOLUNTEER: {"public"},
    By.PUBLIC: {"public"},
}

# From where the page of one thing is reached.
LEADS_TO = {
    "/": "/measures/",
    "/app/gate/<point>/": "/app/gate/",
    "/app/gate/<point>/bus/": "/app/gate/",
    "/app/my/people/<number>/": "/app/my/people/",
    "/app/my/people/<number>/arrival/": "/app/my/people/",
    "/app/staff/applications/<id>/": "/app/staff/applications/",
    "/app/staff/check/<reference>/": "/app/staff/checks/",
    "/app/staff/enterprises/<reference>/": "/app/staff/enterprises/",
    "/app/staff/enterprises/<reference>/approve/": "/app/staff/applications/",
    "/app/staff/gates/<point>/<id>/": "/app/staff/gates/",
    "/app/staff/gates/<point>/shifts/": "/app/staff/gates/",
    "/app/staff/isolation/<id>/": "/app/staff/isolation/",
    "/app/staff/isolation/open/<reference>/<number>/": "/app/staff/isolation/",
    "/app/staff/meetings/<id>/": "/app/staff/lists/meetings/",
    "/app/staff/publicity/<id>/": "/app/staff/publicity/",
    "/app/staff/reports/<reference>/": "/app/staff/reports/",
    "/app/staff/sweeps/<id>/": "/app/staff/sweeps/",
    "/app/staff/visits/<reference>/": "/app/staff/visits/",
    "/communities/<slug>/": "/communities/",
    "/communities/nanpu/": "/communities/",
    "/communities/qiantou/": "/communities/",
    "/communities/tonghai/": "/communities/",
    "/communities/tongyuan/": "/communities/",
    "/communities/xunmei/": "/communities/",
    "/enterprises/<reference>/": "/enterprises/",
    "/enterprises/qiantou/": "/enterprises/",
    "/notices/<slug>/": "/notices/",
    "/policies/isolation-by-origin/": "/policies/",
}


def may_open(app: Flask, by: By, page: str) -> bool:
    """Whether there is such a page, and those who have the duty may open it."""
    endpoint, given = app.url_map.bind("").match(page)
    access = access_of(app, endpoint)
    assert access, page
    if by in OTHERS:
        return access.to in OTHERS[by]
    if endpoint != "lists.page":
        return STAFF[by] <= access.roles
    return STAFF[by] - {Role.ADMIN} <= listings()[given["name"]].roles


def test_the_page_of_every_mechanism_is_the_page_of_a_duty() -> None:
    pages = {duty.page for duty in declared(EVERY)}
    lists = {
        name: LEADS_TO.get(page, page) for name, (_shown_by, page) in TABLE.items()
    }
    assert {name: page for name, page in lists.items() if page not in pages} == {}


def test_every_duty_of_the_app_is_open_to_those_who_have_it(app) -> None:
    duties = [duty for duty in declared(EVERY) if duty.page.startswith(APP)]
    with app.app_context():
        closed = [
            (duty.page, duty.by)
            for duty in duties
            if not may_open(app, duty.by, duty.page)
        ]
    assert duties and not closed


@pytest.mark.walk
def test_every_page_of_the_navigation_is_the_page_of_a_duty(app) -> None:
    entries = [Entry(page) for feature in FEATURES for page in feature.navigation]
    with app.test_request_context():
        addresses = {entry.address for entry in entries}
    assert addresses - {duty.page for duty in declared(EVERY)} == set()


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_the_page_says_every_duty_in_both_languages_and_leads_to_pages_that_are_there(
    office, publish
) -> None:
    publish()
    tree: Path = office.site / "tree"
    chinese = (tree / "help/duties/index.html").read_text(encoding="utf-8")
    english = (tree / "en/help/duties/index.html").read_text(encoding="utf-8")
    for duty in declared(EVERY):
        assert f">{escape(duty.what)}</a>" in chinese
        with use_language("en"):
            assert f">{escape(duty.what)}</a>" in english
        if not duty.page.startswith(APP):
            assert (tree / f".{duty.page}index.html").is_file()
            assert (tree / f"en{duty.page}index.html").is_file()
            assert f'href="/en{duty.page}"' in english
    for folder, base in (("", ""), ("en/", "/en")):
        listed = (tree / f"{folder}help/index.html").read_text(encoding="utf-8")
        assert f'href="{base}/help/duties/"' in listed


def test_a_feature_that_is_off_takes_its_duties_with_it() -> None:
    without = EVERY - {"volunteering"}
    gone = {duty.page for duty in declared(EVERY)}
    gone -= {duty.page for duty in declared(without)}
    assert gone >= {"/volunteer/", "/app/own/help/", "/app/staff/lists/service/"}
    left = duties_of_everybody(without, "en")
    assert "volunteer" not in {group.code for group in left}


def test_duties_of_somebody_stand_in_the_order_of_a_day() -> None:
    first = duties_of_everybody(EVERY, "en")[0]
    addresses = [duty.address for duty in first.duties]
    assert first.title == "Grid worker"
    assert addresses[0] == "/app/staff/"
    assert addresses[-2:] == ["/app/staff/password/", "/app/second-step/"]

"""A feature that is switched off: its doors close once nothing of it is unfinished, its data stay, and are forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forms_app.base.feature import active
from forms_app.base.profile import FILE
from forms_app.ledger.items.models import Item
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.office.retention.doors import doors
from forms_app.people.isolation.models import Case
from tests.conftest import NOW
from tests.office.retention import filled

OFFICE_FILE = """name = "示例社区告示"
name_en = "Sample Notice Board"
campaign = "resumption-2020"
features = [{}]
"""


@pytest.fixture
def switch(office, accept):
    """Leave only these of the features on that an office may do without."""

    def only(*names: str) -> None:
        listed = ", ".join(f'"{name}"' for name in names)
        (office.content / FILE).write_text(OFFICE_FILE.format(listed), "utf-8")
        assert not [one for one in accept().faults if one.path == FILE]

    return only


def request(session, unit) -> Item:
    made = Item(
        kind="request",
        community=unit.community,
        enterprise_id=unit.id,
        title="缺口罩",
        status="open",
        raised_at=NOW,
        raised_by="x",
    )
    session.add(made)
    session.flush()
    return made


def test_a_feature_with_something_unfinished_closes_when_that_is_finished(
    office, switch, staff
) -> None:
    with office.database.writing() as session:
        made = request(session, filled.enterprise(office, session))
    officer = staff("office", ("qiantou",))
    switch()
    assert officer.get("/app/staff/visits/").status_code == 200
    assert officer.get("/app/staff/sweeps/").status_code == 404
    page = officer.get("/app/staff/retention/").text
    assert "还开着，办完就关" in page
    assert "已经关上" in page
    with office.database.writing() as session:
        kept = session.get_one(Item, made.id)
        kept.status = "done"
    assert officer.get("/app/staff/visits/").status_code == 404
    assert "还开着，办完就关" not in officer.get("/app/staff/retention/").text


def test_an_open_case_keeps_what_isolation_needs_open(office, app, switch) -> None:
    with office.database.writing() as session:
        who = filled.person(session, filled.enterprise(office, session))
        kept = filled.case(session, who, None)
    switch()
    with app.app_context(), office.database.reading() as session:
        found = {door.feature.name: door for door in doors(session)}
        assert {name for name, door in found.items() if door.is_open} == {
            "health_rules",
            "rosters",
            "isolation",
        }
        assert found["isolation"].unfinished == 1
        assert found["rosters"].unfinished == 0
        assert found["isolation"].rows == 2  # the case and its visit
    with office.database.writing() as session:
        session.get_one(Case, kept.id).closed_at = NOW
    with app.app_context():
        assert "isolation" not in {one.name for one in active()}


def test_what_a_feature_keeps_is_forgotten_in_time_while_it_is_off(
    office, switch, forget
) -> None:
    with office.database.writing() as session:
        session.add(
            Volunteer(
                community="qiantou",
                name="示例",
                phone="13800001234",
                phone_index="1",
                registered_at=filled.ago(70),
                left_at=NOW - timedelta(days=70),
            )
        )
    switch()
    done = forget()
    assert [kind for kind, _row, _number in done.deleted] == ["volunteers"]


def test_the_command_says_what_lies_behind_closed_doors(office, app, switch) -> None:
    with office.database.writing() as session:
        request(session, filled.enterprise(office, session))
    switch("training")
    answer = app.test_cli_runner().invoke(args=["features"])
    assert answer.exit_code == 0
    said = dict(line.split(maxsplit=1) for line in answer.output.splitlines())
    assert said["visits"] == "off, records kept: 1, unfinished: 1, open until then"
    assert said["supplies"] == "off, records kept: 0"
    assert said["training"] == "on"
    assert said["retention"] == "always on"

"""An enterprise has a permission in each campaign; the database of an earlier version is brought along."""

from __future__ import annotations

from datetime import date

from alembic import command
from sqlalchemy import select, text

from forms_app.base.db import alembic_config
from forms_app.office.retention.models import DeletionBatch
from forms_app.people.isolation.models import Case, DesignatedPlace
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.permissions import listed, opened_on
from forms_app.permits.resumption import upgrade
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from tests import backlog
from tests.campaigns import leave_one
from tests.conftest import NOW
from tests.permissions import permit
from tests.rule_files import CAMPAIGN

BEFORE = "0036"
PLACES_BEFORE = "0035"
TYPHOON = "typhoon-2020-08"


def open_in_two(session) -> Enterprise:
    """An enterprise that is approved in the leading campaign, and suspended in another."""
    unit = backlog.enterprise(session, "qiantou")
    permission = permit(unit, since=date(2020, 3, 1))
    permission.public_since = NOW
    permission.poster_posted_by = "staff:x"
    permit(unit, "suspended", date(2020, 2, 1), TYPHOON)
    session.flush()
    return unit


def test_it_works_since_the_first_approval_in_force(office) -> None:
    with office.database.writing() as session:
        unit = open_in_two(session)
        assert opened_on(unit) == date(2020, 3, 1) and len(listed(unit)) == 2
        unit.permissions[TYPHOON].status = "approved"
        assert opened_on(unit) == date(2020, 2, 1)
        for one in unit.permissions.values():
            one.status = "revoked"
        assert opened_on(unit) is None and listed(unit) == []


def test_the_permissions_of_an_earlier_office_are_of_the_campaign_it_leads_with(
    office,
) -> None:
    with office.database.writing() as session:
        one = open_in_two(session)
        del one.permissions[TYPHOON]
        session.add(backlog.application(one, 1))
        session.add(backlog.call(one))
        backlog.enterprise(session, "qiantou", 2)  # has none
    config = alembic_config(office.database.url)
    command.downgrade(config, BEFORE)
    earlier = text("SELECT status, status_since, batch, checking FROM enterprises")
    with office.database.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(earlier)]
    assert [row[0] for row in rows] == ["approved", None]
    assert str(rows[0][1]) == "2020-03-01" and rows[0][2] == 1 and not rows[1][3]
    command.upgrade(config, "head")
    done = list(upgrade.rows(office))
    assert f"permissions: 1 of {CAMPAIGN}" in done and len(done) == 3
    assert list(upgrade.rows(office)) == [], "the second time"
    with office.database.reading() as session:
        kept = session.scalars(select(Permission)).one()
        assert (kept.campaign, kept.status) == (CAMPAIGN, "approved")
        assert (kept.since, kept.revision) == (date(2020, 3, 1), 1)
        assert (kept.public_since, kept.poster_posted_by) == (NOW, "staff:x")
        assert session.scalars(select(Application.campaign)).all() == [CAMPAIGN]
        assert session.scalars(select(Call.campaign)).all() == [CAMPAIGN]


def test_the_rows_of_the_version_before_this_one_are_all_there_afterwards(
    office,
) -> None:
    """What it knew nothing of is empty: a place to stay in, a day, a campaign."""
    with office.database.writing() as session:
        unit = open_in_two(session)
        del unit.permissions[TYPHOON]
        place = DesignatedPlace(community="qiantou", name="示例酒店", rooms=8)
        session.add(place)
        session.flush()
        (who,) = backlog.people(session, unit, 1, "home")
        session.flush()
        case = backlog.case(unit, who)
        case.designated_place_id = place.id
        session.add_all([case, inspection(unit), batch_of_deletions()])
    config = alembic_config(office.database.url)
    command.downgrade(config, PLACES_BEFORE)
    command.upgrade(config, "head")
    assert list(upgrade.rows(office))
    with office.database.reading() as session:
        assert session.scalars(select(DesignatedPlace)).all() == []
        (case,) = session.scalars(select(Case))
        assert (case.designated_place_id, case.place) == (None, "示例楼")
        (check,) = session.scalars(select(SiteCheck))
        assert (check.due, check.due_on, check.campaign) == ({}, None, CAMPAIGN)
        assert (check.lines, check.notes) == ({"hose": "failed"}, {"hose": "裂纹"})
        (batch,) = session.scalars(select(DeletionBatch))
        assert batch.row == f"{TYPHOON}:roster"
        assert session.scalars(select(Permission)).one().status == "approved"


def inspection(unit: Enterprise) -> SiteCheck:
    """A check whose failed line has a day."""
    return SiteCheck(
        enterprise=unit,
        campaign=TYPHOON,
        purpose="inspection",
        rule="site-check@2020-02-08",
        lines={"hose": "failed"},
        due={"hose": "2020-03-08"},
        due_on=date(2020, 3, 8),
        notes={"hose": "裂纹"},
        visitors=["street"],
        confirmed="",
        passed=False,
        visited_at=NOW,
        recorded_at=NOW,
        recorded_by="staff:x",
    )


def batch_of_deletions() -> DeletionBatch:
    return DeletionBatch(
        number=1, at=NOW, kind="people", row=f"{TYPHOON}:roster", count=3
    )


def test_an_office_without_a_campaign_keeps_its_rows_as_they_are(
    office, accept
) -> None:
    with office.database.writing() as session:
        permit(backlog.enterprise(session, "qiantou"), campaign="")
    leave_one(office.content, office.accepted)
    for tree in (office.content, office.accepted):
        toml = tree / "office.toml"
        said = toml.read_text(encoding="utf-8").replace("campaign =", "# campaign =")
        toml.write_text(said, encoding="utf-8")
        (tree / "campaigns" / CAMPAIGN / "campaign.toml").unlink()
    assert list(upgrade.rows(office)) == []

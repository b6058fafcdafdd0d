"""The fingerprint of the key stands on paper, where nobody who has the web server can change it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.keys import Keyring
from forms_app.base.signing_key import SigningKey
from forms_app.office.desk.models import DayClose
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.resumption.poster_operations import print_poster
from tests import journeys
from tests.conftest import NOW
from tests.rule_files import CAMPAIGN

WORKER = Actor("staff", "worker", Role.GRID_WORKER)


def test_the_sheet_of_a_day_has_it(office, staff) -> None:
    with office.database.writing() as session:
        session.add(
            DayClose(
                community="qiantou",
                day=NOW.date(),
                closed_at=NOW,
                closed_by="staff:a",
                figures={},
                head=audit.head(session),
            )
        )
    page = staff("office", ("qiantou",)).get(f"/app/staff/day/qiantou/{NOW.date()}/")
    assert SigningKey(office.keys).printed in page.text


def test_a_poster_has_it(office, client, staff) -> None:
    reference, _code = journeys.register(client)
    with office.database.writing() as session:
        enterprise = session.scalars(select(Enterprise)).one()
        session.add(
            Permission(
                enterprise_id=enterprise.id,
                campaign=CAMPAIGN,
                status="approved",
                since=NOW.date(),
            )
        )
    with office.database.writing() as session:
        enterprise = session.scalars(select(Enterprise)).one()
        print_poster(session, office, enterprise, CAMPAIGN, actor=WORKER, now=NOW)
    address = f"/app/staff/enterprises/{reference}/poster/"
    page = staff("office", ("qiantou",)).get(address)
    assert SigningKey(office.keys).printed in page.text


@pytest.mark.same_on_both(reason="asks no database")
def test_it_is_of_one_office_and_stays_when_other_keys_are_changed() -> None:
    keys = Keyring.create()
    one = SigningKey(keys)
    rotated = SigningKey(keys.with_a_new_key().with_the_active_key_only())
    assert one.fingerprint == rotated.fingerprint
    assert one.fingerprint != SigningKey(Keyring.create()).fingerprint
    assert one.fingerprint.startswith("".join(one.printed.split()))
    assert len(one.printed.split()) == 8

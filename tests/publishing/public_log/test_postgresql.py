"""The public log of an office with PostgreSQL: every decision once, held by the trail, and passed by the checker."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select

from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing import evidence
from forms_app.publishing.public_log.on_site import LogOnSite
from forms_app.publishing.public_log.outputs import HEAD, tile_paths
from forms_app.publishing.service.followed_site import FollowedSite
from tests.publishing.public_log.test_log import (
    decisions,
    edit,
    head_of,
    published,
    publisher_of,
)
from tests.publishing.public_log.test_verify_list import FITS, run
from tests.publishing.test_accept import GOOD
from tests.publishing.test_crash import REVOKED
from tests.publishing.two_hosts import SharedFolder, another

pytestmark = pytest.mark.postgresql_only


@pytest.mark.walk
def test_every_decision_is_a_line_and_names_the_trail(office, tmp_path) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    tree = office.site / "tree"
    assert run(str(tree), "--save", str(tmp_path / "head.txt")).returncode == FITS
    edit(publisher, REVOKED)
    publisher.later.settle()
    assert decisions(office) == ["approved", "revoked"]
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 2
        newest = select(AuditEntry.entry_hash).order_by(AuditEntry.number.desc())
        assert head_of(office).audit == session.scalars(newest).first()
    assert any("audit" in line for line in map(json.loads, published(office)))
    assert evidence.check(office) is None
    since = str(tmp_path / "head.txt")
    assert run(str(tree), "--since", since).returncode == FITS
    assert (tree / HEAD).exists()


@pytest.mark.walk
def test_a_tail_of_the_trail_that_is_gone_is_told(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    edit(publisher, REVOKED)
    publisher.later.settle()
    with office.database.writing() as session:
        session.execute(delete(AuditReason))
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
    broken = evidence.check(office)
    assert broken is not None


@pytest.mark.walk
def test_a_host_that_follows_verifies_the_trail_by_what_the_other_one_published(
    office, tmp_path, database_url
) -> None:
    office = replace(office, objects=SharedFolder(tmp_path / "store"))
    publisher = publisher_of(office)
    with another(office, tmp_path / "other", database_url) as other:
        for text in (GOOD, REVOKED):
            edit(publisher, text)
            publisher.later.settle()
            publisher.site.log.send()
            FollowedSite(other).go_on()
            own = fence_of(office.database, office.data)
            assert own.take(), "it publishes"
            assert evidence.check(other) is None
            own.give_back()
            assert evidence.check(other) is None, "nor when both are stopped"
        on_site = LogOnSite.of(other)
        (tile,) = tile_paths(on_site.head().size)
        digest, _key = on_site.paths[tile]
        on_site.objects.path(digest).write_bytes(b"otherwise\n")
        assert "the public log is not" in str(evidence.check(other))

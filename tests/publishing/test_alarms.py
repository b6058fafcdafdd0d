"""What of the trail and the public log does not fit stands on the desk of an administrator until it fits again."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import select, update

from forms_app.base.audit import AuditEntry
from forms_app.base.backup import PUBLIC_LOG
from forms_app.publishing.alarms import Alarm, standing
from forms_app.publishing.public_log.outputs import HEAD
from forms_app.publishing.release.objects import Objects
from tests.publishing.public_log.test_log import edit, published, publisher_of
from tests.publishing.test_accept import GOOD
from tests.publishing.test_crash import REVOKED

DESK = "/app/staff/"


@pytest.fixture
def verify(app):
    def once(*words: object) -> int:
        told = ["audit", "verify", *map(str, words)]
        return app.test_cli_runner().invoke(args=told).exit_code

    return once


@pytest.mark.walk
def test_a_log_that_contradicts_itself_stands_on_the_desk_until_it_fits(
    office, staff
) -> None:
    admin = staff("admin")
    reviewer = staff("reviewer", ("qiantou",))
    edit(publisher_of(office), GOOD)
    assert published(office)
    kept = office.data / PUBLIC_LOG
    whole = kept.read_bytes()
    tiles = sorted((office.site / "tree" / "data/log/tiles").glob("*.txt"))
    objects = Objects(office.site / "objects")
    lost = [objects.path(_digest(tile.read_bytes())) for tile in tiles]
    kept.write_bytes(whole.replace(b"approved", b"approveD", 1))
    texts = [one.read_bytes() for one in lost]
    for one in lost:
        one.unlink()
    publisher_of(office)
    assert standing(office.data).keys() == {Alarm.LOG}
    assert "公开日志和已经公布的对不上" in admin.get(DESK).text
    assert "公开日志和已经公布的对不上" not in reviewer.get(DESK).text
    for one, text in zip(lost, texts, strict=True):
        one.write_bytes(text)
    kept.write_bytes(whole)
    publisher_of(office)
    assert not standing(office.data)
    assert "公开日志和已经公布的对不上" not in admin.get(DESK).text


def _digest(data: bytes) -> str:
    from forms_app.base.contentfile.write import file_hash

    return file_hash(data)


def test_a_trail_that_was_changed_stands_on_the_desk_until_it_fits(
    office, staff, verify
) -> None:
    admin = staff("admin")
    assert verify() == 0 and not standing(office.data)
    with office.database.writing() as session:
        first = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).first()
        assert first
        was = first.actor_id
        _set_actor(session, first.number, "somebody-else")
    assert verify() == 1
    assert standing(office.data)[Alarm.TRAIL]["says"].startswith("Entry 1:")
    assert "操作记录对不上" in admin.get(DESK).text
    with office.database.writing() as session:
        _set_actor(session, 1, was)
    assert verify() == 0 and not standing(office.data)


def _set_actor(session, number: int, actor: str) -> None:
    query = update(AuditEntry).where(AuditEntry.number == number)
    session.execute(query.values(actor_id=actor))


@pytest.mark.walk
def test_a_head_that_somebody_kept_stands_until_one_as_new_fits(
    office, staff, verify, tmp_path
) -> None:
    admin = staff("admin")
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    tree = office.site / "tree"
    old = shutil.copy(tree / HEAD, tmp_path / "old.txt")
    before = tmp_path / "before"
    for folder in ("data/public-log", "site", "accepted", "content"):
        shutil.copytree(office.config.office / folder, before / folder, symlinks=True)
    journal = (office.data / "journal.jsonl").read_bytes()
    edit(publisher, REVOKED)
    publisher.later.settle()
    new = shutil.copy(tree / HEAD, tmp_path / "new.txt")
    assert verify("--head", new) == 0
    # whoever has the whole machine puts everything back to what it was
    for folder in ("data/public-log", "site", "accepted", "content"):
        shutil.rmtree(office.config.office / folder)
        shutil.copytree(before / folder, office.config.office / folder, symlinks=True)
    (office.data / "journal.jsonl").write_bytes(journal)
    assert verify() == 0, "by itself it fits"
    assert verify("--head", new) == 1
    assert "和别人存下的日志头对不上" in admin.get(DESK).text
    assert verify() == 0 and verify("--head", old) == 0
    assert standing(office.data).keys() == {Alarm.HEAD}, "an older head proves nothing"

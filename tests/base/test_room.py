"""A disk that fills up is told before it is full, and a full one still lets staff take something away."""

from __future__ import annotations

import errno

import pytest

from forms_app import preflight
from forms_app.base import room
from forms_app.base.away import NoRoom, meaning

pytestmark = pytest.mark.same_on_both(reason="about the disk, not about the database")
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def nearly_full(monkeypatch) -> None:
    monkeypatch.setattr(room, "free", lambda _folder: room.LOW - 1)


def test_staff_and_watchers_are_told_before_the_disk_is_full(
    staff, client, nearly_full
) -> None:
    assert "磁盘快满了" in staff("office", ("qiantou",)).get("/app/staff/").text
    assert client.get("/app/healthz").json["disk"] == "low"


def test_nobody_is_told_while_there_is_room(staff, client, monkeypatch) -> None:
    monkeypatch.setattr(room, "free", lambda _folder: room.LOW)
    assert "磁盘快满了" not in staff("office", ("qiantou",)).get("/app/staff/").text
    assert client.get("/app/healthz").json["disk"] == "working"


def test_an_office_that_has_published_starts_on_a_nearly_full_disk(
    office, publish, nearly_full, capsys
) -> None:
    with pytest.raises(preflight.CannotStart, match="Make room first"):
        preflight._disk(office.config.office)
    publish()
    preflight._disk(office.config.office)
    assert "is served meanwhile" in capsys.readouterr().out


def test_the_ballast_is_laid_once_there_is_room_and_holds_its_bytes(tmp_path) -> None:
    assert room.lay_ballast(tmp_path)
    assert room.lay_ballast(tmp_path)
    found = (tmp_path / "ballast").stat()
    assert found.st_blocks * 512 >= room.BALLAST
    assert room.drop_ballast(tmp_path)
    assert not room.drop_ballast(tmp_path)


def test_no_ballast_is_laid_on_a_nearly_full_disk(tmp_path, nearly_full) -> None:
    assert not room.lay_ballast(tmp_path)
    assert not (tmp_path / "ballast").exists()


def test_a_full_disk_has_its_own_words() -> None:
    assert isinstance(meaning(FULL), NoRoom)
    assert meaning(OSError(errno.EACCES, "no")) is None

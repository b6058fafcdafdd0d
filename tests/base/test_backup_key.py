"""A backup is closed to others, and one that was changed since is told apart by the office's keys."""

from __future__ import annotations

import hashlib
import json
import stat
import tarfile
from io import BytesIO

import pytest

from forms_app.base import archive, db
from forms_app.base.archive import BackupError
from forms_app.base.backup import backup, restore

PHRASE = "a long enough phrase"


@pytest.fixture
def made(office, tmp_path):
    file = tmp_path / "backup.tar.gz"
    backup(office, file, PHRASE, lambda _says: None)
    return file


def changed(file, name: str, data: bytes, **listing: object) -> None:
    """Put other bytes in place of a member, with a manifest that fits them."""
    kept = {each: member.read() for each, member in archive.members(file)}
    manifest = json.loads(kept[archive.MANIFEST])
    kept[name] = data
    manifest["sha256"][name] = hashlib.sha256(data).hexdigest()
    kept[archive.MANIFEST] = json.dumps({**manifest, **listing}).encode()
    with tarfile.open(file, "w:gz") as tar:
        for each, content in kept.items():
            member = tarfile.TarInfo(each)
            member.size = len(content)
            tar.addfile(member, BytesIO(content))


@pytest.mark.sqlite_only
def test_a_whole_backup_is_closed_to_others_and_restores(made, tmp_path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    restore(made, tmp_path / "there", PHRASE, lambda _says: None)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("listing", [{}, {"format": archive.EARLIER}, {"mac": ""}])
def test_another_database_in_a_backup_is_no_whole_backup(
    made, tmp_path, listing
) -> None:
    changed(made, "data/kaigong.sqlite3", b"another database", **listing)
    with pytest.raises(BackupError):
        restore(made, tmp_path / "there", PHRASE, lambda _says: None)
    assert not (tmp_path / "there").exists()


@pytest.mark.sqlite_only
def test_the_database_of_an_earlier_version_is_closed_at_the_next_start(office) -> None:
    file = office.data / "kaigong.sqlite3"
    file.chmod(0o644)
    db.migrate(office.config.database_url)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

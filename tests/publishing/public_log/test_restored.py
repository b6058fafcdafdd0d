"""An office that was restored from a backup says so in its log, and whoever saved a head since is told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from forms_app.base.backup import PUBLIC_LOG, RESTORED, backup, restore
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing import evidence
from forms_app.publishing.public_log.outputs import HEAD
from tests.conftest import TestClock
from tests.publishing.public_log.test_log import (
    decisions,
    edit,
    published,
    publisher_of,
)
from tests.publishing.public_log.test_verify_list import DIFFERS, FITS, run
from tests.publishing.test_accept import GOOD, put
from tests.publishing.test_crash import REVOKED

PHRASE = "a long enough phrase"

pytestmark = pytest.mark.sqlite_only(reason="a backup of ours is of SQLite")


@pytest.fixture
def restored(office, tmp_path):
    """After one more decision than the backup has; that of the log was saved."""
    edit(publisher_of(office), GOOD)
    file = tmp_path / "backup.tar.gz"
    backup(office, file, PHRASE, lambda _says: None)
    publisher = publisher_of(office)
    edit(publisher, REVOKED)
    publisher.later.settle()
    shutil.copy(office.site / "tree" / HEAD, tmp_path / "head.txt")
    folder = tmp_path / "again"
    restore(file, folder, PHRASE, lambda _says: None)
    config = {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""}
    opened = Office.open(Config.from_environ(config))
    yield replace(opened, clock=TestClock())
    opened.database.close()


@pytest.mark.walk
def test_the_log_goes_on_where_the_backup_was_and_says_so_once(restored) -> None:
    kept = (restored.data / PUBLIC_LOG).read_text("ascii").splitlines()
    publisher_of(restored)
    publisher_of(restored)
    lines = published(restored)
    assert lines[: len(kept)] == [row.partition("\t")[2] for row in kept]
    said = [line for line in map(json.loads, lines) if "restored" in line]
    assert [line["restored"][:10] for line in said] == ["2020-03-05"]
    assert not (restored.data / RESTORED).exists()
    assert decisions(restored) == ["approved"]
    assert evidence.check(restored) is None


@pytest.mark.walk
def test_who_saved_a_head_since_is_told_what_is_missing_and_why(
    restored, tmp_path
) -> None:
    put(restored, GOOD)
    publisher_of(restored)
    tree = str(restored.site / "tree")
    assert run(tree).returncode == FITS
    done = run(tree, "--since", str(tmp_path / "head.txt"))
    assert done.returncode == DIFFERS
    assert "restored from a backup of 2020-03-05" in done.stdout

"""Writing content files: what the service makes, the editors of its group can change."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forms_app.base.contentfile.write import file_hash, replace_file
from tests.base.contentfile.test_frontmatter import anything
from tests.rule_files import DECISIONS

SERVICE = 40001
EDITOR = 40002
EDITORS = 50001
as_others = pytest.mark.skipif(os.getuid() != 0, reason="only root may be another user")


@pytest.fixture
def content() -> Iterator[Path]:
    """A content folder that is the editors', where any user can get to it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    made = folder / "content"
    made.mkdir()
    if os.getuid() == 0:
        os.chown(made, SERVICE, EDITORS)
    made.chmod(0o2775)
    yield made
    shutil.rmtree(folder)


def as_user(user: int, umask: int, work: Callable[[], object]) -> bool:
    """Do it as somebody of the editors' group; whether it could be done."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([EDITORS])
            os.setgid(user)
            os.setuid(user)
            os.umask(umask)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def edit_as_editors_do(path: Path) -> None:
    """In place, and as vim and sed do it, beside and then moved."""
    path.write_bytes(path.read_bytes() + b"edited\n")
    beside = path.with_suffix(".swp")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)


@as_others
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_an_editor_changes_what_the_service_wrote_in_folders_it_made(
    content, umask
) -> None:
    path = content / DECISIONS / "qiantou" / "QT-7K3M9P.md"
    assert as_user(SERVICE, umask, lambda: replace_file(path, b"one\n", None, anything))
    assert path.stat().st_gid == EDITORS
    assert stat.S_IMODE(path.stat().st_mode) & 0o060 == 0o060
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o2070 == 0o2070
    assert as_user(EDITOR, 0o022, lambda: edit_as_editors_do(path))
    seen = file_hash(path.read_bytes())
    assert as_user(SERVICE, umask, lambda: replace_file(path, b"two\n", seen, anything))
    assert as_user(EDITOR, 0o022, lambda: edit_as_editors_do(path))
    assert path.read_bytes() == b"two\nedited\n"


def test_a_folder_that_hands_no_group_on_leaves_modes_to_the_umask(tmp_path) -> None:
    before = os.umask(0o077)
    try:
        replace_file(tmp_path / "data" / "one.md", b"one\n", None, anything)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data" / "one.md").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700

"""Files that other people put there are read in one way: as regular files, bounded, waiting for nobody."""

from __future__ import annotations

import ast

from tests.conftest import PROJECT

READS = {"read_bytes", "read_text", "open"}
FOLDERS = ("forms_app/base/contentfile", "forms_app/publishing/intake")
# What these read themselves is written by nobody else.
OWN = {
    "forms_app/base/contentfile/reading.py": "read_content itself",
    "forms_app/base/contentfile/write.py": "the file it has just written aside",
    "forms_app/publishing/intake/file_index.py": "what is known of good files",
    "forms_app/publishing/intake/journal.py": "the journal",
    "forms_app/publishing/intake/logged.py": "the days of the public log",
    "forms_app/publishing/intake/media.py": "the copy that it has just made",
}


def test_content_files_are_read_by_read_content_alone() -> None:
    paths = sorted(
        path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")
    )
    assert len(paths) > 50, "the folders that read content"
    found = {
        path.relative_to(PROJECT).as_posix()
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in READS
    }
    assert found == OWN.keys()

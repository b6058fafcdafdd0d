"""What is wrong with the content, for people: FAULTS.txt for whoever edits, faults.json
for the page of staff.
"""

from __future__ import annotations

from pathlib import Path

from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import write_json
from forms_app.publishing.intake.walk import FAULTS_FILE


def write(
    content: Path, data: Path, faults: list[Fault], here: list[Fault] | None = None
) -> None:
    """`here`: those that concern whoever edits in this folder, where these are not all."""
    write_json(data / "faults.json", [fault.to_dict() for fault in faults])
    with use_language("zh-Hans"):
        shown = faults if here is None else here
        text = "\n\n".join(fault.render() for fault in shown)
    text = f"{text}\n" if text else "没有需要改的文件。\n"
    path = content / FAULTS_FILE
    if content.is_dir() and not _says(path, text):
        write_aside(path, text.encode())


def _says(path: Path, text: str) -> bool:
    """Whatever stands in its place is replaced."""
    data = text.encode()
    try:
        return read_content(path, limit=len(data)) == data
    except (FileNotFoundError, Unreadable):
        return False

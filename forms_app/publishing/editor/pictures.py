"""A picture for a text: laid in content/media/ as any editor would, under a name of its
own, so that no picture ever takes the place of another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from forms_app.base.attachments import deposits
from forms_app.base.attachments.deposits import File
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.contentfile.write import StaleFile, file_hash, replace_file
from forms_app.base.office import Office, by_whom
from forms_app.base.refusal import Refused
from forms_app.publishing.editor import operations
from forms_app.publishing.editor.beginning import stem_of
from forms_app.publishing.intake.media import MOST_FILES

MARKS = re.compile(r"([\\`*_\[\]])")  # what Markdown would read within the words
TOLD = 8  # characters of the hash in a name
NAMELESS = "picture"


@dataclass(frozen=True)
class Picture:
    """`path` below content/; `alt`: what it shows, for who cannot see it."""

    path: str
    alt: str

    @property
    def markdown(self) -> str:
        """What a text says to show it."""
        words = MARKS.sub(r"\\\1", escape(self.alt, quote=False))
        return f"![{words}]({self.path})"


class NoRoom(Refused):
    """The folder of pictures and attachments is full."""

    def __init__(self) -> None:
        super().__init__(
            "图片和附件已经有 %(n)s 个，放不下了。请先请管文件夹的人删去不用的。",
            n=MOST_FILES,
        )


def lay(office: Office, sent: File, alt: str) -> Picture:
    """Put a picture that was written afresh into the folder; the same one is not put there
    twice.

    Raises:
        NoRoom: too many lie there.
    """
    with office.database.reading() as session:
        data = deposits.data_of(session, office, sent)
    stem = stem_of(alt, TOLD + 1) or NAMELESS
    path = f"{MEDIA}/{stem}-{file_hash(data)[:TOLD]}.jpg"
    file = office.content / path
    if not file.is_file():
        _put(office, file, path, data)
    return Picture(path, alt)


def _put(office: Office, file: Path, path: str, data: bytes) -> None:
    if sum(1 for _one in file.parent.glob("*.*")) >= MOST_FILES:
        raise NoRoom
    with office.database.writing() as session:
        operations.add_picture(session, path, data, **by_whom())
        try:
            replace_file(file, data, None, lambda _data: [])
        except StaleFile:
            if not file.is_file():  # nor has somebody sent the same one just now
                raise

"""A content file as it stands in the folder of a host, told from its versions by hashes.

What is accepted has plain line ends and no byte order mark: a file that was saved with
others is the same version.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from forms_app.base.attachments.rules import LARGEST
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import MAX_BYTES, Unreadable, read_content
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.contentfile.write import file_hash
from forms_app.publishing.intake.walk import is_side_file

NO_HASH = ""
LONGEST_PATH = 400  # characters, as the tables have it


@dataclass(frozen=True)
class FolderFile:
    """`data` is None where there is none. `alike`: the hashes of its bytes, and of what
    they would be accepted as. `fault`: why it cannot be read; then it counts as empty.
    """

    path: str
    data: bytes | None = None
    alike: frozenset[str] = frozenset({NO_HASH})
    fault: Fault | None = None

    @classmethod
    def at(cls, content: Path, path: str) -> FolderFile:
        limit = LARGEST if is_media(path) else MAX_BYTES
        try:
            data = read_content(content / path, limit)
        except (FileNotFoundError, NotADirectoryError):
            return cls(path)
        except Unreadable as error:
            fault = Fault(path, 0, error.says, {}, error.allowed)
            return cls(path, b"", frozenset({file_hash(b"")}), fault)
        return cls(path, data, alike(data, path))

    @property
    def hash(self) -> str:
        return NO_HASH if self.data is None else file_hash(self.data)


def alike(data: bytes, path: str) -> frozenset[str]:
    found = {file_hash(data)}
    try:
        plain = text_of(data, path)
    except NoText:
        return frozenset(found)
    ended = plain if plain.endswith("\n") else f"{plain}\n"
    return frozenset(found | {file_hash(plain.encode()), file_hash(ended.encode())})


def is_media(path: str) -> bool:
    return path.startswith(f"{MEDIA}/")


def is_content(relative: str) -> bool:
    """Whether a path that another host names is one of a content file."""
    path = PurePosixPath(relative)
    is_inside = not path.is_absolute() and ".." not in path.parts
    return is_inside and not is_side_file(Path(relative)) and bool(path.parts)

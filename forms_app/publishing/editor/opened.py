"""A content file as somebody opens it: its bytes, its text, and the hash by which saving
knows whether it is still the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office


@dataclass(frozen=True)
class Opened:
    """`data` is None where no file stands; `fault`: why it cannot be edited here."""

    path: str
    section: Section[Any]
    data: bytes | None
    text: str = ""
    fault: Fault | None = None

    @property
    def seen(self) -> str:
        """The hash of the file; empty where none stands."""
        return "" if self.data is None else file_hash(self.data)


def opened(office: Office, path: str, section: Section[Any]) -> Opened:
    try:
        data = read_content(office.content / path)
        return Opened(path, section, data, text_of(data, path))
    except FileNotFoundError:
        return Opened(path, section, None)
    except Unreadable as error:
        fault = Fault(path, 0, error.says, {}, error.allowed)
        return Opened(path, section, b"", "", fault)
    except NoText as none:
        return Opened(path, section, data, "", none.fault)

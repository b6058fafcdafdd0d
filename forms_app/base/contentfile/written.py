"""A TOML file under judgement: what is written in it, and what is wrong with that."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.lines import key_lines
from forms_app.base.contentfile.plaintext import with_plain_ends


@dataclass
class Written:
    """Its text, for the lines, and the faults found.

    Without `text` faults have no line.
    """

    path: str = ""
    text: str = ""
    beside: Beside = ACCEPTED
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = self.text.split("\n")
        self.lines = key_lines(self.source)


def plain_text(data: bytes) -> str:
    """The text of a file that was read, as it is accepted."""
    text = data.decode("utf-8", "replace")
    return with_plain_ends(text.removeprefix("\ufeff"))

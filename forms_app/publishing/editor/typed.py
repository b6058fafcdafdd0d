"""What somebody has typed into the editor, as the whole text of the file, whichever way it
was edited: nothing of it is lost when it cannot be saved yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.contentfile.plaintext import with_plain_ends
from forms_app.base.typed import one_line
from forms_app.publishing.editor import head
from forms_app.publishing.editor.head import Field
from forms_app.publishing.editor.opened import Opened

REASON_AT_MOST = 200
AS_WRITTEN = "text"


@dataclass(frozen=True)
class Typed:
    """`seen`: the hash of the version it was made from. `as_written`: the whole file in
    one field, instead of a form for its head.
    """

    path: str
    text: str
    seen: str
    as_written: bool
    reason: str = ""
    sure: str = ""

    @property
    def head(self) -> str:
        return head.parted(self.text)[0]

    @property
    def body(self) -> str:
        return head.parted(self.text)[1]

    def fields(self, file: Opened, beside: Beside) -> list[Field]:
        keys = head.keys_of(file.section, file.path)
        return head.fields(self.head, keys, beside)

    def rest(self, file: Opened) -> list[str]:
        """The lines of the head that no field shows."""
        shown = head.shown_lines(self.head, head.keys_of(file.section, file.path))
        return [
            row for row in self.head.split("\n") if row.strip() and row not in shown
        ]

    def anchor(self, fault: Fault, file: Opened) -> str:
        """The field at which a fault stands."""
        if self.as_written:
            return "text"
        keys = {one.name: one for one in head.keys_of(file.section, file.path)}
        rows = self.head.split("\n")
        if 0 < fault.line <= len(rows):
            found = FrontMatter(tuple(keys.values())).key(
                rows[fault.line - 1].partition(":")[0]
            )
        else:
            found = None if fault.line else keys.get(str(fault.values.get("key")))
        return head.field_name(found) if found else "body"

    def row(self, fault: Fault) -> int:
        """Its line in the field of the body, or of the whole file, from 1."""
        return fault.line - (0 if self.as_written else self.head.count("\n") + 1)


def first(file: Opened, as_written: bool, text: str = "") -> Typed:
    """As the file stands when it is opened; `text`: what it is to say instead, of one that
    begins with a template, or of an earlier version.
    """
    said = text or file.text
    return Typed(file.path, said, file.seen, as_written or not _fits(file, said))


def _fits(file: Opened, text: str) -> bool:
    """Whether a form can show all of its head."""
    keys = head.keys_of(file.section, file.path)
    return bool(keys) and head.is_plain(head.parted(text)[0], keys)


def sent(file: Opened, form: Mapping[str, str]) -> Typed:
    """What was sent."""
    as_written = form.get("way") == AS_WRITTEN
    whole = with_plain_ends(form.get("text", ""))
    text = whole if as_written else _of_form(file, form)
    return Typed(
        file.path,
        text,
        form.get("seen", ""),
        as_written or not _fits(file, text),
        one_line(form.get("reason", ""))[:REASON_AT_MOST],
        form.get("sure", ""),
    )


def _of_form(file: Opened, form: Mapping[str, str]) -> str:
    keys = head.keys_of(file.section, file.path)
    values = {
        key.name: form[head.field_name(key)]
        for key in keys
        if head.field_name(key) in form
    }
    above = with_plain_ends(form.get("head", ""))
    body = with_plain_ends(form.get("body", ""))
    return head.joined(head.changed(above, keys, values), body)

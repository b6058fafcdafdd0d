"""Writing an edit that was judged: only over the version that it was made from."""

from __future__ import annotations

from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.write import StaleFile, file_hash, replace_file
from forms_app.base.office import Office, by_whom
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.publishing.editor import decisions, operations
from forms_app.publishing.editor.ends import edited
from forms_app.publishing.editor.opened import Opened
from forms_app.publishing.editor.operations import Edit


def edit_of(file: Opened, text: str, reason: str) -> Edit:
    """The bytes that are to be written.

    A decision gets plain line ends, as a button writes it: its intent is found by the
    text that is accepted.
    """
    if is_decision(file.path):
        data = (text if text.endswith("\n") else f"{text}\n").encode()
    else:
        data = edited(file.data or b"", text)
    return Edit(data, file.seen or None, reason)


def write(office: Office, file: Opened, edit: Edit) -> None:
    """Note who and why, and put the file in place.

    Raises:
        ChangedMeanwhile: somebody else saved it after it was opened; nothing was written.
    """
    path = file.path
    if is_decision(path):
        with office.database.writing() as session:
            decisions.decide(session, path, edit, **by_whom())
        _put(office, path, edit)
        return
    with office.database.writing() as session:
        operations.save(session, path, edit, **by_whom())
        _put(office, path, edit)


def _put(office: Office, path: str, edit: Edit) -> None:
    try:
        replace_file(office.content / path, edit.data, edit.seen, lambda _data: [])
    except StaleFile:
        raise ChangedMeanwhile from None


def token_of(edit: Edit) -> str:
    """What somebody confirms who has read what an edit will do: of this text alone."""
    return file_hash(edit.data)[:16]

"""The list of content files: what each says it is, how it stands, who changed it last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms_app.base import matching
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.plaintext import with_plain_ends
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.section import Section
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.zone import office_zone
from forms_app.publishing.editor.labels import State
from forms_app.publishing.editor.places import page_of, section_of
from forms_app.publishing.editor.queries import hash_on_disk, last_edits
from forms_app.publishing.intake import authors
from forms_app.publishing.intake.waiting import waiting_in
from forms_app.publishing.labels import since

TITLE = re.compile(r'(?mi)^(?:title:[ \t]*|(?:title|name)\s*=\s*")(.+?)"?\s*$')


@dataclass(frozen=True)
class Row:
    """One content file as the list shows it. `page`: the address of its public page;
    `note`: until when a good file is not public.
    """

    path: str
    title: str
    section: Section[Any] | None
    state: State
    faults: Sequence[Fault]
    at: datetime | None
    who: str
    page: str
    note: str


def faults_by_path(office: Office) -> dict[str, list[Fault]]:
    """What the publisher has told of each file."""
    found: dict[str, list[Fault]] = {}
    for saved in read_json(office.data / "faults.json") or []:
        fault = Fault.from_dict(saved)
        found.setdefault(fault.path, []).append(fault)
    return found


def fitting(office: Office, paths: Sequence[str], typed: str) -> list[str]:
    """Those whose title or path fits what was typed, the best first."""
    wanted = matching.read(typed)
    if not wanted.whole:
        return list(paths)
    fits = [
        (fit, path)
        for path in paths
        if (fit := matching.fit(_key(office, path), wanted)) is not None
    ]
    return [path for _fit, path in sorted(fits)]


def _key(office: Office, path: str) -> str:
    return matching.key_of([title_in(_text(office, path)), path])


def _text(office: Office, path: str) -> str:
    """As it can be read; empty where it cannot."""
    with suppress(FileNotFoundError, Unreadable):
        data = read_content(office.content / path)
        return with_plain_ends(data.decode("utf-8-sig", "replace"))
    return ""


def title_in(text: str) -> str:
    """What a file says it is called; empty where it says nothing."""
    found = TITLE.search(text)
    return found[1] if found else ""


def rows(office: Office, paths: Sequence[str]) -> list[Row]:
    """The rows of a page of the list."""
    told = faults_by_path(office)
    with office.database.reading() as session:
        edits = last_edits(session, paths)
    on_disk = authors.of(office.content, paths)
    notes = {one.path: since(one) for one in waiting_in(office.data)}
    return [
        _row(office, path, told.get(path, []), edits, on_disk, notes.get(path, ""))
        for path in paths
    ]


def _row(
    office: Office,
    path: str,
    faults: Sequence[Fault],
    edits: Mapping[str, tuple[str, str]],
    on_disk: Mapping[str, str],
    note: str,
) -> Row:
    text = _text(office, path)
    section = section_of(path)
    state = _state(office, path, text, faults)
    if note and state is State.COMING:
        state = State.WAITING
    shows = section is not None and state in {State.PUBLISHED, State.COMING}
    page = page_of(path, section) if section and shows else ""
    account, written = edits.get(path, ("", ""))
    who = account if written == hash_on_disk(office, path) else on_disk[path]
    said = note if state is State.WAITING else ""
    at = _at(office, path)
    return Row(path, title_in(text), section, state, faults, at, who, page, said)


def _state(office: Office, path: str, text: str, faults: Sequence[Fault]) -> State:
    if faults:
        return State.FAULTY
    with suppress(FileNotFoundError, NotRegular):
        accepted = read_own(office.accepted / path).decode("utf-8", "replace")
        if accepted.rstrip("\n") == text.rstrip("\n"):
            return State.PUBLISHED
    return State.COMING


def _at(office: Office, path: str) -> datetime | None:
    """When it was changed last, by the clock of the office."""
    with suppress(OSError):
        changed = (office.content / path).lstat().st_mtime
        return datetime.fromtimestamp(changed, office_zone())
    return None

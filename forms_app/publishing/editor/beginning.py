"""A new document: what it is called, and the text that it begins with, which is written
nowhere until somebody saves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from forms_app.base.contentfile.judges import SLUG_AT_MOST
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.write import render
from forms_app.base.documents.document import ENGLISH, DocumentSection
from forms_app.base.documents.sections import BY_NAME
from forms_app.base.initials import pinyin_of
from forms_app.base.office import Office
from forms_app.permits.grid.community import Community
from forms_app.publishing import examples
from forms_app.publishing.editor import head
from forms_app.publishing.editor.opened import Opened

UNFIT = re.compile("[^a-z0-9]+")
ROOM = 4  # characters kept free behind a name, for -2 or -99


@dataclass(frozen=True)
class Pattern:
    """A file that a new one may be made after: an example, or one of the office."""

    name: str
    title: str
    path: Path
    is_example: bool


def sections() -> list[DocumentSection]:
    """The kinds of which a new one can be begun."""
    return list(BY_NAME.values())


def patterns(office: Office, section: DocumentSection) -> list[Pattern]:
    return [
        *_patterns(office.content.with_name(examples.FOLDER), section, True),
        *_patterns(office.accepted, section, False),
    ]


def _patterns(
    folder: Path, section: DocumentSection, is_example: bool
) -> Iterator[Pattern]:
    for one in examples.examples_in(folder):
        path = one.files[0]
        if one.section == section.name and path.suffix == section.suffix:
            name = f"{'example' if is_example else 'own'}/{one.stem}"
            yield Pattern(name, one.title, path, is_example)


def slug_for(office: Office, section: DocumentSection, title: str) -> str:
    """A name of which there is no file: the pinyin of the title, or the day where that
    has no letters.
    """
    stem = stem_of(title) or office.clock.today().isoformat()
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(name for name in names if not is_there(office, section, name))


def stem_of(words: str, room: int = ROOM) -> str:
    """Their pinyin as the beginning of a name, with so much room behind it; empty where
    they have no letters.
    """
    said = UNFIT.sub("-", pinyin_of(words).lower()).strip("-")
    return said[: SLUG_AT_MOST - room].strip("-")


def is_there(office: Office, section: DocumentSection, slug: str) -> bool:
    """Whether a file is called so already, in either language."""
    folder = office.content / section.name
    return any((folder / f"{slug}{end}").exists() for end in (".md", ENGLISH))


def text_of(
    section: DocumentSection,
    title: str,
    community: Community,
    today: date,
    pattern: Pattern | None = None,
) -> str:
    """What it begins with."""
    if pattern is None:
        return _head_of(dict(_first_lines(section, title, community, today)))
    text = examples.copied(pattern.path, community, today)
    above, body = head.parted(text)
    return head.joined(head.changed(above, tuple(section.keys), {"Title": title}), body)


def _first_lines(
    section: DocumentSection, title: str, community: Community, today: date
) -> Iterator[tuple[str, str]]:
    """What can be told of the keys that it cannot do without."""
    for key in section.keys:
        if key.required is True and (value := _value(key, title, community, today)):
            yield key.name, value


def _value(key: Key, title: str, community: Community, today: date) -> str:
    if key.name == "Title":
        return title
    if key.name.lower() in examples.ISSUED_BY:
        return community.office
    if key.type is Type.DAY:
        return today.isoformat()
    return community.slug if key.type is Type.COMMUNITY else ""


def english_of(text: str, section: DocumentSection) -> str:
    """What a translation begins with: what is no text is as in Chinese."""
    shared = {
        key.name: value
        for key, value in head.values(text, section.blocks[0].keys)
        if key.type is not Type.TEXT
    }
    return _head_of(shared)


def _head_of(values: dict[str, str]) -> str:
    """Front matter that waits for its body."""
    return render(values).rstrip("\n") + "\n"


def lacks_english(office: Office, file: Opened) -> bool:
    """Whether it is a document in Chinese that is there, without a translation."""
    if file.data is None or file.path.endswith(ENGLISH):
        return False
    is_document = isinstance(file.section, DocumentSection)
    return (
        is_document and not (office.content / file.path).with_suffix(ENGLISH).exists()
    )

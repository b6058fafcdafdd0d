"""The front matter of a document as fields of a form, and back: only the lines of what was
changed are written anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms_app.base.catalogue import gettext, language
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.contentfile.frontmatter import LINE
from forms_app.base.contentfile.judges import MOMENT_ALLOWED, YES_OR_NO, a_date
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.meant import chinese
from forms_app.base.contentfile.section import Section
from forms_app.base.documents.document import ENGLISH, DocumentSection
from forms_app.base.typed import one_line


@dataclass(frozen=True)
class Field:
    """One key as it is asked. `choices`: words with labels where only those may be said;
    `kind`: of the field in the page.
    """

    key: Key
    value: str
    label: str
    hint: str
    choices: list[tuple[str, str]]

    @property
    def name(self) -> str:
        return field_name(self.key)

    @property
    def kind(self) -> str:
        """A day has the browser's calendar, unless something else is written there."""
        is_day = self.key.type is Type.DAY and (not self.value or is_day_in(self.value))
        return "date" if is_day else "text"

    @property
    def is_asked(self) -> bool:
        """Whether it stands before what is seldom written."""
        return self.is_required or bool(self.value)

    @property
    def is_required(self) -> bool:
        return self.key.required is True


def is_day_in(value: str) -> bool:
    return a_date(value) is None


def field_name(key: Key) -> str:
    """Of the field that asks a key."""
    return f"key-{key.name}"


def keys_of(section: Section[object], path: str) -> tuple[Key, ...]:
    """The keys that the form of a file asks; none where it is edited as it is written."""
    if not isinstance(section, DocumentSection):
        return ()
    is_english = path.endswith(ENGLISH)
    return section.blocks[0].keys if is_english else tuple(section.keys)


def parted(text: str) -> tuple[str, str]:
    """The front matter with the blank lines below it, and the rest."""
    rows = text.split("\n")
    blank = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
    begin = next((n for n in range(blank, len(rows)) if rows[n].strip()), len(rows))
    return "\n".join(rows[:begin]), "\n".join(rows[begin:])


def joined(head: str, body: str) -> str:
    """The text of a file; a body is never without a blank line above it."""
    if not body.strip():
        return head
    gap = "" if not head.split("\n")[-1].strip() else "\n"
    return f"{head}\n{gap}{body}"


def is_plain(head: str, keys: Collection[Key]) -> bool:
    """Whether each of its lines says one thing, so that a form can show all of it."""
    front = FrontMatter(tuple(keys))
    names = []
    for row in filter(str.strip, head.split("\n")):
        found = LINE.match(row)
        if not found:
            return False
        key = front.key(found["key"])
        names.append(key.name if key else found["key"].lower())
    return bool(names) and len(names) == len(set(names))


def fields(head: str, keys: Collection[Key], beside: Beside) -> list[Field]:
    said = {key.name: value for key, value in values(head, keys)}
    return [_field(key, said.get(key.name, ""), beside) for key in keys]


def values(head: str, keys: Iterable[Key]) -> Iterator[tuple[Key, str]]:
    """What its lines say of these keys."""
    front = FrontMatter(tuple(keys))
    for row in head.split("\n"):
        found = LINE.match(row)
        key = front.key(found["key"]) if found else None
        if found and key:
            yield key, found["value"].strip()


def _field(key: Key, value: str, beside: Beside) -> Field:
    is_english = language() == "en"
    label = key.name if is_english else chinese(key.called)[0]
    means = key.means_en if is_english else key.means
    choices = list(_choices(key, beside))
    if choices and value and value not in dict(choices):
        choices.append((value, value))  # a fault, which is told, and not lost
    hint = "" if means == label else means
    if key.type is Type.MOMENT:
        hint = f"{hint}. " if is_english else f"{hint}。"
        hint += gettext(MOMENT_ALLOWED)
    return Field(key, value, label, hint, choices)


def _choices(key: Key, beside: Beside) -> Iterator[tuple[str, str]]:
    allowed = _allowed(key, beside)
    if not allowed:
        return
    yield "", "—"
    for word in allowed:
        label = allowed[word] if isinstance(allowed, Mapping) else word
        yield word, _named(word, str(label))


def _allowed(key: Key, beside: Beside) -> Collection[str] | None:
    """The words of which one is said, by the declarations that judge it."""
    match key.type:
        case Type.FLAG:
            return YES_OR_NO
        case Type.WORD:
            return key.allowed(beside)
        case Type.COMMUNITY:
            return beside.communities
        case Type.BASIS:
            return sorted(beside.documents or ())
    return None


def _named(word: str, label: str) -> str:
    """A word with what it is in Chinese, where that is read."""
    names = chinese(label)
    return word if language() == "en" or not names else names[0]


def changed(head: str, keys: Collection[Key], asked: Mapping[str, str]) -> str:
    """The front matter with these values, by the names of keys: a line that says the same
    stays as it is, an emptied one goes, a new one is put where its key stands in order.
    """
    before = {key.name: value for key, value in values(head, keys)}
    rows = head.split("\n")
    for key in keys:
        value = one_line(asked.get(key.name, before.get(key.name, "")))
        if value != one_line(before.get(key.name, "")):
            rows = _with(rows, tuple(keys), key, value)
    return "\n".join(rows)


def _with(rows: list[str], keys: tuple[Key, ...], key: Key, value: str) -> list[str]:
    """The rows with this value of the key."""
    places = _places(rows, keys)
    at = places.get(key.name)
    if at is not None:
        name = rows[at].partition(":")[0]
        return [*rows[:at], *([f"{name}: {value}"] if value else []), *rows[at + 1 :]]
    above = [places[one.name] for one in keys[: keys.index(key)] if one.name in places]
    begin = max(above, default=-1) + 1
    return [*rows[:begin], f"{key.name}: {value}", *rows[begin:]]


def _places(rows: list[str], keys: tuple[Key, ...]) -> dict[str, int]:
    """The row of each key that is there."""
    front = FrontMatter(keys)
    found: dict[str, int] = {}
    for number, row in enumerate(rows):
        line = LINE.match(row)
        key = front.key(line["key"]) if line else None
        if key:
            found.setdefault(key.name, number)
    return found


def shown_lines(head: str, keys: Iterable[Key]) -> set[str]:
    """The lines that the form asks."""
    rows = head.split("\n")
    return {rows[number] for number in _places(rows, tuple(keys)).values()}

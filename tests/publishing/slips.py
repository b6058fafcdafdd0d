"""Content files with one slip in them, made from what the declarations say: each key misspelt, missing, or of the wrong type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.head import HEAD
from forms_app.base.contentfile.keys import Key, Type, When
from forms_app.base.contentfile.lines import key_lines, row_numbers
from forms_app.base.contentfile.rulekind import Rows, RuleKind
from forms_app.publishing.site.howto import example_of
from tests.conftest import PROJECT

RULES = PROJECT / "content" / "rules"
CAMPAIGN = PROJECT / "content" / "campaigns" / "resumption-2020"
# What no key of the type can be; any text is good as text.
WRONG = {
    Type.ID: "Not A Slug",
    Type.WORD: "nonsense",
    Type.WORDS: "Not A Slug",
    Type.COMMUNITY: "Not A Slug",
    Type.GRID: "Not A Slug",
    Type.WHOLE: "many",
    Type.DAY: "some day",
    Type.MOMENT: "some day",
    Type.FLAG: "perhaps",
    Type.CODE: "?",
    Type.PARTS: "one part",
}


@dataclass(frozen=True)
class Slip:
    """A file with one slip in it, and the line at which it must be told, 0 for the whole file."""

    how: str
    key: str
    text: str
    line: int


def shipped(kind: RuleKind) -> Path:
    return next(
        path
        for path in sorted([*RULES.glob(kind.file), *CAMPAIGN.glob(kind.file)])
        if _kind_of(path) == kind.id
    )


def _kind_of(path: Path) -> str:
    relative = path.relative_to(PROJECT / "content").as_posix()
    return rulefile.read(path.read_bytes(), relative)[0].kind


def of_rule(kind: RuleKind, text: str) -> list[Slip]:
    """Each key where it stands first; one of rows that the file does without, as its example says."""
    inner = [key for outer in kind.outside for key in outer.keys]
    found = [*_of_toml([*HEAD, *kind.outside, *inner], text)]
    for rows in kind.others:
        if f"[[{rows.name}]]" not in text:
            text += _least_row(rows)
        found += _of_toml(rows.keys, text, rows.name)
    return [*found, *_of_toml(kind.rows, text, "rows")]


def _least_row(rows: Rows) -> str:
    """A row of examples, of no more than what it must have."""
    needed = [
        example_of(key, key.example, is_toml=True)
        for key in rows.keys
        if key.required is True
    ]
    return "\n".join([f"\n[[{rows.name}]]", *needed, ""])


def of_office_file(keys: Iterable[Key], text: str) -> list[Slip]:
    return list(_of_toml(keys, text))


def _of_toml(keys: Iterable[Key], text: str, name_of_rows: str = "") -> Iterator[Slip]:
    """Of keys outside rows, or of the rows of this name."""
    where = key_lines(text.split("\n"))
    within = row_numbers(text.split("\n"), name_of_rows) if name_of_rows else [0]
    for key in keys:
        places = [
            (line, row)
            for (row, name), line in where.items()
            if name == key.name and row in within
        ]
        if places:
            line, row = min(places)
            of_row = where.get((row, ""), 0) if row else 0
            yield from _of_toml_key(key, text.split("\n"), line, of_row)
        elif name_of_rows and key.example:
            first = where[(min(within), "")]
            rows = text.split("\n")
            rows.insert(first, example_of(key, key.example, is_toml=True))
            yield from _of_toml_key(key, rows, first + 1, first)
        else:
            assert key.required is not True, key.name


def _of_toml_key(key: Key, rows: list[str], line: int, of_row: int) -> Iterator[Slip]:
    above = rows[: line - 1]
    if key.type is Type.TABLE:
        misspelt = [*above, f"[{key.name}x]", *rows[line:]]
        yield Slip("misspelt", key.name, "\n".join(misspelt), line)
        return
    end = line
    while rows[line - 1].rstrip().endswith("[") and rows[end - 1] != "]":
        end += 1
    value = rows[line - 1].partition("=")[2]
    misspelt = [*above, f"{key.name}x ={value}", *rows[line:]]
    yield Slip("misspelt", key.name, "\n".join(misspelt), line)
    wrong = [*above, f"{key.name} = {{ x = 1 }}", *rows[end:]]
    yield Slip("wrong", key.name, "\n".join(wrong), line)
    if key.required is True:
        yield Slip("missing", key.name, "\n".join([*above, *rows[end:]]), of_row)


def example(keys: Iterable[Key], says: Mapping[str, str] = {}) -> str:
    """A Markdown file of nothing but the examples of its keys, but where `says` says otherwise."""
    lines = [
        f"{key.name}: {says[key.name]}"
        if key.name in says
        else example_of(key, key.example, is_toml=False)
        for key in keys
    ]
    return "\n".join([*lines, "", "正文。", ""])


def of_front_matter(keys: Iterable[Key], text: str) -> Iterator[Slip]:
    """Each key of a file that has all of them."""
    rows = text.split("\n")
    for key in keys:
        name = key.name.replace("-*", "-1")
        index = next(n for n, row in enumerate(rows) if row.startswith(f"{name}: "))
        value = rows[index].partition(": ")[2]

        def put(*lines: str, index: int = index) -> str:
            return "\n".join([*rows[:index], *lines, *rows[index + 1 :]])

        misspelt = (
            key.name.replace("-*", "")
            + "x"
            + name.removeprefix(key.name.replace("-*", ""))
        )
        yield Slip("misspelt", name, put(f"{misspelt}: {value}"), index + 1)
        if key.type in WRONG:
            yield Slip("wrong", name, put(f"{name}: {WRONG[key.type]}"), index + 1)
        if key.required is True:
            yield Slip("missing", name, put(), 0)
            yield Slip("empty", name, put(f"{name}:"), index + 1)
        elif isinstance(key.required, When):
            yield from _where_needed(key, key.required, put(), name)


def _where_needed(key: Key, when: When, text: str, name: str) -> Iterator[Slip]:
    """Without it, where another key says that it is needed."""
    rows = text.split("\n")
    line = next(n for n, row in enumerate(rows, 1) if row.startswith(f"{when.key}: "))
    for word in when.words:
        rows[line - 1] = f"{when.key}: {word}"
        yield Slip("missing", name, "\n".join(rows), line)

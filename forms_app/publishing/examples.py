"""Examples: content files of a sample office in OFFICE/examples, which nobody publishes,
until somebody copies one into content/.

A copy begins today, is issued by the office that copies it, and brings along what it
rests on. The rest of its words are for whoever copied it to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from forms_app.base.documents import labels
from forms_app.base.documents.sections import TO_REST_ON
from forms_app.permits.grid.content import Community

FOLDER = "examples"
ENGLISH = ".en.md"
BEGINS = ("date", "since", "from", "effective")
# The sample's own: its numbers, its last days, what it counted.
LEFT_OUT = ("number", "until", "to", "expires", "supersedes", "helped")
ISSUED_BY = ("issuer", "bodies")
TITLE = re.compile(r'(?m)^(?:Title: |title = ")(.*?)"?$')
BASIS = re.compile(r'(?m)^(?:Basis: |basis = ")(.*?)"?$')
FROM = re.compile(r"(?m)^from = .*$")
COMMUNITY = re.compile(r'(?m)^community = "(.+)"$')
COMMUNITIES = re.compile(r"(?m)^communities = ")
ROW = "[[rows]]"
# A kind that the office has no word for is another one.
KINDS = {
    **{(section, "kind"): labels.KINDS for section in TO_REST_ON},
    ("measures", "group"): labels.GROUPS,
}
OTHER = "other"


class NoExample(Exception):
    """There is none of this name; says which one was probably meant."""


@dataclass(frozen=True)
class Example:
    """`name` is its place in the folder, such as "notices/how-to-apply"; `files` has
    its translation too.
    """

    name: str
    title: str
    files: tuple[Path, ...]
    rests_on: frozenset[str]

    @property
    def section(self) -> str:
        return self.name.partition("/")[0]

    @property
    def stem(self) -> str:
        return self.name.partition("/")[2]


def examples_in(folder: Path) -> list[Example]:
    """All of them, by name."""
    return [
        _example(folder, path)
        for path in sorted(folder.glob("*/*"))
        if path.suffix in {".md", ".toml"} and not path.name.endswith(ENGLISH)
    ]


def _example(folder: Path, path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    english = path.with_name(f"{path.stem}{ENGLISH}")
    title = TITLE.search(text)
    return Example(
        path.relative_to(folder).with_suffix("").as_posix(),
        title[1] if title else "",
        (path, english) if english.exists() else (path,),
        frozenset(BASIS.findall(text)),
    )


def named(examples: Iterable[Example], word: str) -> Example:
    """The example of this name, with or without its section.

    Raises:
        NoExample: there is none, or several of this name.
    """
    every = list(examples)
    found = [one for one in every if word in {one.name, one.stem}]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(one.name for one in found)
        raise NoExample(f"Say which one: {names}.")
    near = get_close_matches(word, [one.stem for one in every], 1, 0.5)
    raise NoExample(
        f"There is no example {word}." + (f" Is it {near[0]}?" if near else "")
    )


def needed_by(example: Example, examples: Iterable[Example]) -> Iterator[Example]:
    """What it rests on, then the example itself."""
    for other in examples:
        if other.section in TO_REST_ON and other.stem in example.rests_on:
            yield other
    yield example


def copied(path: Path, community: Community, today: date) -> str:
    """The text of a file as it is to stand in content/."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return _rule(text, community, today)
    issuer = community.title_en if path.name.endswith(ENGLISH) else community.office
    head, _, body = text.partition("\n\n")
    given = (community, issuer, today)
    section = path.parent.name
    rows = [_value(section, row, *given) for row in head.split("\n")]
    return "\n".join([row for row in rows if row] + ["", body])


def _value(
    section: str, row: str, community: Community, issuer: str, today: date
) -> str:
    """A line of the front matter; empty where it is left out."""
    key = row.partition(":")[0]
    word = key.lower()
    if word in LEFT_OUT:
        return ""
    if word in BEGINS:
        return f"{key}: {today}"
    if word in ISSUED_BY:
        return f"{key}: {issuer}"
    ours = {"community": community.slug, "phone": community.phone}
    if word in ours:
        return f"{key}: {ours[word]}"
    kinds = KINDS.get((section, word))
    is_known = kinds is None or row.partition(":")[2].strip() in kinds
    return row if is_known else f"{key}: {OTHER}"


def _rule(text: str, community: Community, today: date) -> str:
    """Without the rows that hold in communities of the sample only; what each of them
    has rows of its own for is given to this one as the first of them has it.
    """
    head, *rows = text.split(ROW)
    first = COMMUNITY.search(text)
    kept = [
        COMMUNITY.sub(f'community = "{community.slug}"', row)
        for row in rows
        if not COMMUNITIES.search(row)
        and ((of := COMMUNITY.search(row)) is None or (first and of[1] == first[1]))
    ]
    return ROW.join([FROM.sub(f"from = {today}", head), *kept])

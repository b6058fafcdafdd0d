"""A list of documents in parts: the whole of it, what is about one kind, and what is about
one community. All by links, so that they need no script.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from forms_app.publishing.site.model import Model
from forms_app.publishing.site.papers import Category, Paper

Row = TypeVar("Row")


@dataclass(frozen=True)
class Choice:
    """A part of a list: its address below the language, its code, and how many stand
    there.
    """

    path: str
    code: str
    number: int


@dataclass(frozen=True)
class ListPart(Generic[Row]):
    """`values`: what its page says beside the rows."""

    rows: list[Row]
    values: dict[str, Any]


def parts_of(
    model: Model, category: Category, rows: list[Row], paper: Callable[[Row], Paper]
) -> dict[str, ListPart[Row]]:
    """By path, the whole first; without a kind or community nothing says."""
    root = f"{category.slug}/"
    kinds = [one.slug for one in model.inputs.vocabulary.list("notices")]
    by_kind = _parted(rows, paper, kinds, "kind")
    by_community = _parted(rows, paper, model.by_slug, "community")
    shared = {
        "section": category.slug,
        "names": _names(model, category.lang),
        "number": len(rows),
        "kinds": choices(f"{root}kind/", by_kind),
        "communities": choices(f"{root}community/", by_community),
        "kind": "",
        "community": "",
        "feed": feed_of(category),
    }
    found = {root: ListPart(rows, shared)}
    for code, own in by_kind.items():
        said = {"kind": code, "feed": feed_of(category, "kind", code)}
        found[f"{root}kind/{code}/"] = ListPart(own, shared | said)
    for code, own in by_community.items():
        said = {"community": code, "feed": feed_of(category, "communities", code)}
        found[f"{root}community/{code}/"] = ListPart(own, shared | said)
    return found


def feed_of(category: Category, of: str = "", code: str = "") -> str:
    """The feed of a list; of an English one always that of the whole section."""
    if category.lang == "en":
        return f"feeds/en/{category.slug}.atom.xml"
    return f"feeds/{of}/{code}.atom.xml" if of else f"feeds/{category.slug}.atom.xml"


def choices(root: str, parts: Mapping[str, Collection[Any]]) -> list[Choice]:
    return [Choice(f"{root}{code}/", code, len(own)) for code, own in parts.items()]


def _parted(
    rows: list[Row], paper: Callable[[Row], Paper], codes: Iterable[str], key: str
) -> dict[str, list[Row]]:
    """By code, in the order of these, what says so."""
    each = {code: [r for r in rows if paper(r).said(key) == code] for code in codes}
    return {code: own for code, own in each.items() if own}


def _names(model: Model, lang: str) -> dict[str, str]:
    """What communities are called."""
    return {c.slug: c.title_en if lang == "en" else c.title for c in model.communities}

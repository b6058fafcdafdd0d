"""/data/: the published files for whoever reads them with a program, each with its
addresses, its columns and an example of every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from string import Formatter

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import use_language
from forms_app.publishing.site import published_files, subscriptions
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.published_files import DataFile
from forms_app.publishing.site.theme import LANGUAGES

PATH = "data/index.html"


@dataclass(frozen=True)
class PrintedColumn:
    name: str
    means: str
    example: str


@dataclass(frozen=True)
class PrintedFile:
    """`patterns`: as they are written where there are many; `addresses`: those there are,
    as far as they can be named.
    """

    title: str
    format: str
    patterns: tuple[str, ...]
    addresses: tuple[str, ...]
    columns: tuple[PrintedColumn, ...]


@dataclass(frozen=True)
class Part:
    title: str
    files: tuple[PrintedFile, ...]


def data_page(model: Model) -> Iterator[Output]:
    for lang in LANGUAGES:
        values = {
            "parts": parts(model, lang),
            "licence": model.inputs.profile.licence,
            "subscriptions": subscriptions.every(model, lang),
        }
        yield model.page(PATH, "data", lang, "data", **values)


def parts(model: Model, lang: str) -> list[Part]:
    """All that is published by the features that are on."""
    on = model.site.features
    figures = published_files.statistics(on)
    with use_language(lang):
        found = [
            (_("名单"), published_files.LISTS),
            (_("数字"), (figures,) if figures.feature in on else ()),
            (_("文件"), published_files.DOCUMENTS),
            (_("订阅"), published_files.FEEDS),
            (_("核对用的，和给搜索引擎的"), published_files.FOR_PROGRAMS),
        ]
    known = _known(model)
    return [
        Part(title, tuple(_printed(one, lang, known) for one in files))
        for title, files in found
        if files
    ]


def _known(model: Model) -> dict[str, list[str]]:
    """What each name in a pattern may stand for here."""
    others = [one for one in model.inputs.listed if one != model.inputs.lead]
    kinds = [one.slug for one in model.inputs.vocabulary.list("notices")]
    return {
        "community": [*model.by_slug],
        "campaign": others,
        "kind": kinds,
        "section": [*subscriptions.SECTIONS],
    }


def _printed(file: DataFile, lang: str, known: dict[str, list[str]]) -> PrintedFile:
    is_english = lang == "en"
    addresses = (one for path in file.paths for one in _addresses(path, known))
    return PrintedFile(
        file.en if is_english else file.zh,
        file.format,
        file.paths,
        tuple(addresses),
        tuple(
            PrintedColumn(one.name, one.en if is_english else one.zh, one.example)
            for one in file.columns
        ),
    )


def _addresses(pattern: str, known: dict[str, list[str]]) -> Iterable[str]:
    """None of a pattern that has a name which only its maker can fill in."""
    names = [name for _text, name, _spec, _how in Formatter().parse(pattern) if name]
    if not known.keys() >= set(names):
        return
    for values in product(*(known[name] for name in names)):
        yield pattern.format(**dict(zip(names, values, strict=True)))

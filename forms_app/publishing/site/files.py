"""/help/files/: every kind of content file and every key of it, printed from what judges
and reads them, so that the page cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.head import HEAD
from forms_app.base.contentfile.keys import Key
from forms_app.base.contentfile.meant import chinese
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.rulekind import RuleKind
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.publishing.intake.media import ALLOWED
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.site.howto import example_of, how

SLUG = "files"


@dataclass(frozen=True)
class Printed:
    """A key as it is printed. `called`: what it is in Chinese, where that is read.
    `needed`: "always", "sometimes" or "".
    """

    name: str
    called: str
    means: str
    how: str
    needed: str
    example: str


@dataclass(frozen=True)
class PrintedBlock:
    """Keys that stand together. `note` is a message: where they stand."""

    note: str
    keys: tuple[Printed, ...]


@dataclass(frozen=True)
class PrintedFile:
    """A kind of file. `name` is where its files lie, `address` the page that is made of
    each, if any.
    """

    name: str
    title: str
    address: str
    blocks: tuple[PrintedBlock, ...]


def content_files(on: Collection[str], lang: str) -> list[PrintedFile]:
    """Every kind of file of the features that are on, the rules last."""
    kinds: Iterable[RuleKind[Any]] = parts(
        [one for one in FEATURES if one.name in on], "rules"
    )
    with use_language(lang):
        of_rules = {RULES, CAMPAIGN_RULES}
        sections = [_section(one, lang) for one in SECTIONS if one not in of_rules]
        return [*sections, _media(), *(_rule(kind, lang) for kind in kinds)]


def _section(section: Section[Any], lang: str) -> PrintedFile:
    is_toml = section.suffix == ".toml"
    return PrintedFile(
        section.pattern,
        str(section.title),
        section.address.format(slug="…"),
        tuple(
            PrintedBlock(str(block.note), _printed(block.keys, lang, is_toml))
            for block in section.blocks
        ),
    )


def _media() -> PrintedFile:
    """What stands in no text and is shown by one."""
    note = _(
        "%(kinds)s，每个不超过 10 MB，不分文件夹。写 ![图上是什么](media/文件名) 或 "
        "[附件名称](media/文件名)。",
        kinds=_(ALLOWED),
    )
    return PrintedFile(f"{MEDIA}/*", _("图片和附件"), "", (PrintedBlock(note, ()),))


def _rule(kind: RuleKind[Any], lang: str) -> PrintedFile:
    head = _printed((*HEAD, *kind.outside), lang, rule_id=kind.id)
    blocks = [PrintedBlock("", head)]
    if kind.rows:
        blocks.append(
            PrintedBlock(_("每一行 [[rows]] 里："), _printed(kind.rows, lang))
        )
    for rows in kind.others:
        named = {"name": rows.name, "title": _(rows.title)}
        note = _("每一行 [[%(name)s]] 里（%(title)s）：", **named)
        blocks.append(PrintedBlock(note, _printed(rows.keys, lang)))
    return PrintedFile(
        kind.place,
        kind.title_en if lang == "en" else kind.title,
        "",
        tuple(blocks),
    )


def _printed(
    keys: Iterable[Key],
    lang: str,
    is_toml: bool = True,
    rule_id: str = "",
    within: str = "",
) -> tuple[Printed, ...]:
    found: list[Printed] = []
    for key in keys:
        needed = "always" if key.required is True else "sometimes"
        example = rule_id if key.name == "id" and rule_id else key.example
        found.append(
            Printed(
                within + key.name,
                "".join(chinese(key.called)[:1]) if lang != "en" else "",
                key.means_en if lang == "en" else key.means,
                how(key, lang, is_toml),
                needed if key.required else "",
                example_of(key, example, is_toml),
            )
        )
        found += _printed(key.keys, lang, is_toml, within=f"{key.name} → ")
    return tuple(found)

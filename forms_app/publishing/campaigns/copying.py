"""A campaign as a copy of the folder of another one, without what was decided in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN_FILE,
    CAMPAIGNS,
)
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judges import SLUG
from forms_app.base.contentfile.meant import word_of
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.base.contentfile.toml_text import set_keys
from forms_app.base.contentfile.write import (
    make_folder,
    share,
    sync_folder,
    write_aside,
)
from forms_app.base.office import Office
from forms_app.base.opening import MARKS, is_placeholder
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.content import LONGEST
from forms_app.publishing import preview

TITLES = ("title", "title_en")


@dataclass(frozen=True)
class Name:
    """What a new campaign is called: its slug, and its title in both languages, which a
    mark to be replaced stands for where it is empty.
    """

    slug: str
    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class Folder:
    """A campaign that is not written yet: the text of its files, by path below
    content/, and what the judge says of them and of other files because of them.
    """

    slug: str
    files: Mapping[str, str]
    faults: tuple[Fault, ...]


def copied(office: Office, name: Name, other: str) -> Folder:
    """The folder `other` as a draft that begins today, its bases open: of each rule the
    version in force, or else the newest one.

    Raises:
        Refused: the slug cannot be one or has a folder already, or there is no `other`.
    """
    _must_be_free(office, name.slug)
    source = _source(office, other)
    today = office.clock.today()
    files = {
        f"{CAMPAIGNS}/{name.slug}/{file}": _text(text, file, name, today)
        for file, text in _versions(source, today)
    }
    own, others = preview.faults(office, files)
    return Folder(name.slug, files, (*own, *others))


def _must_be_free(office: Office, slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise Refused(
            "“%(slug)s”不能用作代号：只用小写字母、数字和连字符，%(most)s 个以内，"
            "例如 gas-2020",
            slug=slug[:60],
            most=LONGEST,
        )
    if os.path.lexists(office.content / CAMPAIGNS / slug):
        raise Refused("已经有“%(slug)s”这个文件夹，没有写。请换一个代号", slug=slug)


def _source(office: Office, other: str) -> Path:
    """The folder of an own campaign; never a path that somebody typed."""
    folders = {
        path.parent.name: path.parent
        for path in office.content.glob(f"{CAMPAIGNS}/*/{CAMPAIGN_FILE}")
        if SLUG.fullmatch(path.parent.name)
    }
    if other in folders:
        return folders[other]
    meant = word_of(other, folders)
    if meant:
        raise Refused(
            "没有“%(other)s”这个专项行动。是不是 %(meant)s？",
            other=other[:60],
            meant=meant,
        )
    raise Refused(
        "没有“%(other)s”这个专项行动。有：%(every)s",
        other=other[:60],
        every=in_a_row(sorted(folders)) or _("一个也没有"),
    )


def _versions(source: Path, today: date) -> Iterator[tuple[str, str]]:
    """The file names and texts of a copy: one version of each rule.

    Raises:
        Refused: a file cannot be read.
    """
    texts = dict[str, str]()
    rules = list[RuleFile]()
    for path in sorted(source.glob("*.toml")):
        relative = f"{CAMPAIGNS}/{source.name}/{path.name}"
        try:
            data = read_content(path)
            texts[relative] = text_of(data, relative)
        except (Unreadable, NoText):
            raise Refused("%(path)s 读不了，没有写", path=relative) from None
        rule, faults = rulefile.read(data, relative)
        if rule is None:
            raise Refused(
                "%(path)s 有错，请先改好：%(fault)s",
                path=relative,
                fault=faults[0].message,
            )
        rules.append(rule)
    for kind in sorted({one.kind for one in rules}):
        versions = [one for one in rules if one.kind == kind]
        newest = max(versions, key=lambda one: one.begins)
        chosen = in_force(versions, kind, today) or newest
        yield f"{kind}.toml", texts[chosen.path]


def _text(text: str, file: str, name: Name, today: date) -> str:
    values: dict[str, object] = {"basis": "", "from": today, "to": None}
    if file == CAMPAIGN_FILE:
        values |= {"id": name.slug, "draft": True, "ended_on": None}
        values |= {"title": name.zh or f"{name.slug}（{MARKS[0]}）"}
        values |= {"title_en": name.en or f"{name.slug} ({MARKS[1]})"}
    return set_keys(text, values)


def write(office: Office, folder: Folder) -> Path:
    """Put all its files in place at once.

    Raises:
        Refused: somebody made a folder of this name meanwhile.
        OSError: it could not be written; nothing of it is left.
    """
    place = office.content / CAMPAIGNS / folder.slug
    make_folder(place.parent)
    aside = place.with_name(f".{folder.slug}.{os.getpid()}.tmp")
    aside.mkdir()
    try:
        share(aside, place.parent)
        for path, text in folder.files.items():
            write_aside(aside / Path(path).name, text.encode())
        _must_be_free(office, folder.slug)
        aside.rename(place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return place


def left_to_fill_in(rule: RuleFile) -> list[str]:
    """The keys of a file that a copy leaves open: its basis, titles to be replaced."""
    said = {"title": rule.title, **rule.extra}
    marked = [key for key in TITLES if is_placeholder(str(said.get(key, "")))]
    return [*marked, *(["basis"] if not rule.basis else [])]


def gaps(folder: Folder) -> Iterator[tuple[str, list[str]]]:
    """By path, what is to be filled in of a copy."""
    for path, text in folder.files.items():
        rule, _faults = rulefile.read(text.encode(), path)
        if rule and (keys := left_to_fill_in(rule)):
            yield path, keys

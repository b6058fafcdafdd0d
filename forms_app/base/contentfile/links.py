"""What a text links to and shows: pictures that lie elsewhere, which would tell somebody
else who reads the page, and files and pages that are not there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

import nh3

from forms_app.base.contentfile.bounds import too_much
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.targets import MEDIA, Target, lines_of, targets_in

CODE = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*$|^(?: {4}|\t)[^\n]*$|(?P<in>`{1,3})[^\n]*?(?P=in)",
    re.MULTILINE | re.DOTALL,
)
WEB = frozenset({"//", "http", "https", "ftp"})
THEME = "/theme/"
GENERATED = "help"  # has pages beside those of its files
MOST_TOLD = 20  # of one text
MOST_LINKS = 1000  # looked at in one text


class Wrong(NamedTuple):
    """What is wrong with a target, and what is allowed: messages with their values."""

    says: str
    allowed: str
    file: str = ""  # that is named
    nearest: str = ""


def faults(
    path: str, body: str, above: int = 0, files: Collection[str] | None = None
) -> Iterator[Fault]:
    """`above`: how many lines stand above the body. `files`: the paths that may be linked
    to, with the folders of texts (beside.py); None where that is not looked at.
    """
    if too_much(body):
        return
    found = targets_in(body)[:MOST_LINKS]
    rows = body.split("\n")
    told = (
        Fault(
            path,
            above + line + 1,
            wrong.says,
            {"file": wrong.file},
            wrong.allowed,
            {"file": wrong.nearest},
            rows[line][:200],
        )
        for target, line in zip(
            found, lines_of(found, CODE.sub(_blank, body)), strict=True
        )
        if (wrong := _wrong(target, path, files))
    )
    yield from islice(told, MOST_TOLD)


def _blank(code: re.Match[str]) -> str:
    """Code shows what stands in it and loads nothing; its lines still count."""
    return re.sub(r"[^\n]", " ", code[0])


def _wrong(target: Target, path: str, files: Collection[str] | None) -> Wrong | None:
    if target.is_picture and target.scheme in WEB:
        return Wrong(
            "这张图在别的网站上：读者一打开，别的网站就知道了",
            "存到 content/media/，写 ![图上是什么](media/文件名)；或者只写一个链接",
        )
    if files is None:
        return None
    return (_of_picture if target.is_picture else _of_link)(target, path, files)


def _of_picture(target: Target, _path: str, files: Collection[str]) -> Wrong | None:
    if target.scheme:
        return Wrong(
            "这张图写在地址里了，显示不出来",
            "存成文件放到 content/media/，写 ![图上是什么](media/文件名)",
        )
    if target.path.startswith(THEME):
        return None
    if target.media not in files:
        return _missing("没有“%(file)s”这张图", target.path, files)
    if not target.alt:
        return Wrong(
            "这张图没有说明：看不见图的人不知道上面是什么",
            "![图上是什么](%(file)s)",
            nearest=target.media,
        )
    return None


def _of_link(target: Target, path: str, files: Collection[str]) -> Wrong | None:
    if target.scheme:
        is_known = target.scheme in WEB or target.scheme in nh3.ALLOWED_URL_SCHEMES
        return None if is_known else Wrong("这个链接公众打不开", "https://…")
    if not target.path:  # a place on the page
        return None
    if target.how == "filename" or target.path.endswith(".md"):
        to = _from(posixpath.dirname(path), target.path)
        if target.how == "filename" and to in files:
            return None
        return _no_document(to, files)
    if target.media:
        is_there = target.media in files
    elif target.how or posixpath.splitext(target.path)[1]:
        is_there = target.path.startswith("/") and not target.how
    else:
        return _of_page(target, path, files)
    says = "没有“%(file)s”这个附件"
    return None if is_there else _missing(says, target.path, files)


def document_of(target: Target, path: str) -> str:
    """The content file behind a link of the text at `path`, if there is one at all; empty
    where no document is meant.
    """
    if target.scheme or target.is_picture or not target.path:
        return ""
    if target.how == "filename" or target.path.endswith(".md"):
        return _from(posixpath.dirname(path), target.path)
    folder, slug = _page(target, path)
    return f"{folder}/{slug.strip('/')}.md" if slug.strip("/") else ""


def _page(target: Target, path: str) -> tuple[str, str]:
    """The folder of another page of the site, from its top or from where this one is,
    and what stands behind it.
    """
    here = path.removesuffix(".md").removesuffix(".en")
    folder, _, slug = _from(here, target.path).removeprefix("en/").partition("/")
    return folder, slug


def _of_page(target: Target, path: str, files: Collection[str]) -> Wrong | None:
    folder, slug = _page(target, path)
    is_of_ours = f"{folder}/" in files and folder != GENERATED
    if target.path.startswith("/") and not (is_of_ours and slug):
        return None
    if is_of_ours and (not slug or f"{folder}/{slug.strip('/')}.md" in files):
        return None
    if folder == GENERATED:
        return None
    return _no_document(f"{folder}/{slug.strip('/')}".strip("/") + ".md", files)


def _from(folder: str, to: str) -> str:
    """The path in the content folder; what begins with / is looked for from its top."""
    return posixpath.normpath(posixpath.join("/", folder, to)).lstrip("/")


def _no_document(to: str, files: Collection[str]) -> Wrong:
    if to in files:
        says = "这样链接到“%(file)s”，公众打不开"
        return Wrong(says, "{filename}/%(file)s", to, to)
    documents = [file for file in files if _is_document(file)]
    nearest = get_close_matches(to, documents, 1, 0.4)
    says = "这里链接的文件“%(file)s”不存在"
    return Wrong(says, "{filename}/%(file)s" if nearest else "", to, *nearest)


def _is_document(file: str) -> bool:
    return not file.startswith(f"{MEDIA}/") and not file.endswith("/")


def _missing(says: str, to: str, files: Collection[str]) -> Wrong:
    """A picture or an attachment that is not there, with the one that is nearest."""
    by_name = {
        posixpath.basename(file).lower(): file
        for file in files
        if file.startswith(f"{MEDIA}/")
    }
    name = posixpath.basename(to)
    if nearest := get_close_matches(name.lower(), by_name, 1, 0.6):
        return Wrong(says, "%(file)s", to, by_name[nearest[0]])
    allowed = "把文件放到 content/media/，写 media/%(file)s"
    return Wrong(says, allowed, to, name)

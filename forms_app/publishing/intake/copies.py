"""Copies: files that Windows, WPS, a Mac or WeChat made of another one, by their names,
and the same file in a second place.

A copy is never told to be something else: following that would make a second record.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from forms_app.base.contentfile.faults import Fault

# "X - 副本", "X - 副本 (2)", "X 的副本", "X (1)", "X（1）", "X - Copy (2)", "X copy 2",
# "Copy of X", "副本 X".
BEHIND = re.compile(
    r"(?P<of>.+?)"
    r"(?:[ _-]*(?:的?副本|复制|复件|拷贝)|[ _-]+copy)?(?:[ _-]*[(（]\d+[)）]| \d+)?",
    re.IGNORECASE,
)
BEFORE = re.compile(r"(?:copy of |(?:副本|复件)[ _-]*)(?P<of>.+)", re.IGNORECASE)
HINT = re.compile(r"[ (（_副复拷]|copy", re.IGNORECASE)  # without it, no copy
SUFFIXES = re.compile(r"((?:\.en)?\.[a-z]+)$", re.IGNORECASE)


def original_of(relative: str) -> str:
    """The path of the file that this one is a copy of, for all that its name and those
    of its folders tell; empty where they tell nothing.
    """
    if not HINT.search(relative):
        return ""
    meant = "/".join(map(_original, relative.split("/")))
    return "" if meant == relative else meant


def _original(name: str) -> str:
    stem, suffix, _ = [*SUFFIXES.split(name, maxsplit=1), "", ""][:3]
    found = BEFORE.fullmatch(stem) or BEHIND.fullmatch(stem)
    return f"{found['of'].rstrip() if found else stem}{suffix}"


def by_name(content: Path, relative: str) -> Fault | None:
    """The fault of a file that is called as a copy is, and whose original is there."""
    original = original_of(relative)
    if original and os.path.lexists(content / original):
        return _copy(relative, original)
    return None


def in_another_folder(
    content: Path, relative: str, community: str, folders: Iterable[str]
) -> Fault | None:
    """The fault of an enterprise file that lies in another community's folder too, or in
    the wrong one alone.

    `community`: the one it says it belongs to; `folders`: those that have its prefix.
    """
    decisions, folder, name = relative.rsplit("/", 2)
    right = list(folders)
    if folder in right or len(right) != 1:
        return None
    original = f"{decisions}/{right[0]}/{name}"
    if os.path.lexists(content / original):
        return _copy(relative, original)
    if community == right[0]:
        says = "这个文件放错了文件夹"
        return Fault(relative, 0, says, {}, "移到 %(to)s", {"to": original})
    return None


def the_same(texts: Iterable[tuple[str, str]], kept: Iterable[str]) -> list[Fault]:
    """Of files with the same words, each but one: the one that was there before stays,
    else the first.
    """
    before = set(kept)
    first: dict[str, str] = {}
    found: list[Fault] = []
    for relative, text in sorted(texts, key=lambda one: one[0] not in before):
        original = first.setdefault(text, relative)
        if original != relative:
            found.append(_copy(relative, original))
    return found


def _copy(relative: str, original: str) -> Fault:
    says = "这是 %(original)s 的副本，请删除"
    allowed = "要改内容，就改 %(original)s"
    told = {"original": original}
    return Fault(relative, 0, says, told, allowed, told)

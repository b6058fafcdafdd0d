"""One file of a content tree: its name, its bytes, and whether it may be kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from forms_app.base.contentfile import leaks
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.section import Judgement, Section
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake.tree import CheckedTree, shown_name

OF_WORD = frozenset({".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf"})


def named_well(tree: CheckedTree, paths: Iterable[str]) -> Iterator[str]:
    """Those whose names are text; the others are told."""
    for relative in paths:
        shown = shown_name(relative)
        if shown == relative:
            yield relative
            continue
        says = "文件名不是 UTF-8 编码"
        tree.tell([Fault(shown, 0, says, {}, "改名：小写字母、数字和连字符")])


def read_file(
    tree: CheckedTree, content: Path, relative: str, suffix: str
) -> bytes | None:
    """The bytes of a file that is one; None beside the fault that was told."""
    path = content / relative
    if _is_linked(content, relative):
        says = "这是一个链接，不是文件"
        tree.tell([Fault(relative, 0, says, {}, "把文件本身放在这里")])
    elif path.suffix != suffix:
        tree.tell([_wrong_suffix(relative, suffix)])
    else:
        try:
            return read_content(path)
        except FileNotFoundError:  # it went away since the folder was looked at
            tree.tell([Fault(relative, 0, "文件读不出来", {}, "请检查文件的权限")])
        except Unreadable as error:
            tree.tell([Fault(relative, 0, error.says, {}, error.allowed)])
    return None


def _wrong_suffix(relative: str, suffix: str) -> Fault:
    """What Notepad adds is taken off again; a file of Word has to be saved as text."""
    says = "这里只放 %(suffix)s 文件"
    told = {"suffix": suffix}
    path = Path(relative)
    if path.suffix.lower() in OF_WORD:
        allowed = "新建一个纯文本文件，只把文字粘贴进去，保存为 UTF-8"
        return Fault(relative, 0, says, told, allowed)
    if path.suffix.lower() in {".txt", ".markdown", suffix}:
        name = f"{path.stem.removesuffix(suffix)}{suffix}"
        return Fault(relative, 0, says, told, "把文件名改成 %(name)s", {"name": name})
    return Fault(relative, 0, says, told, f"*{suffix}")


def _is_linked(content: Path, relative: str) -> bool:
    folders = relative.split("/")
    return any(
        os.path.islink(f"{content}/{'/'.join(folders[:n])}")  # noqa: PTH114 - hot
        for n in range(1, len(folders) + 1)
    )


@dataclass(frozen=True)
class Found:
    """What a file says: its record and its text as it would be accepted, or what is
    wrong with it.
    """

    record: object
    text: str
    faults: tuple[Fault, ...]


def found_of(record: object, judged: Judgement, phones: frozenset[str] | None) -> Found:
    """Look for numbers too that must not be public. `phones` are those that may be; None
    where nothing is looked for.
    """
    numbers = (
        leaks.faults(judged.path, judged.text, phones) if phones is not None else ()
    )
    faults = (*judged.faults, *numbers)
    return Found(None if faults else record, judged.text, faults)


def judge_file(
    tree: CheckedTree,
    section: Section[Any],
    relative: str,
    data: bytes,
    beside: Beside,
) -> Found:
    """What a file says that is no enterprise's, as far as it is not known from before."""
    phones = None if tree.is_accepted else tree.frame.phones
    judge = partial(_judge, section, data, relative, phones)
    of = (hashlib.sha256(data).digest(), phones)
    return tree.judgements.find(relative, of, beside, judge)


def _judge(
    section: Section[Any],
    data: bytes,
    relative: str,
    phones: frozenset[str] | None,
    beside: Beside,
) -> Found:
    record, judged = section.read(data, relative, beside)
    if section is COMMUNITIES and phones is not None:
        # it declares its own, once it can be read
        phones = record.phones if record else None
    return found_of(record, judged, phones)


def keep(tree: CheckedTree, relative: str, found: Found) -> None:
    """The record and the text of a good file. An accepted text is copied nowhere."""
    tree.tell(found.faults)
    if found.record is None:
        return
    tree.keep(relative, found.record)
    if not tree.is_accepted:
        tree.texts[relative] = found.text

"""content/help/questions.md: typical questions with their answers, in the content file
that staff can edit too.

The file is the truth: the app adds to it by the same edit an editor would make, and
keeps no copy.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from forms_app.base.contentfile import leaks
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import (
    StaleFile,
    render,
    replace_file,
)
from forms_app.base.documents.sections import HELP
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.base.typed import one_line
from forms_app.permits.grid.queries import phones_beside

FILE = Path("help") / "questions.md"
HEAD = {
    "Title": "常见问题",
    "Audience": "public",
    "Order": "5",
    "Summary": "单位常问的问题和社区的答复。",
}
BEGINS = "## "


def read(content: Path) -> bytes | None:
    """The file as it stands; None where there is none.

    Raises:
        ChangedMeanwhile: something else stands there.
    """
    path = content / FILE
    try:
        return read_content(path)
    except FileNotFoundError:
        return None
    except Unreadable:
        raise ChangedMeanwhile from None


def with_question(old: bytes | None, question: str, answer: str, day: str) -> bytes:
    """The text with this question; one with the same words gets the new answer."""
    text = (
        old.decode("utf-8-sig")
        if old is not None
        else render({**HEAD, "Date": day}, HEAD["Summary"])
    )
    heading = f"{BEGINS}{_plain(question)}"
    block = "\n\n".join(map(_plain, filter(None, answer.splitlines())))
    rows = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if heading in rows:
        begin = rows.index(heading)
        end = next(
            (
                n
                for n in range(begin + 1, len(rows))
                if rows[n].startswith(("# ", BEGINS))
            ),
            len(rows),
        )
        rows[begin:end] = [heading, "", block, *([""] if end < len(rows) else [])]
    else:
        rows += ["", heading, "", block]
    return ("\n".join(rows) + "\n").encode()


def _plain(words: str) -> str:
    """One line that is neither a heading nor markup."""
    return (
        html.escape(one_line(words), quote=False)
        .lstrip("#>-*+ ")
        .replace("[", "［")
        .replace("]", "］")
    )


def must_be_public(words: str, names: Iterable[str], phones: frozenset[str]) -> None:
    """What no page may carry is refused before it is written.

    Raises:
        Refused: a phone or identity number, or the name of the enterprise that asked.
    """
    if any(leaks.found_in(words, phones)):
        raise Refused("里面有电话或身份证号码，不能公开。请删去再保存。")
    if any(name and name in words for name in names):
        raise Refused("里面有单位或联系人的名字，不能公开。请改写再保存。")


def _judge(content: Path, data: bytes) -> list[Fault]:
    return HELP.faults(data, FILE.as_posix(), phones_beside(content))


def write(content: Path, data: bytes, expected: str | None) -> None:
    """Put it in place, if the file is still what was seen.

    Raises:
        ChangedMeanwhile: somebody edited it after it was seen; nothing was written.
        FaultyFile: the checker would not take it; nothing was written.
    """
    try:
        replace_file(content / FILE, data, expected, partial(_judge, content))
    except StaleFile:
        raise ChangedMeanwhile from None

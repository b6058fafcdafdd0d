"""What a text links to: pictures that lie elsewhere, which would tell somebody else who
reads the page, and other files of the content that are not there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import islice
from urllib.parse import unquote

from forms_app.base.contentfile.faults import Fault

ELSEWHERE = r"(?:[a-z][a-z0-9+.-]*:)?//"
# bounded: 60,000 brackets must not keep anybody waiting
PICTURE = re.compile(
    # Markdown, with its address beside it or below the text
    rf"!\[[^\]]{{0,300}}\](?:\(\s*<?{ELSEWHERE}|\[(?P<named>[^\]]{{0,300}})\])"
    # HTML
    r"|<(?:img|source|video|audio|iframe|embed|object|input|image)\b[^<>]{0,500}?"
    rf"\b(?:src|srcset|data|poster|href)\s*=\s*[\"']?\s*{ELSEWHERE}",
    re.IGNORECASE,
)
BELOW = re.compile(
    rf"^ {{0,3}}\[(?P<name>[^\]]+)\]:\s*<?{ELSEWHERE}", re.IGNORECASE | re.MULTILINE
)
# {filename}other.md, as Pelican finds one file from another
FILE = re.compile(
    r"[{|](?P<how>filename|static|attach)[|}](?P<to>[^\s\"'<>)\]]*)", re.IGNORECASE
)
CODE = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*$|^(?: {4}|\t)[^\n]*$|(?P<in>`{1,3})[^\n]*?(?P=in)",
    re.MULTILINE | re.DOTALL,
)

MOST_TOLD = 20  # pictures of one text
MOST_LINKS = 1000  # looked at in one text


def faults(
    path: str, body: str, above: int = 0, files: Collection[str] | None = None
) -> Iterator[Fault]:
    """`above`: how many lines stand above the body. `files`: the paths that may be linked
    to; None where that is not looked at.
    """
    text = CODE.sub(_blank, body)
    rows = body.split("\n")
    for start in islice(_pictures(text), MOST_TOLD):
        line = text.count("\n", 0, start)
        says = "这张图在别的网站上：读者一打开，别的网站就知道了"
        allowed = "删去这张图，用文字写清楚；或者只写一个链接"
        yield Fault(path, above + line + 1, says, {}, allowed, {}, rows[line][:200])
    if files is None:
        return
    for found in islice(FILE.finditer(text), MOST_LINKS):
        to = _target(path, unquote(found["to"]))
        if found["how"].lower() == "filename" and to in files:
            continue
        line = text.count("\n", 0, found.start())
        nearest = get_close_matches(to, files, 1, 0.4)
        values = {"file": to or found[0]}
        told = ("{filename}/%(file)s", {"file": nearest[0]}) if nearest else ("", {})
        says = "这里链接的文件“%(file)s”不存在"
        yield Fault(path, above + line + 1, says, values, *told, rows[line][:200])


def _blank(code: re.Match[str]) -> str:
    """Code shows what stands in it and loads nothing; its lines still count."""
    return re.sub(r"[^\n]", " ", code[0])


def _pictures(text: str) -> Iterator[int]:
    below = {found["name"].lower() for found in BELOW.finditer(text)}
    for found in PICTURE.finditer(text):
        if found["named"] is None or found["named"].lower() in below:
            yield found.start()


def _target(path: str, to: str) -> str:
    """The path in the content folder; what begins with / is looked for from its top."""
    plain = to.partition("#")[0].partition("?")[0]
    return posixpath.normpath(
        posixpath.join("/", posixpath.dirname(path), plain)
    ).lstrip("/")

"""What stands on the own page of an enterprise: its rows, and what happened."""

from __future__ import annotations

import re
from html import unescape

ROW = re.compile(
    r'<a href="(?P<address>[^"]+)">\s*<b>(?P<title>.+?)</b>\s*'
    r'(?:<span class="tag[^"]*"><span[^>]*>.</span> (?P<word>.+?)</span>\s*)?'
    r'(?:<span class="what">(?P<says>.+?)</span>\s*)?</a>',
)


def rows(page: str) -> dict[str, tuple[str, str, str]]:
    """By title, whose turn it is, what the row says, and where it leads."""
    block = page.partition('<ul class="tasks">')[2].partition("</ul>")[0]
    found = [one.groupdict("") for one in ROW.finditer(block)]
    assert len(found) == block.count("<li>"), block
    return {
        one["title"]: (one["word"], unescape(one["says"]), unescape(one["address"]))
        for one in found
    }


def happened(page: str) -> list[str]:
    """The titles of what happened, in their order."""
    parts = page.split('<ul class="list happened">')[1:]
    found = [
        re.findall(r"<li>\n<span>(.+?)</span>\n", part.partition("</ul>")[0])
        for part in parts
    ]
    return [unescape(re.sub("<[^>]+>", "", one)) for each in found for one in each]

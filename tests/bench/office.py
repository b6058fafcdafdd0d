"""An office of any size: the sample communities multiplied, and enterprise files with the days of two months."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
ALPHABET = "ACDEFHJKMNPRTWXY3479"
FIRST = date(2020, 1, 6)
CAMPAIGN = "resumption-2020"
DECISIONS = f"campaigns/{CAMPAIGN}/enterprises"
# enterprises; a district has that many communities, then they get larger
A_COMMUNITY = 1000
COMMUNITIES = 60


def reference(prefix: str, number: int) -> str:
    letters = ""
    for _place in range(6):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return f"{prefix}-{letters}"


def text(
    ref: str, community: str, number: int, status: str = "approved", more: str = ""
) -> str:
    day = FIRST + timedelta(days=number * 7919 % 55)
    return (
        f"Title: 示例箱包加工厂{number}号\nReference: {ref}\nRevision: 1\nKind: shop\nCommunity: {community}\n"
        f"Grid: {community}-1\nPlace: {number % 30 + 1}号楼 {number % 5 + 1} 层\nStatus: {status}\nSince: {day}\n"
        f"Batch: {number % 4 + 1}\nBasis: paper\nChecked: {day}\nPilot: no\n{more}\n第 {number} 家样本单位，*仅供测量*。\n"
    )


def lay_out(
    folder: Path, size: int, campaigns: int = 1
) -> list[tuple[Path, str, str, int]]:
    """Make the content; gives path, reference, community and number of each enterprise.

    With more campaigns than one, every enterprise is permitted in each of them, by a file
    of its own; what is given are the files of the first.
    """
    content = folder / "content"
    shutil.copytree(PROJECT / "content", content)
    sample = (content / "communities" / "qiantou.md").read_text(encoding="utf-8")
    for file in (content / "communities").glob("*.md"):
        file.unlink()
    communities = max(6, min(COMMUNITIES, size // A_COMMUNITY))
    made = []
    chance = random.Random(7)
    for number in range(communities):
        slug = f"c{number:03}"
        prefix = chr(65 + number // 26) + chr(65 + number % 26)
        words = sample.replace("qiantou", slug).replace(
            "Prefix: QT", f"Prefix: {prefix}"
        )
        words = words.replace("Code: 350503006005", f"Code: {350503006005 + number}")
        (content / "communities" / f"{slug}.md").write_text(words, encoding="utf-8")
        (content / DECISIONS / slug).mkdir(parents=True, exist_ok=True)
        for n in range(number, size, communities):
            ref = reference(prefix, n)
            path = content / DECISIONS / slug / f"{ref}.md"
            path.write_text(text(ref, slug, n), encoding="utf-8")
            made.append((path, ref, slug, n))
    chance.shuffle(made)
    for number in range(2, campaigns + 1):
        _another_campaign(content / "campaigns", f"permit-{number}")
    return made


def _another_campaign(folder: Path, slug: str) -> None:
    """The first campaign once more under another name, with a file for each enterprise."""
    shutil.copytree(folder / CAMPAIGN, folder / slug)
    said = folder / slug / "campaign.toml"
    words = said.read_text(encoding="utf-8").replace(CAMPAIGN, slug, 1)
    said.write_text(words, encoding="utf-8")

"""An office of any size: the sample communities multiplied, and enterprise files with the days of two months."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
ALPHABET = "ACDEFHJKMNPRTWXY3479"
FIRST = date(2020, 1, 6)
DECISIONS = "campaigns/resumption-2020/enterprises"
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


def lay_out(folder: Path, size: int) -> list[tuple[Path, str, str, int]]:
    """Make the content; gives path, reference, community and number of each enterprise."""
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
    return made

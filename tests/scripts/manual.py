"""What stands in the README and in the manual of whoever runs it, to be typed or to be
written into a file.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.conftest import PROJECT
from tests.scripts.machine import Machine

CHINESE = PROJECT / "content" / "help" / "operator.md"
ENGLISH = PROJECT / "content" / "help" / "operator.en.md"
README = PROJECT / "README.md"
WRITTEN_ON = "2020-03-05"  # the day in the name of the manual's backup
BLOCK = re.compile(r"(?m)(?:^    .*\n|^\n(?=    ))+")


def today() -> str:
    """As a fresh office names its backups."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


def blocks(path: Path) -> list[str]:
    """The indented blocks, in order, without their indentation; what stands between
    fences is to be read.
    """
    text = re.sub(r"(?ms)^```.*?^```$", "", path.read_text(encoding="utf-8"))
    found = BLOCK.findall(text)
    return [re.sub(r"(?m)^    ", "", block).strip("\n") for block in found]


def without_remarks(block: str) -> str:
    return re.sub(r"(?m)\s*# .*$", "", block)


def units() -> list[tuple[str, str]]:
    """The systemd units of the manual, each with the name it is to be given."""
    text = CHINESE.read_text(encoding="utf-8")
    names = re.findall(r"/etc/systemd/system/([\w-]+\.(?:service|timer))", text)
    written = [block for block in blocks(CHINESE) if block.startswith("[Unit]")]
    assert len(names) == len(written)
    return list(zip(names, written, strict=True))


class Walk:
    """The blocks of a document; each is taken once, by words that stand in it."""

    def __init__(self, document: Path) -> None:
        self.left = blocks(document)

    def take(self, words: str) -> str:
        found = next((block for block in self.left if words in block), None)
        assert found is not None, f"no block is left with {words}"
        self.left.remove(found)
        return found

    def runs(self, on: Machine, words: str, **ways: Any) -> str:
        block = self.take(words).replace(WRITTEN_ON, today())
        return on.run(block, **ways)

"""Pelican's Markdown reader with one Markdown object for all files, which takes less
than half the time for the same text.

A file that was read before and has the same bytes is not read again.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import MarkdownReader

from forms_app.base.contentfile.reading import begin

Read = tuple[str, dict[str, Any]]
A_PAGE = 16  # remarks that are kept as HTML: those of a page, for its second language


class OneMarkdownReader(MarkdownReader):
    """Does what MarkdownReader.read does."""

    known: dict[str, tuple[str, Read]] = {}

    def read(self, source_path: str) -> Read:
        text = Path(source_path).read_text(encoding="utf-8-sig")
        return self.read_text(source_path, text)

    def read_text(self, source_path: str, text: str) -> Read:
        """Of a file that has, or will have, this text."""
        before = self.known.get(source_path)
        if before and before[0] == text:
            content, metadata = before[1]
            return content, dict(metadata)
        begin(Path(source_path))
        self._source_path = source_path
        if not hasattr(self, "_md"):
            self._md = Markdown(**self.settings["MARKDOWN"])
        self._md.reset()
        content = self._md.convert(text)
        metadata = {}
        for name, values in self._md.Meta.items():
            metadata[name.lower()] = self.process_metadata(
                name.lower(), values[0] if len(values) == 1 else values
            )
        self.known[source_path] = (text, (content, dict(metadata)))
        return content, metadata


def markdown(settings: dict[str, Any]) -> Any:
    """A function from the Markdown of a remark to HTML, as the reader makes it of a
    body.
    """
    made = Markdown(**settings["MARKDOWN"])

    @lru_cache(A_PAGE)
    def convert(text: str) -> str:
        made.reset()
        # the blank line ends a front matter of no lines
        return made.convert("\n" + text) if text else ""

    return convert

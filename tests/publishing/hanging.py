"""A publisher whose Markdown never ends for one word, as it once did for brackets."""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from forms_app.publishing.service import process

WORD = "永不结束"
convert = Markdown.convert


def hang(self: Markdown, text: str) -> Any:
    while WORD in text:
        pass
    return convert(self, text)


if __name__ == "__main__":
    Markdown.convert = hang
    process.main()

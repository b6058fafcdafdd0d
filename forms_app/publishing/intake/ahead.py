"""Judging new content files ahead of a round, one by one, so that what is urgent can go
between two of them: the round itself then finds it done.

Nothing depends on it. What is found is kept with what it was found by, and whatever is
otherwise by the time of the round is judged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.targets import MEDIA
from forms_app.publishing.intake.file import Found, judge_file
from forms_app.publishing.intake.sections import OTHERS
from forms_app.publishing.intake.tree import CheckedTree, shown_name
from forms_app.publishing.intake.walk import ContentUnavailable, content_files

ELSEWHERE = frozenset({"enterprises", MEDIA})


def judge_ahead(tree: CheckedTree, content: Path) -> Iterator[tuple[str, Found]]:
    """By path, what is found of each file that is new or changed; `tree` is that of the
    last round, which stays as it is.
    """
    sections = {section.name: section for section in OTHERS}
    beside = tree.beside
    for relative in _paths(content):
        section = sections.get(relative.partition("/")[0])
        if not section or not section.holds(relative):
            continue
        # what is wrong with its name or its bytes, the round tells
        with suppress(FileNotFoundError, Unreadable):
            data = read_content(content / relative)
            before = tree.judgements.kept.get(relative)
            found = judge_file(tree, section, relative, data, beside)
            if before is None or before.found is not found:
                yield relative, found


def _paths(content: Path) -> list[str]:
    try:
        return [
            path
            for path in content_files(content, ELSEWHERE)
            if shown_name(path) == path
        ]
    except ContentUnavailable:
        return []

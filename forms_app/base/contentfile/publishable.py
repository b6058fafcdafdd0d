"""Whether some words may become public, or be written into a content file: the test that
the file itself is put to, for words that are no file yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms_app.base.contentfile import leaks, links, markers
from forms_app.base.contentfile.bounds import too_much
from forms_app.base.contentfile.faults import Fault


def faults_of(words: str, phones: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """What is wrong with them. `phones` holds the digits of those that may stand there."""
    yield from leaks.faults("", words, phones)
    yield from markers.faults("", words)
    yield from links.faults("", words)
    if found := too_much(words):
        yield Fault("", found.line, found.says, allowed=found.allowed)

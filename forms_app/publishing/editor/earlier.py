"""Earlier versions of a content file: from the office's git repository where it has one,
else those that are kept beside its data.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from forms_app.base.office import Office
from forms_app.publishing.editor.opened import Opened
from forms_app.publishing.history.repository import NoRepository, Repository
from forms_app.publishing.intake import versions

COMMIT = re.compile("[0-9a-f]{40}")


@dataclass(frozen=True)
class Earlier:
    """`name` tells it from the others of its file. Where the repository has it: `who` and
    since when; else until when it counted.
    """

    name: str
    at: datetime
    who: str = ""


def earlier(office: Office, file: Opened) -> list[Earlier]:
    """The newest first, without the one that stands."""
    if office.config.content_git:
        with suppress(NoRepository):
            repository = Repository(office.config.content_git)
            if recorded := repository.recorded(file.path):
                is_newest = repository.text(recorded[0].name, file.path) == file.text
                others = recorded[1:] if is_newest else recorded
                return [Earlier(one.name, one.at, one.author) for one in others]
    kept = versions.kept(office.data, file.path)
    return [Earlier(one.name, one.at) for one in kept]


def text_of(office: Office, path: str, name: str) -> str | None:
    """The text of one of them; None where there is none of this name."""
    if office.config.content_git and COMMIT.fullmatch(name):
        return Repository(office.config.content_git).text(name, path)
    return versions.text_of(office.data, path, name)

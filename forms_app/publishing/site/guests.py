"""Other plugins of Pelican beside ours: what they are told, and what of theirs is not
taken.

The site is what the office's model says, no more and no less, since the publisher makes
its outputs one by one and never runs Pelican to the end. A plugin may change documents
until all generators are finalized: there the publisher reads them too. What a plugin
writes afterwards is undone with a warning, so that a build from nothing and the served
site stay the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Page
from pelican.writers import Writer

from forms_app.publishing.site.model import Model
from forms_app.publishing.site.outputs import every_output

log = logging.getLogger(__name__)
WHY = "(the publisher cannot follow it; see PLUGINS in pelicanconf.py)"


class OfficeWriter(Writer):
    """Writes nothing: documents are written once, by our generator, and the pages of
    another plugin's generator not at all.
    """

    def write_file(self, name: str, *_args: Any, **values: Any) -> None:
        if name and not values.keys() & {"article", "page"}:
            log.warning("%s of a plugin was not written %s", name, WHY)


def are_there(settings: dict[str, Any]) -> bool:
    """Whether any plugin but ours is at work."""
    return len(settings["PLUGINS"]) > 1


def files_in(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if not file.is_dir()
    }


def tell_written(context: dict[str, Any], folder: Path, paths: Iterable[str]) -> None:
    """Send what Pelican's own writer sends of every file it has written."""
    if not signals.content_written.receivers:
        return
    written = chain(context["articles"], context["pages"])
    documents = {
        one.save_as: one for first in written for one in (first, *first.translations)
    }
    for path in paths:
        about = context | {"output_file": path}
        document = documents.get(path)
        if isinstance(document, Page):
            about["page"] = document
        elif document:
            about["article"] = document
            about["category"] = document.category
        signals.content_written.send(str(folder / path), context=about)


def keep_ours(folder: Path, model: Model, before: set[str]) -> None:
    """Undo what was written over our outputs and beside them.

    What stood in the folder before the build is left alone.
    """
    ours = set()
    for output in every_output(model):
        ours.add(output.path)
        file = folder / output.path
        data = output.make()
        if file.is_file() and file.read_bytes() == data:
            continue
        log.warning("%s: ours was kept, not that of a plugin %s", output.path, WHY)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for path in sorted(files_in(folder) - ours - before):
        log.warning("%s of a plugin was taken out again %s", path, WHY)
        (folder / path).unlink()

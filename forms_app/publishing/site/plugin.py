"""The plugin that makes Pelican write the office's site: one reader, one generator, one
writer.

Pelican reads the documents; the model says what the site consists of; the generator
writes every output of it. The publisher builds from the same model, so that what it
serves is what `pelican` writes, byte for byte.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.utils import get_date

from forms_app.base import dates
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.publishing.intake.accepted import withdrawn_in
from forms_app.publishing.intake.check import check_tree, read_accepted
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.site import guests
from forms_app.publishing.site.inputs import Inputs, Shelf
from forms_app.publishing.site.model import THEME, Model, Scope
from forms_app.publishing.site.outputs import outputs, scopes
from forms_app.publishing.site.papers import papers
from forms_app.publishing.site.reader import OneMarkdownReader
from forms_app.publishing.site.theme import ForeignTheme, Theme

log = logging.getLogger(__name__)
WORTH_A_PROCESS = 2000  # scopes


class OfficeGenerator(Generator):
    """Writes the whole site, all but the static files of the theme, which Pelican
    copies.
    """

    def generate_context(self) -> None:
        try:
            theme = Theme(self.settings)
        except ForeignTheme as error:
            sys.exit(str(error))  # a sentence, where Pelican would print a traceback
        self.model = Model(theme, self.settings["FEED_DOMAIN"])
        self.before = guests.files_in(Path(self.output_path))
        root = Path(self.path)
        self.inputs = Inputs.read(root)
        is_accepted = (root / "today.json").exists()
        self.tree = (read_accepted if is_accepted else check_tree)(
            root, self.inputs.today
        )
        if self.tree.media:  # content that nobody has accepted
            made = self.tree.media
            self.inputs = replace(
                self.inputs, media=Shelf(made.placed, root, made.copies)
            )
        for fault in self.tree.faults:
            log.error(fault.render())

    def refresh_metadata_intersite_links(self) -> None:
        """Take the documents as they are now: the publisher's builder takes them here."""
        model = self.model
        read = [*self.context["articles"], *self.context["pages"]]
        documents = without_waiting(read, self.tree)
        shown = papers(documents, self.inputs.media)
        model.set_frame(self.inputs, self.tree.communities.values(), shown)
        model.set_records(records_of(Path(self.path), self.tree, self.inputs))

    def generate_output(self, _writer: guests.OfficeWriter) -> None:
        output = Path(self.output_path)
        paths = write_all(output, self.model)
        guests.tell_written(self.context, output, paths)
        if guests.are_there(self.settings):
            # connected here, so that it comes after whatever a plugin connected
            signals.finalized.connect(self._keep_ours)

    def _keep_ours(self, _pelican: Any) -> None:
        signals.finalized.disconnect(self._keep_ours)
        guests.keep_ours(Path(self.output_path), self.model, self.before)


def without_waiting(documents: list[Any], tree: CheckedTree) -> list[Any]:
    """The documents that are public by now, of content that nobody has accepted."""
    if not tree.waiting:
        return documents
    shown = [one for one in documents if _is_public(one, tree)]
    for document in shown:
        others = document.translations
        document.translations = [one for one in others if _is_public(one, tree)]
    return shown


def _is_public(document: Any, tree: CheckedTree) -> bool:
    return document.relative_source_path not in tree.waiting


def records_of(
    root: Path, tree: CheckedTree, inputs: Inputs
) -> dict[str, EnterpriseFile]:
    """The enterprise files by key: those of the tree, and those that were withdrawn."""
    records = {record.key: record for record in tree.enterprises.values()}
    return records | withdrawn_in(root, inputs.standing)


def write_all(output: Path, model: Model) -> list[str]:
    """Write every output but the static files of the theme, with one process for each
    core when there are many; gives their paths.

    Raises:
        RuntimeError: an output could not be made, or two of them have one path.
    """
    left = [scope for scope in scopes(model) if scope != THEME]
    cores = os.cpu_count() or 1
    if len(left) < WORTH_A_PROCESS or cores == 1 or not hasattr(os, "fork"):
        paths = _write(output, model, left)
    else:
        gc.freeze()  # or the children's collector would copy every page of memory
        with tempfile.TemporaryDirectory() as told:
            children = [
                _fork(output, model, left[n::cores], Path(told) / str(n))
                for n in range(cores)
            ]
            failed = [child for child in children if os.waitpid(child, 0)[1]]
            if failed:
                raise RuntimeError(
                    "An output could not be written; what went wrong stands above."
                )
            paths = [
                path
                for n in range(cores)
                for path in (Path(told) / str(n)).read_text().splitlines()
            ]
    if doubled := [path for path, number in Counter(paths).items() if number > 1]:
        raise RuntimeError(
            f"{len(doubled)} outputs have the path of another: {doubled[0]}"
        )
    return paths


def _fork(output: Path, model: Model, share: list[Scope], told: Path) -> int:
    """Write these in a process of their own, which leaves their paths in `told`; gives
    its id.
    """
    child = os.fork()
    if child == 0:
        try:
            told.write_text("\n".join(_write(output, model, share)))
            os._exit(0)
        except BaseException:  # a child must end here, whatever happened
            log.exception("an output could not be written")
            os._exit(1)
    return child


def _write(folder: Path, model: Model, share: Iterable[Scope]) -> list[str]:
    """Make and write the outputs of these scopes; gives their paths."""
    paths: list[str] = []
    made: set[str] = set()
    for output in chain.from_iterable(outputs(model, scope) for scope in share):
        parent, _slash, name = f"{folder}/{output.path}".rpartition("/")
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - a hot path
            made.add(parent)
        with open(f"{parent}/{name}", "wb") as file:  # noqa: PTH123 - a hot path
            file.write(output.make())
        paths.append(output.path)
    return paths


def _plain_dates(_generator: Any, metadata: dict[str, Any]) -> None:
    for key in ("effective", "expires"):
        if isinstance(metadata.get(key), datetime):
            metadata[key] = metadata[key].date().isoformat()
    # a shop or a measure has another day; its translation has none
    if "date" not in metadata:
        metadata["date"] = get_date(metadata.get("since", "2020-01-01"))


def _know_filters(generator: Any) -> None:
    """Pelican's own generators compile the templates too, though nothing of theirs is
    written.
    """
    ours = ("dial", "html", "in_a_row", "markdown", "qr", "ticks")
    generator.env.filters |= dict.fromkeys(ours, str)
    dates.install(generator.env)


def _use_reader(readers: Any) -> None:
    readers.reader_classes["md"] = OneMarkdownReader


def _generator(_pelican: Any) -> type[OfficeGenerator]:
    return OfficeGenerator


def _writer(_pelican: Any) -> type[guests.OfficeWriter]:
    return guests.OfficeWriter


def register() -> None:
    signals.get_generators.connect(_generator, weak=False)
    signals.get_writer.connect(_writer, weak=False)
    signals.generator_init.connect(_know_filters, weak=False)
    signals.readers_init.connect(_use_reader, weak=False)
    signals.article_generator_context.connect(_plain_dates, weak=False)

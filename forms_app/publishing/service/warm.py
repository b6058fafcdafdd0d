"""The warm builder: keeps the model of the site in memory and makes what a change
touches.

Why it is sound: an output is made of its template and declared values alone, its key is
the fingerprint of exactly these, and it is left alone only while its key is the one it
was made with. What an enterprise can change is its own page, its community's list and
the front; any other change goes through the keys of everything. Pelican's own readers
read the documents. That it all gives what `pelican` gives from nothing is compared byte
for byte, in the tests after every kind of edit and in service at a quiet hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals
from pelican.settings import read_settings

from forms_app.base import pulse
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.permits.grid.community import Community
from forms_app.publishing.intake.accepted import record_of, withdrawn_in
from forms_app.publishing.intake.journal import Change
from forms_app.publishing.release.state import Paths
from forms_app.publishing.service.frame import Frame
from forms_app.publishing.site.build import SETTINGS, BuildFailed
from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.model import (
    CAMPAIGNS,
    COMMUNITIES,
    FRONT,
    LATE,
    PAPERS,
    THEME,
    WHOLE,
    Model,
    Scope,
)
from forms_app.publishing.site.outputs import outputs
from forms_app.publishing.site.papers import Paper, papers
from forms_app.publishing.site.places import Place
from forms_app.publishing.site.reader import OneMarkdownReader
from forms_app.publishing.site.theme import LANGUAGES, Theme, ThemeRefused

Made = Iterator[tuple[str, bytes, str]]
FEW = 20  # enterprises that are changed one by one


class Builder:
    """Makes outputs for a releaser.

    `built` is the releaser's map: what there is, with the key it was made with.
    """

    def __init__(self, accepted: Path, public_url: str, built: Paths) -> None:
        self.accepted = accepted
        self.built = built
        override = {"PATH": str(accepted), "FEED_DOMAIN": public_url}
        self.pelican = Pelican(read_settings(str(SETTINGS), override=override))
        try:
            theme = Theme(self.pelican.settings)
        except (ThemeRefused, TemplateError) as error:
            raise BuildFailed(f"{type(error).__name__}: {error}") from error
        self.theme_fault = ""
        self.working: Theme | None = None
        self.stamp = theme.stamp()
        self.model = Model(theme, public_url)
        self.paths: dict[Scope, tuple[str, ...]] = {}
        self.cold_lines: Iterator[Entry] = iter(())
        self.cold_rows: Iterator[tuple[Entry, str]] = iter(())

    def load(
        self, records: dict[str, EnterpriseFile], communities: Iterable[Community]
    ) -> None:
        """Take everything from the accepted tree."""
        inputs = Inputs.read(self.accepted)
        records |= withdrawn_in(self.accepted, inputs.standing)
        self.model.set_frame(inputs, communities, self._read_papers(inputs))
        self.model.records = records
        self._make_entries()

    def change(self, changes: list[Change]) -> set[Scope]:
        """Enterprise files changed; gives the scopes they touch."""
        inputs = Inputs.read(self.accepted)
        touched = set()
        for change in changes:
            record = record_of(change.text or change.before, change.key)
            touched |= self.model.change(change.key, record, inputs)
            # whatever became of it, the list has a new "as of"
            touched.add(("list", change.area))
        return touched

    def frame(self, communities: Iterable[Community]) -> set[Scope] | None:
        """Documents, communities, the day or the theme changed; gives the scopes they
        touch, None for all of them.
        """
        model = self.model
        before = Frame.of(model)
        theme_changed = self._read_theme()
        inputs = Inputs.read(self.accepted)
        model.set_frame(inputs, communities, self._read_papers(inputs))
        after = Frame.of(model)
        if theme_changed or after.touches_all(before):
            self._make_entries()
            return None
        touched = {FRONT, LATE, PAPERS, COMMUNITIES, CAMPAIGNS}
        touched |= {("campaign", slug) for slug in inputs.campaigns}
        bases = after.changed_bases(before)
        places = after.changed_places(before)
        stale = list(model.stale(bases, places, after.is_another_day(before)))
        if len(stale) <= FEW:
            return touched.union(
                *(model.change(key, model.records[key], inputs) for key in stale)
            )
        self._make_entries()
        lists = {("list", area) for area in model.areas}
        pages = {("enterprise", key.partition("/")[2]) for key in stale}
        wholes = {(WHOLE, slug) for slug in inputs.listed}
        return touched | lists | wholes | pages

    def _make_entries(self) -> None:
        pulse.beat(within=pulse.WHOLE)
        self.model.set_records(self.model.records)
        entries = list(self.model.entries.values())
        self.cold_lines = iter(entries)
        self.cold_rows = product(entries, LANGUAGES)

    def figures(self) -> set[Scope]:
        """Only the counts changed, or the time; the pages of the communities have those
        of supplies, those of inspections how far they are.
        """
        self.model.inputs = Inputs.read(self.accepted)
        inspected = {
            ("campaign", slug)
            for slug, one in self.model.inputs.campaigns.items()
            if one.is_inspection and slug != self.model.inputs.lead
        }
        return {FRONT, LATE, COMMUNITIES} | inspected

    def theme_changed(self) -> bool:
        return self.stamp != self.model.theme.stamp()

    def _read_theme(self) -> bool:
        if not self.theme_changed():
            return False
        self.stamp = self.model.theme.stamp()
        try:
            self.model.theme = Theme(self.pelican.settings)
        # the theme that works stays: decisions must not wait for it
        except (ThemeRefused, TemplateError) as error:
            self.theme_fault = f"{type(error).__name__}: {error}"
            return False
        self.theme_fault = ""
        return True

    def lacking_files(self) -> list[tuple[str, bytes, str]]:
        """Files of a theme with which not everything was made yet, where the site has
        none of their names: what is released before all else may name them.
        """
        if self.working is self.model.theme:
            return []
        made = self.build([THEME], set())
        return [one for one in made if one[0] not in self.built]

    def theme_works(self) -> None:
        """Every page could be made with it."""
        self.working = self.model.theme

    def fall_back(self, fault: str) -> bool:
        """A page could not be made: back to the last theme that works; says whether
        there is another.
        """
        if self.working in {None, self.model.theme}:
            return False
        self.model.theme = self.working
        self.theme_fault = fault
        self._make_entries()
        return True

    def _read_papers(self, inputs: Inputs) -> list[Paper]:
        """As Pelican.run does it, up to the point where it would write."""
        settings: Any = self.pelican.settings
        context = settings.copy()
        context |= {
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
        }
        context["localsiteurl"] = settings["SITEURL"]
        frame = {
            "settings": settings,
            "path": settings["PATH"],
            "theme": settings["THEME"],
            "output_path": "",
        }
        generators = [
            kind(context=context, **frame)
            for kind in (ArticlesGenerator, PagesGenerator)
        ]
        for generator in generators:
            generator.generate_context()
        pulse.beat(within=pulse.WHOLE)
        signals.all_generators_finalized.send(generators)
        for generator in generators:
            generator.refresh_metadata_intersite_links()
        return papers([*context["articles"], *context["pages"]], inputs.media)

    def read_ahead(self, relative: str, text: str) -> None:
        """A document that is about to be accepted with this text."""
        settings = self.pelican.settings
        path = Path(settings["PATH"]) / relative
        OneMarkdownReader(settings).read_text(str(path), text)

    def build(self, scopes: Iterable[Scope], gone: set[str]) -> Made:
        """Make what differs, one by one; `gone` gains the paths that are no more.

        Raises:
            BuildFailed: a template failed, or two outputs have one path.
        """
        named: set[str] = set()
        for scope in scopes:
            pulse.beat()
            made = outputs(self.model, scope)
            paths = tuple(output.path for output in made)
            named.update(paths)
            if len(set(paths)) < len(paths):
                raise BuildFailed(f"Two outputs of {scope[0]} have one path.")
            for output in made:
                key = output.key.hex()
                if self.built.get(output.path, ("", ""))[1] != key:
                    try:
                        data = output.make()
                    except TemplateError as error:
                        raise BuildFailed(
                            f"{output.path}: {type(error).__name__}: {error}"
                        ) from error
                    yield output.path, data, key
            gone |= set(self.paths.pop(scope, ()))
            if paths:
                self.paths[scope] = paths
        gone -= named

    def whole_lists(self, scopes: Iterable[Scope]) -> set[str]:
        """The paths of these, which are left out until they are made again."""
        lead = self.model.inputs.lead
        found = (Place.of(campaign, lead).whole for _kind, campaign in scopes)
        return {f"{whole}{suffix}" for whole in found for suffix in (".json", ".csv")}

    def scopes_of(self, paths: Iterable[str]) -> set[Scope]:
        """The scopes that make these outputs."""
        wanted = set(paths)
        return {
            scope for scope, made in self.paths.items() if not wanted.isdisjoint(made)
        }

    def warm_lines(self, number: int) -> bool:
        """Make some more lines of data files, of which a change needs its whole
        community's; False when none is left.
        """
        entry = None
        for entry in islice(self.cold_lines, number):
            entry.warm_up()
        return entry is not None

    def warm_rows(self, number: int) -> bool:
        """The same for rows of list pages, of which a change needs those of a page or
        two.
        """
        entry = None
        for entry, lang in islice(self.cold_rows, number):
            self.model.theme.row(entry, lang)
        return entry is not None

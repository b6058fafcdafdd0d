"""The plugin: a generator for enterprises, communities and lists, and a writer that sets the language of an output."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import Any

import nh3
from jinja2 import Environment
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader
from pelican.writers import Writer

from forms_app import catalogue
from forms_app.catalogue import gettext as _
from forms_app.enterprises.files import read_enterprise
from forms_app.enterprises.rules import Kind
from forms_app.publishing.check import CheckedTree, check_tree, read_accepted
from forms_app.publishing.site import datafiles, feeds
from forms_app.publishing.site.drawing import draw
from forms_app.publishing.site.entries import Entry, entry
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.lists import parts_of

log = logging.getLogger(__name__)
LANGUAGES = ("zh-Hans", "en")
NEWEST = 8


def lang_of(content: Any) -> str:
    """The language of a document; Pelican writes its default in small letters."""
    return "en" if getattr(content, "lang", "") == "en" else LANGUAGES[0]


class OfficeWriter(Writer):
    """Pelican's writer; each output is rendered in its own language."""

    def write_file(self, name: str, template: Any, context: Any, *args: Any, **values: Any) -> None:
        shown = values.get("article") or values.get("page")
        lang = values.get("lang") or lang_of(shown)
        values["lang"] = lang
        values.setdefault("base", "/en" if lang == "en" else "")
        if shown is not None:
            values["here"] = shown.category.slug if hasattr(shown, "category") else "help"
        with catalogue.use_language(lang):
            super().write_file(name, template, context, *args, **values)


class OfficeGenerator(Generator):
    """Home, the list, communities, statistics, data files: what is not a notice or a help page."""

    tree: CheckedTree
    inputs: Inputs
    entries: list[Entry]

    def generate_context(self) -> None:
        root = Path(self.path)
        self.inputs = Inputs.read(root)
        is_accepted = (root / "today.json").exists()
        self.tree = (read_accepted if is_accepted else check_tree)(root, self.inputs.today)
        for fault in self.tree.faults:
            log.error(fault.render())
        # What the first generators already published would be half a site; --fatal errors stops at the first fault.
        self.communities = sorted(self.tree.communities.values(), key=lambda c: c.code)
        self.context["site"] = {
            "name": {"zh-Hans": self.settings["SITENAME"], "en": "Fengze Community Notice Board"},
            "of": {"zh-Hans": "华大街道 · 城东街道", "en": "Huada and Chengdong streets"},
            "demo": self.inputs.demo,
            "today": self.inputs.today.isoformat(),
            "as_of": self.inputs.as_of,
            "communities": self.communities,
        }
        self.context["section_title"] = _section_title
        self.context["long_date"] = long_date
        self.context["is_expired"] = lambda document: (
            str(getattr(document, "expires", "9999")) < self.context["site"]["today"]
        )
        self.entries = self._entries(root)

    def _entries(self, root: Path) -> list[Entry]:
        found = []
        reader = MarkdownReader(self.settings)
        records = {path: (record, root / path) for path, record in self.tree.enterprises.items()}
        for path in sorted((root / "withdrawn").glob("*.md")):
            record, _parsed = read_enterprise(path.read_bytes(), path.name, self.inputs.today)
            if record and self.inputs.standing.get(record.reference, {}).get("standing") == "withdrawn":
                records = {p: known for p, known in records.items() if known[0].reference != record.reference}
                records[f"withdrawn/{path.name}"] = (record, path)
        bases = {d.slug: (f"/{d.section}/{d.slug}/", d.title) for d in self.tree.documents.values() if d.lang != "en"}
        for record, file in records.values():
            community = self.tree.community(record.community)
            if community is None:
                continue
            html = reader.read(str(file))[0] if record.remark else ""
            if made := entry(record, community, self.inputs, html, bases):
                found.append(made)
        # Newest first, and a total order, so that equal days never depend on the file system.
        return sorted(sorted(found, key=lambda e: e.reference), key=lambda e: e.since, reverse=True)

    def generate_output(self, writer: OfficeWriter) -> None:
        for lang in LANGUAGES:
            with catalogue.use_language(lang):
                self._home(writer, lang)
                self._lists(writer, lang)
                self._communities(writer, lang)
                self._statistics(writer, lang)
                self._documents(writer, lang)
        for one in self.entries:
            self._write(writer, f"enterprises/{one.reference}/", "enterprise", LANGUAGES[0], e=one, here="enterprises")
        writer.write_file("404.html", self.get_template("404"), self.context, here="", lang=LANGUAGES[0])
        output = Path(self.output_path)
        datafiles.write_all(output, self.entries, [c.slug for c in self.communities], self.inputs)
        feeds.write_all(output, self.settings["FEED_DOMAIN"], self.context, self.entries, self.inputs)

    def _write(self, writer: OfficeWriter, path: str, template: str, lang: str, **values: Any) -> None:
        prefix = "en/" if lang == "en" else ""
        writer.write_file(f"{prefix}{path}index.html", self.get_template(template), self.context, lang=lang, **values)

    def _home(self, writer: OfficeWriter, lang: str) -> None:
        notices = sorted(self._articles("notices", lang), key=lambda n: n.pinned != "yes")
        current = [n for n in notices if not self.context["is_expired"](n)]
        letters = self._articles("letters", lang)
        newest = [e for e in self.entries if e.shown == "approved"][:NEWEST]
        values = {"notices": current[:6], "letters": letters[:3], "newest": newest, "here": "home"}
        self._write(writer, "", "home", lang, **values)

    def _lists(self, writer: OfficeWriter, lang: str) -> None:
        listed = [e for e in self.entries if e.listed]
        communities = [
            {
                "slug": c.slug,
                "name": {"zh-Hans": c.title, "en": c.title_en},
                "count": sum(e.shown == "approved" for e in listed if e.community == c.slug),
            }
            for c in self.communities
        ]
        newest = [e for e in listed if e.shown == "approved"][:NEWEST]
        self._write(
            writer,
            "enterprises/",
            "enterprises",
            lang,
            communities=communities,
            newest=newest,
            here="enterprises",
        )
        for c in self.communities:
            rows = [e for e in listed if e.community == c.slug]
            name = c.title_en if lang == "en" else c.title
            for page in parts_of(c.slug, name, rows):
                values = {
                    "heading": page.heading,
                    "up": page.up,
                    "parts": page.parts,
                    "part_label": page.part_label,
                }
                self._write(writer, page.path, "enterprise_list", lang, listed=page.rows, here="enterprises", **values)

    def _communities(self, writer: OfficeWriter, lang: str) -> None:
        self._write(writer, "communities/", "communities", lang, here="communities")
        reader = MarkdownReader(self.settings)
        for path, c in sorted(self.tree.communities.items()):
            about = reader.read(str(Path(self.path) / path))[0]
            values = {"c": c, "about": about, "drawing": draw(c.tree), "here": "communities"}
            self._write(writer, f"communities/{c.slug}/", "community", lang, **values)

    def _statistics(self, writer: OfficeWriter, lang: str) -> None:
        valid = [e for e in self.entries if e.shown == "approved"]
        by_kind = {
            c.slug: {k: sum(e.kind == k and e.community == c.slug for e in valid) for k in Kind}
            for c in self.communities
        }
        values = {
            "counted": self.inputs.figures.get("communities", {}),
            "counted_at": self.inputs.figures.get("as_of", self.inputs.as_of),
            "kinds": list(Kind),
            "by_kind": by_kind,
            "here": "statistics",
        }
        self._write(writer, "statistics/", "statistics", lang, **values)

    def _documents(self, writer: OfficeWriter, lang: str) -> None:
        for section in ("notices", "letters", "policies"):
            documents = sorted(self._articles(section, lang), key=lambda n: n.pinned != "yes")
            self._write(writer, f"{section}/", "documents", lang, section=section, documents=documents, here=section)
        pages = [p for p in (*self.context["pages"], *self._translations("pages")) if lang_of(p) == lang]
        pages.sort(key=lambda p: (int(getattr(p, "order", "99")), p.slug))
        self._write(writer, "help/", "help", lang, help_pages=pages, here="help")

    def _articles(self, section: str, lang: str) -> list[Any]:
        every = (*self.context["articles"], *self._translations("articles"))
        found = [a for a in every if a.category.slug == section and lang_of(a) == lang]
        for article in found:
            article.pinned = getattr(article, "pinned", "no")
        return sorted(sorted(found, key=lambda a: a.slug), key=lambda a: a.date, reverse=True)

    def _translations(self, what: str) -> list[Any]:
        return [t for content in self.context[what] for t in content.translations]


def _section_title(section: str) -> str:
    return {"notices": _("通知公告"), "letters": _("公开信"), "policies": _("政策")}[section]


def long_date(day: date, lang: str) -> str:
    """2020年2月8日, or 8 February 2020."""
    return f"{day.day} {day:%B} {day.year}" if lang == "en" else f"{day.year}年{day.month}月{day.day}日"


def clean_html(html: str) -> Markup:
    """Markdown lets raw HTML through; what could act is taken out here, so that the rest may be printed as it is."""
    return Markup(nh3.clean(html))  # noqa: S704 - cleaned here, on purpose in one place


def _install(generator: Any) -> None:
    env: Environment = generator.env
    catalogue.install(env)
    env.filters["html"] = clean_html


def _utc_dates(_generator: Any, metadata: dict[str, Any]) -> None:
    for key in ("effective", "expires"):
        if isinstance(metadata.get(key), datetime):
            metadata[key] = metadata[key].date().isoformat()


def register() -> None:
    signals.get_generators.connect(lambda _pelican: OfficeGenerator, weak=False)
    signals.get_writer.connect(lambda _pelican: OfficeWriter, weak=False)
    signals.generator_init.connect(_install, weak=False)
    signals.article_generator_context.connect(_utc_dates, weak=False)

"""The theme: its templates, what each of them may read, and the fingerprint of each
with all it extends and imports.

A page is made of its template and its declared values alone: nothing else is handed to
Jinja, and a template that reaches for more than is declared here is refused when the
theme is loaded. That is why an output whose template and values have the same
fingerprint as before need not be made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, meta, nodes
from markupsafe import Markup, escape

from forms_app.base import catalogue, dates
from forms_app.base.notions.phone import dial
from forms_app.base.qr import qr_of
from forms_app.base.vocabulary import use_vocabulary
from forms_app.base.wording import use_wording, word
from forms_app.permits.enterprises import labels
from forms_app.permits.grid.masthead import Masthead
from forms_app.publishing.site.code import CODE
from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.fingerprint import digest, fingerprint
from forms_app.publishing.site.markup import clean_html
from forms_app.publishing.site.papers import (
    channel_word,
    duty_word,
    group_word,
    kind_word,
    section_title,
)
from forms_app.publishing.site.reader import markdown
from forms_app.publishing.site.scale import ticks
from forms_app.publishing.site.template_values import DECLARED, GIVEN

LANGUAGES = ("zh-Hans", "en")
# Those that are said in a language of their own, whatever that of the page is.
MACROS = {"row", "door"}
PLAIN_MESSAGE = re.compile(r'{{ _\("([^"{}%]+)"\) }}')


class ThemeRefused(Exception):
    """A template reads what it did not declare, or cannot be read at all."""


class ForeignTheme(ThemeRefused):
    """A theme that was not made for this site: it has not all of its templates."""

    def __init__(self, folder: Path, missing: list[str]) -> None:
        shown = ", ".join(f"{name}.html" for name in missing[:3])
        more = " and others" if len(missing) > 3 else ""
        super().__init__(
            f"The theme in {folder} has no {shown}{more} among its templates: "
            "a theme of this site begins as a copy of Kaigong's theme/ and keeps the "
            "names of all its templates, so name such a copy, or none."
        )


class Theme:
    """The templates of the theme that Pelican's settings name, checked.

    Raises:
        ForeignTheme: it has not all of our templates.
        ThemeRefused: a template reads more than it declares.
        TemplateError: a template cannot be read at all.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.folder = Path(settings["THEME"])
        self.settings = settings
        root = self.folder / "templates"
        # All of it at once: a file that is edited later belongs to the next theme.
        sources = {
            f.relative_to(root).as_posix(): f.read_text(encoding="utf-8")
            for f in sorted(root.rglob("*.html"))
        }
        if missing := [name for name in DECLARED if f"{name}.html" not in sources]:
            raise ForeignTheme(self.folder, missing)
        self.markdown = markdown(settings)
        self.env = self._environment(sources)
        self.sources = sources
        self.looked: dict[str, tuple[set[str], set[str]]] = {}
        words = (catalogue.FOLDER / "en" / "LC_MESSAGES" / "messages.po").read_bytes()
        how = repr(
            (
                settings["MARKDOWN"],
                sorted(map(str, settings["JINJA_ENVIRONMENT"].items())),
            )
        ).encode()
        self.how = digest(words + how + CODE)
        self.prints = {name: self._check(name) for name in DECLARED}
        self.in_language = {
            lang: self._environment(_in_language(sources, lang)) for lang in LANGUAGES
        }
        self.rows = self._macro("row")
        self.doors = self._macro("door")

    def _environment(self, sources: dict[str, str]) -> Environment:
        env = Environment(  # noqa: S701 - autoescape is among the settings
            loader=DictLoader(sources),
            auto_reload=False,
            **self.settings["JINJA_ENVIRONMENT"],
        )
        catalogue.install(env)
        dates.install(env)
        env.filters |= {
            "dial": dial,
            "html": clean_html,
            "qr": qr_of,
            "markdown": self.markdown,
            "ticks": ticks,
        }
        env.globals |= {
            "section_title": section_title,
            "row": self.row,
            "door": self.door,
            "group_word": group_word,
            "duty_word": duty_word,
            "theme": _released,
        }
        env.globals |= {"kind_word": kind_word, "channel_word": channel_word}
        env.globals |= {
            "STATUSES": labels.STATUSES,
            "KINDS": labels.KINDS,
            "word": word,
        }
        return env

    def _check(self, name: str) -> bytes:
        """The fingerprint of a template with everything it extends and imports.

        Raises:
            ThemeRefused: it reads more than it declares.
        """
        used = set()
        left = {f"{name}.html"}
        while left:
            file = left.pop()
            used.add(file)
            left |= self.looked_at(file)[1] - used
        read = set().union(*(self.looked_at(file)[0] for file in used))
        undeclared = read - GIVEN[name] - set(self.env.globals)
        if undeclared:
            raise ThemeRefused(
                f"theme/templates/{name}.html reads {', '.join(sorted(undeclared))}, "
                "which it does not declare. "
                "What a page is made of stands in publishing/site/template_values.py."
            )
        return digest(
            fingerprint({file: self.sources[file] for file in sorted(used)}) + self.how
        )

    def stamp(self) -> tuple[int, int]:
        """Differs when a file of the theme was changed, added or taken away."""
        stats = [file.stat().st_mtime_ns for file in self.folder.rglob("*")]
        return len(stats), max(stats)

    def looked_at(self, file: str) -> tuple[set[str], set[str]]:
        """What a template reads, and the templates it uses.

        Raises:
            ThemeRefused: it names a template that is only known when it is rendered, or
                that is not there.
        """
        if file not in self.looked:
            if file not in self.sources:
                raise ThemeRefused(f"There is no theme/templates/{file}.")
            tree = self.env.parse(self.sources[file])
            names = {name.name for name in tree.find_all(nodes.Name)}
            used = {f"macros/{name}.html" for name in MACROS & names}
            for reference in tree.find_all(
                (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
            ):
                if not isinstance(reference.template, nodes.Const):  # type: ignore[attr-defined]
                    raise ThemeRefused(
                        f"theme/templates/{file} names a template only known when it is rendered."
                    )
                used.add(reference.template.value)  # type: ignore[attr-defined]
            self.looked[file] = (
                meta.find_undeclared_variables(tree) - _names_of_its_own(tree),
                used,
            )
        return self.looked[file]

    def key(self, name: str, values: dict[str, Any]) -> bytes:
        """The fingerprint of a page: its template and its declared values.

        Raises:
            ThemeRefused: the values are not those the template declares.
        """
        if values.keys() != GIVEN[name]:
            raise ThemeRefused(
                f"{name} is given {sorted(values.keys() ^ GIVEN[name])} against its word."
            )
        return digest(self.prints[name] + fingerprint(values))

    def render(self, name: str, values: dict[str, Any]) -> bytes:
        with (
            catalogue.use_language(values["lang"]),
            dates.use_year(values["site"].year),
            use_wording(values["words"]),
            use_vocabulary(values["site"].vocabulary),
        ):
            text: str = (
                self.in_language[values["lang"]]
                .get_template(f"{name}.html")
                .render(values)
            )
            return text.encode()

    def row(self, entry: Entry, lang: str) -> Markup:
        """One row of a list.

        It says nothing but what the entry says, so each is made once.
        """
        made = entry.rows.get(lang)
        if made is None:
            with catalogue.use_language(lang), use_wording(entry.words):
                made = entry.rows[lang] = Markup(self.rows[lang](entry, lang))  # noqa: S704 - a macro's own markup
        return made

    def door(
        self, entry: Entry, others: list[Entry], site: Masthead, lang: str
    ) -> Markup:
        """What the page of an enterprise says, in one of the languages it has."""
        with catalogue.use_language(lang), use_wording(entry.words):
            return Markup(self.doors[lang](entry, others, site, lang))  # noqa: S704 - a macro's own markup

    def _macro(self, name: str) -> dict[str, Callable[..., str]]:
        """A macro of the file of its name, by language."""
        return {
            lang: getattr(env.get_template(f"macros/{name}.html").module, name)
            for lang, env in self.in_language.items()
        }

    def static_files(self) -> dict[str, Path]:
        """Output path and source of what is copied as it is."""
        root = self.folder / "static"
        return {
            f"theme/{file.relative_to(root).as_posix()}": file
            for file in sorted(root.rglob("*"))
            if file.is_file()
        }


def _released() -> str:
    """Where the pages of the site find the theme's files: they are released together."""
    return "/theme"


def _in_language(sources: dict[str, str], lang: str) -> dict[str, str]:
    """The plain messages are put into the language once, not each time a page is
    rendered.
    """
    with catalogue.use_language(lang):
        return {
            name: PLAIN_MESSAGE.sub(
                lambda found: str(escape(catalogue.gettext(found[1]))), source
            )
            for name, source in sources.items()
        }


def _names_of_its_own(tree: nodes.Template) -> set[str]:
    """What a template sets, imports or says as a macro at its top; its blocks may use
    that, which Jinja's own check does not see.
    """
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            found.add(node.target.name)
        elif isinstance(node, nodes.Macro):
            found.add(node.name)
        elif isinstance(node, nodes.FromImport):
            found |= {name if isinstance(name, str) else name[1] for name in node.names}
    return found

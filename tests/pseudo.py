"""A language nobody speaks: each message of the catalogue in brackets, over every page of the site and the app, so that a
word that does not come from the catalogue stands out.

In a process of its own, since much is remembered by language: python -m tests.pseudo OFFICE.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from forms_app import PROJECT
from forms_app.base import catalogue

BEGIN = "⟦"
END = "⟧"
CHINESE = re.compile("[\u3400-\u9fff]")
RUN = re.compile("[\u3400-\u9fff][\u3400-\u9fff，。、：；！？（）“”《》]*")
LATIN = re.compile("[A-Za-z]{2,}")
ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "data-failed")
AROUND = " ·–,.:;()（）、"
UNREAD = {"script", "style", "code", "template"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}  # fmt: skip


class Pseudo(NullTranslations):
    """The English of each message, in brackets."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self.texts = texts

    def gettext(self, message: str) -> str:
        return f"{BEGIN}{self.texts.get(message, message)}{END}"

    def ngettext(self, message: str, _many: str, _number: int) -> str:
        return self.gettext(message)


def install() -> None:
    """From here on what is asked in English is answered so."""
    pseudo = Pseudo({msgid: texts[-1] for msgid, texts in catalogue.english().items()})
    real = catalogue._translations

    @cache
    def translations(lang: str) -> NullTranslations:
        return pseudo if lang == "en" else real(lang)

    catalogue._translations = translations


def runs(text: str) -> set[str]:
    """The Chinese of a text, as far as it goes without a break."""
    return {one for one in RUN.findall(text) if len(one) > 1}


def pieces(text: str) -> set[str]:
    """What of a page's words is of no message."""
    outside = re.sub(f"{BEGIN}.*?{END}", BEGIN, text)
    found = {one.strip(AROUND) for one in outside.split(BEGIN)}
    return {one for one in found if LATIN.search(one)}


class Page(HTMLParser):
    """The words of a page with the language they are said to be in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    @property
    def lang(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        lang = said.get("lang") or self.lang
        for name in ATTRIBUTES:
            if said.get(name):
                self.words.append((lang, str(said[name])))
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(tag in UNREAD for tag, _lang in self.open):
            self.words.append((self.lang, " ".join(data.split())))


def in_chinese(text: str) -> list[str]:
    """Chinese words of a page in English that are not said to be Chinese."""
    return [
        words
        for lang, words in Page(text).words
        if not lang.startswith("zh") and CHINESE.search(words)
    ]


def in_english(text: str) -> Iterator[str]:
    """English words of such a page that are of no message."""
    depth = 0
    for lang, words in Page(text).words:
        before = depth
        depth += words.count(BEGIN) - words.count(END)
        if before == 0 and depth == 0 and lang == "en":
            yield from pieces(words)


def of_site(tree: Path) -> dict[str, dict[str, list[str]]]:
    """By page below en/, what stands out."""
    found = {}
    for path in sorted((tree / "en").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(tree).as_posix()
        found[name] = {"zh": in_chinese(text), "en": [*in_english(text)]}
    return found


def main() -> None:
    install()
    from pelican import main as pelican

    folder = Path(sys.argv[1])
    with TemporaryDirectory() as out:
        settings = str(PROJECT / "pelicanconf.py")
        pelican([str(folder / "accepted"), "-s", settings, "-o", out])
        found = {"site": of_site(Path(out)), "app": of_app(str(folder))}
    print(json.dumps(found, ensure_ascii=False))


def of_app(folder: str) -> dict[str, dict[str, list[str]]]:
    """By page of the app, as each role, what stands out."""
    from forms_app import create_app
    from forms_app.base.config import Config
    from forms_app.base.office import Office
    from tests.browser.demo import signed_in
    from tests.browser.test_every_page import ROLES, pages

    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": folder}))
    app = create_app(office)
    app.config.update(TESTING=True)
    found = {}
    for role, starts in ROLES.items():
        client = signed_in(app, role)
        client.get(f"{starts[0]}?lang=en")
        for name, (_address, text) in pages(app, client, starts, 1).items():
            found[f"{role} {name}"] = {
                "zh": in_chinese(text),
                "en": [*in_english(text)],
            }
    office.database.close()
    return found


if __name__ == "__main__":
    main()

"""The one message catalogue of site and app: Chinese source strings, English beside
them.

The msgid is the Chinese text itself, so templates read as the page does. The .po file
is read directly; nothing has to be compiled. The language is a context variable, which
Flask sets for a request and the Pelican plugin for an output.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy
from jinja2 import Environment

DEFAULT = "zh-Hans"
LANGUAGES = (DEFAULT, "en")
FOLDER = Path(__file__).parent / "translations"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def _translations(lang: str) -> NullTranslations:
    path = FOLDER / lang / "LC_MESSAGES" / "messages.po"
    if lang == DEFAULT or not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(msgid: str, **values: Any) -> str:
    """The message in the current language, with its %(name)s values filled in; of those
    that English has for one and for many, the one for the first number.
    """
    of = _translations(_language.get())
    if not values:
        return of.gettext(msgid) if msgid else ""
    text = of.ngettext(msgid, msgid, _number_in(values))
    if text == msgid:  # it has but one form
        text = of.gettext(msgid)
    return text % values


def _number_in(values: dict[str, Any]) -> int:
    """The first number among them, also one that was written 1,024; many where there is
    none.
    """
    for value in values.values():
        digits = str(value).replace(",", "")
        if digits.isdecimal():
            return int(digits)
    return 2


@cache
def english() -> dict[str, tuple[str, ...]]:
    """The English of each message: one text, or those for one and for many."""
    with (FOLDER / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale="en")
    texts = {}
    for one in catalog:
        if one.id and one.pluralizable:
            texts[str(one.id[0])] = tuple(str(text) for text in one.string or ())
        elif one.id:
            texts[str(one.id)] = (str(one.string),)
    return texts


@cache
def _by_english() -> dict[str, str]:
    """The message of each English text."""
    return {text: msgid for msgid, texts in english().items() for text in texts}


def of_english(text: str) -> str:
    """What is written in English, such as the help of a command, in the language that is
    read: the message whose English it is, or the text itself where there is none.
    """
    return text if language() == "en" else _by_english().get(text, text)


def lazy_gettext(msgid: str, **values: Any) -> Any:
    """The same, looked up when it is printed: for labels of form classes."""
    return LazyProxy(gettext, msgid, enable_cache=False, **values)


def language() -> str:
    return _language.get()


def in_a_row(words: Iterable[object]) -> str:
    """甲、乙: several things, as the language that is read lists them."""
    return (", " if language() == "en" else "、").join(map(str, words))


def set_language(lang: str) -> None:
    _language.set(lang)


@contextmanager
def use_language(lang: str) -> Iterator[None]:
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def install(env: Environment) -> None:
    """Give a Jinja environment `_()`; Flask's and Pelican's get the same function."""
    env.globals["_"] = gettext
    env.filters["in_a_row"] = in_a_row

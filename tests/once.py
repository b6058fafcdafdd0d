"""What is costly and always the same: made once a run instead of once for each office.

Nothing here changes what is made; an app and a publisher of a test begin in a tenth of
the time.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from forms_app.base.contentfile.section import Section
from forms_app.publishing.intake.judgements import Judgement, Judgements
from forms_app.publishing.site.reader import OneMarkdownReader, Read
from forms_app.publishing.site.theme import Theme

compile_rule = Rule.compile
environment = Theme._environment
looked_at = Theme.looked_at
said = Section.said
begin_engine = Engine.__init__
find = Judgements.find
read_text = OneMarkdownReader.read_text
judged: dict[tuple[str, Any], list[Judgement[Any]]] = defaultdict(list)
texts: dict[tuple[str, str, str], Read] = {}
routes: dict[tuple[Any, ...], dict[str, Any]] = {}
looks: dict[tuple[str, str], tuple[set[str], set[str]]] = {}


class Compiled(BytecodeCache):
    """Templates by name and text: one of two languages, or of a broken theme, too."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Compiled()


class Statements(LRUCache):
    """Statements as a kind of database wants them; of an engine's own dialect only its
    kind is asked.
    """

    def __contains__(self, key: Any) -> bool:
        return super().__contains__(_of_kind(key))

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(_of_kind(key))

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_kind(key), compiled)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_kind(key), default)


def _of_kind(key: Any) -> Any:
    dialect, *rest = key
    return dialect.name, *rest


STATEMENTS = Statements(5_000)


def _begin_engine(self: Engine, *given: Any, **named: Any) -> None:
    begin_engine(self, *given, **named)
    self._compiled_cache = STATEMENTS


def _compile_rule(self: Rule) -> None:
    """How a route is read and its address made: the same in every app."""
    key = (self.rule, str(self.defaults), self.subdomain, self.merge_slashes)
    known = routes.get(key)
    if known is None:
        compile_rule(self)
        routes[key] = dict(vars(self))
        return
    for name in ("_parts", "_trace", "_converters"):
        setattr(self, name, known[name])
    self.arguments = set(known["arguments"])
    for name in ("_build", "_build_unknown"):
        setattr(self, name, known[name].__func__.__get__(self, None))


def _environment(self: Theme, sources: dict[str, str]) -> Any:
    made = environment(self, sources)
    made.bytecode_cache = TEMPLATES
    return made


def _looked_at(self: Theme, file: str) -> tuple[set[str], set[str]]:
    """What a template of the theme reads and uses."""
    key = (file, self.sources.get(file, ""))
    if key not in looks:
        looks[key] = looked_at(self, file)
    return looks[key]


def _find(self: Judgements[Any], path: str, of: Any, beside: Any, judge: Any) -> Any:
    """What was found of the same file of another office, beside what is the same."""
    mine = self.kept.get(path)
    if mine is None or not mine.holds(of, beside):
        for known in judged[path, of]:
            if known.holds(of, beside):
                self.kept[path] = known
                return known.found
    found = find(self, path, of, beside, judge)
    judged[path, of].append(self.kept[path])
    return found


def _read_text(self: OneMarkdownReader, source_path: str, text: str) -> Read:
    """Of a text that was read before, in whichever folder."""
    key = (text, Path(source_path).name, repr(self.settings["MARKDOWN"]))
    if key not in texts:
        texts[key] = read_text(self, source_path, text)
    content, metadata = texts[key]
    return content, dict(metadata)


@lru_cache(2_000)
def _said(self: Section[Any], data: bytes, relative: str) -> Any:
    """What an accepted file says: the same in every office that has it."""
    return said(self, data, relative)


def install() -> None:
    Judgements.find = _find  # type: ignore[method-assign]
    OneMarkdownReader.read_text = _read_text  # type: ignore[method-assign]
    Section.said = _said  # type: ignore[assignment]
    Engine.__init__ = _begin_engine  # type: ignore[method-assign]
    Rule.compile = _compile_rule  # type: ignore[method-assign]
    Theme._environment = _environment  # type: ignore[method-assign]
    Theme.looked_at = _looked_at  # type: ignore[method-assign]

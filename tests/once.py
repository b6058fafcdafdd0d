"""What is costly and always the same: made once a run instead of once for each office.

Nothing here changes what is made; an app and a publisher of a test begin in a tenth of
the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from forms_app.publishing.site.theme import Theme

compile_builder = Rule._compile_builder
environment = Theme._environment
looked_at = Theme.looked_at
builders: dict[tuple[str, bool], Callable[..., tuple[str, str]]] = {}
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


def _builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What makes the address of a route."""
    key = (f"{self.rule} {self.defaults}", append_unknown)
    if key not in builders:
        builders[key] = compile_builder(self, append_unknown)
    return builders[key]


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


def install() -> None:
    Rule._compile_builder = _builder  # type: ignore[method-assign]
    Theme._environment = _environment  # type: ignore[method-assign]
    Theme.looked_at = _looked_at  # type: ignore[method-assign]

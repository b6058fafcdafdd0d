"""What stands at the head and the foot of every page, of the site and of the app alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from forms_app.permits.grid.content import Community

NAME = {"zh-Hans": "丰泽社区告示", "en": "Fengze Community Notice Board"}
OF = {"zh-Hans": "华大街道 · 城东街道", "en": "Huada and Chengdong streets"}


@dataclass(frozen=True)
class Masthead:
    """`demo_day` is the fixed day of the demo, empty in a real office; `offices` the
    names and phones at the foot.
    """

    demo_day: str
    offices: tuple[tuple[dict[str, str], str], ...]
    name: dict[str, str] = field(default_factory=lambda: NAME)
    of: dict[str, str] = field(default_factory=lambda: OF)

    @cached_property
    def fingerprint(self) -> bytes:
        return blake2b(repr(self).encode(), digest_size=16).digest()


def masthead(communities: Iterable[Community], demo_day: str) -> Masthead:
    in_order = sorted(communities, key=lambda c: c.code)
    return Masthead(
        demo_day,
        tuple(({"zh-Hans": c.title, "en": c.title_en}, c.phone) for c in in_order),
    )

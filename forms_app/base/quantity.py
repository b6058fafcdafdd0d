"""How exactly a number was counted (1500多份), and how exactly a sum of such numbers can
be said.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words


class Qualifier(StrEnum):
    EXACT = "exact"
    NEARLY = "nearly"  # 近
    ABOUT = "about"  # 约
    MORE = "more"  # 多


QUALIFIERS = Words(
    {
        Qualifier.EXACT: _l("点过数，就是这么多"),
        Qualifier.NEARLY: _l("近（差一点到）"),
        Qualifier.ABOUT: _l("约（大概）"),
        Qualifier.MORE: _l("多（还多一点）"),
    }
)


def together(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """How exactly a sum can be said: with the one qualifier of its parts, with 约 where
    they differ.
    """
    inexact = set(qualifiers) - {Qualifier.EXACT}
    if len(inexact) > 1:
        return Qualifier.ABOUT
    return inexact.pop() if inexact else Qualifier.EXACT

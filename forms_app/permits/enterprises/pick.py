"""Picking an enterprise in a form: by its name, its address or its reference, as people
know it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.fields import Line
from forms_app.base.search import A_FEW
from forms_app.base.typed import one_line
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.enterprises.search import find


class EnterprisePick(Line):
    """Words that name one enterprise.

    `candidates` stand beside the field where the words fit several, or nearly fit; the
    one that is chosen is sent under the field's own name.
    """

    candidates: Sequence[Enterprise] = ()
    trouble = ""  # why there is none

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = one_line(str(valuelist[-1])) if valuelist else ""

    def enterprise(self, session: Session, actor: Actor) -> Enterprise | None:
        """The one that is meant, of those the actor may see; None beside the error."""
        typed = self.data or ""
        named = by_reference(session, typed)
        if named and actor.may_see(named.community, named.grid):
            return named
        found = find(session, actor, typed)
        if len(found) == 1 and not found.is_near:
            return found[0]
        self.candidates = found[:A_FEW]
        self.trouble = _says(len(found))
        self.errors = [self.trouble]
        return None


def _says(number: int) -> str:
    if not number:
        return _("没有找到这家单位，或者它不归您管。请写名称里的几个字")
    if number > A_FEW:
        return _("有 %(n)s 家，这里是前几家；请选一家，或者多写几个字", n=number)
    return _("请选是哪一家")

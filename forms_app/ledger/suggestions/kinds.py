"""Suggestions to an enterprise: it accepts them and says when they are done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.words import Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.rules import Status
from forms_app.ledger.suggestions.content import SUGGESTIONS
from forms_app.permits.grid.queries import rule


def ready(office: Office) -> Mapping[str, tuple[str, str]]:
    """The texts of the rule file in force, by their id; none where there is no such
    file.
    """
    found = rule(office, SUGGESTIONS, office.clock.today()) or {}
    return {slug: row.words(language()) for slug, row in found.items()}


SUGGESTION = Kind(
    code="suggestion",
    title=_l("给单位的建议"),
    about=_l("建议单位怎么做，例如午餐改盒饭、错峰用餐。单位自己接受，做到了自己销。"),
    empty=_l("还没有提过建议。"),
    due_in=timedelta(days=7),
    to_enterprise=True,
    taken_by_enterprise=True,
    ready=ready,
    hints={"text": _l("可以不填")},
    words=Words(
        {
            Status.OPEN: _l("已建议"),
            Status.TAKEN: _l("单位接受了"),
            Status.DONE: _l("做到了"),
            "title": _l("建议"),
            "text": _l("怎么做"),
            "take": _l("我们接受"),
            "finish": _l("做到了"),
        }
    ),
)

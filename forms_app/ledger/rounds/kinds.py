"""One time of a duty on one day, as an item: due, done or overdue, and who did it."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.rounds.rules import EARLY, ITEMS

ROUND = Kind(
    code=ITEMS,
    title=_l("定时勤务"),
    about=_l("清洁、收垃圾、班车、食堂，每天每一次一条。今天的请在“今天的勤务”里点。"),
    empty=_l("没有这样的勤务。排好一天以后，每一次会列在这里。"),
    raised_by=frozenset(),
    to_enterprise=True,
    taken_by_enterprise=True,
    asks=("answer",),
    not_before=EARLY,
    words=Words(
        {
            "finish": _l("做好了"),
            "answer": _l("查到什么、怎么处理的（可以不填）"),
            "take": _l("我去做"),
            "due_at": _l("时间"),
            "title": _l("勤务"),
        }
    ),
)

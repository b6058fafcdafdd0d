"""An enrolment is an item: due when the session is, finished by having attended."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.rules import Status

ATTENDED = "attended"
TRAINING = Kind(
    code="training",
    title=_l("培训报名"),
    about=_l("哪家单位报了哪一场、到场了没有。"),
    empty=_l("还没有单位报名。"),
    raised_by=frozenset(),
    to_enterprise=True,
    outcomes=Words({ATTENDED: _l("到场")}),
    words=Words(
        {
            "title": _l("培训"),
            "due_at": _l("时间"),
            "finish": _l("记到场"),
            Status.TAKEN: _l("已报名"),
            Status.DROPPED: _l("已取消"),
        }
    ),
)

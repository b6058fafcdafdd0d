"""Items of the morning meeting: nothing is finished without an answer and a measure
(件件有答复、事事有措施).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.words import Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.models import Item
from forms_app.ledger.meetings import queries
from forms_app.ledger.meetings.rules import CODE


def more(session: Session, item: Item) -> list[tuple[Any, str]]:
    """The days of the meetings it was on."""
    days = in_a_row(day(meeting.day) for meeting in queries.meetings_of(session, item))
    return [(_l("上过的碰头会"), days)] if days else []


MEETING = Kind(
    code=CODE,
    title=_l("碰头会事项"),
    about=_l("件件要有答复，事事要有措施；缺一样，就留在下一次碰头会上。"),
    empty=_l("没有这样的事项。从申请、诉求等页面上可以提到碰头会，也可以在这里新增。"),
    needs=("answer", "measure"),
    may_drop=False,
    more=more,
    words=Words({"due_at": _l("措施什么时候完成"), "owner": _l("措施谁负责")}),
    hints={"text": _l("写清楚问题是什么。不要写身份证号码。")},
)

"""The registration on the enterprise's own page: its row, and what was asked to be put
right in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.base.words import Look, Words
from forms_app.permits.corrections import queries
from forms_app.permits.corrections.rules import Outcome
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages import phone
from forms_app.permits.resumption.tasks import Stand, Task
from forms_app.permits.resumption.thread import Entry

OUTCOMES = Words(
    {
        Outcome.ACCEPTED: (_l("照改了"), Look.VALID),
        Outcome.DECLINED: (_l("没有改"), Look.HELD),
        Outcome.TAKEN_BACK: (_l("收回了"), Look.GONE),
    }
)


def tasks(office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    address = url_for("corrections.registration")
    says = _("有错就改")
    stand = Stand.DONE
    if wish := queries.open_of(session, enterprise):
        stand = Stand.WAITING
        says = _("%(at)s 请求更正，等社区核对", at=moment(wish.asked_at))
    found = [Task(10, _("登记的内容"), address, stand, says)]
    may_confirm = phone.may_confirm(office, office.clock.now())
    if may_confirm and not phone.is_confirmed(session, enterprise):
        way = url_for("my_messages.confirm_phone")
        says = _("发一个验证码，看号码有没有写错")
        found.append(Task(11, _("确认电话"), way, Stand.TO_DO, says))
    return found


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Each wish, and the answer to it."""
    address = url_for("corrections.registration")
    for wish in queries.of_enterprise(session, enterprise):
        yield Entry(wish.asked_at, _("请求更正登记"), address=address)
        if wish.decided_at:
            mark = OUTCOMES[wish.outcome]
            title = _("更正登记的答复")
            if wish.outcome == Outcome.TAKEN_BACK:
                title = _("请求更正登记")
            yield Entry(wish.decided_at, title, mark, wish.reason, address)

"""The approval, for several applications that passed at the door: each the same edit of its
enterprise's file that the button of one makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from flask import url_for
from flask_wtf import FlaskForm

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.base.wording import lazy_word
from forms_app.base.worklist import Reader
from forms_app.permits.resumption import decisions, queries
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.posters import not_printed
from forms_app.permits.resumption.rules import Action, Step
from forms_app.permits.resumption.stages import must_allow
from forms_app.permits.resumption.together import (
    After,
    Deed,
    Done,
    Plan,
    planned,
    version_of,
)
from forms_app.permits.resumption.until_public import wait_until_public


def _plan_to_approve(
    reader: Reader, records: Sequence[Application], _form: FlaskForm
) -> Iterable[Plan]:
    checks = queries.opening_checks(reader.session, records)
    content = reader.office.content
    rule = profile_in(reader.office.accepted).second_eyes

    def says(one: Application) -> str:
        must_allow(one, Action.APPROVE)
        unit = one.enterprise
        decisions.judge(content, unit, one.campaign, Step.APPROVE, now=reader.now)
        check = checks.get(one.id)
        when = moment(check.visited_at) if check else "—"
        if rule.of_approval(one.campaign, unit.community):
            told = {"n": one.batch or "—", "at": when}
            return _("第 %(n)s 批；%(at)s 上门核验合格；另一个账号确认后公开", **told)
        return _("第 %(n)s 批；%(at)s 上门核验合格", n=one.batch or "—", at=when)

    return planned(records, says)


def _approve(reader: Reader, one: Application, _form: FlaskForm) -> After:
    must_allow(one, Action.APPROVE)
    content = reader.office.content
    unit = one.enterprise
    intent = decisions.ask(
        reader.session,
        content,
        unit,
        one.campaign,
        Step.APPROVE,
        batch=one.batch,
        **reader.by,
    )
    return partial(decisions.carry_out, content, unit, intent)


def _wait(office: Office, done: Sequence[Done]) -> None:
    """Until the last one is public: the others are by then."""
    last: Application = done[-1].record
    unit = last.enterprise
    with office.database.reading() as session:
        intent = decisions.last_intent(session, unit, last.campaign)
    if intent:
        wait_until_public(office, unit.id, intent)


def _posters(office: Office, done: Sequence[Done]) -> tuple[str, str] | None:
    without = not_printed(office)
    with_poster = (one.record for one in done if one.record.campaign not in without)
    rows = [application.enterprise_id for application in with_poster]
    if not rows:
        return None
    address = url_for("review.together", of="enterprises", name="posters", row=rows)
    return address, _("打印这些单位的喜报")


APPROVE = Deed(
    name="approve",
    label=lazy_word("approve"),
    of=APPLICATIONS,
    asks_who=True,
    about=_l(
        "确认以后，系统会改这些单位的内容文件，几秒钟后公开。公开了不能撤回，只能暂停或撤销。"
    ),
    plan=_plan_to_approve,
    do=_approve,
    mark=version_of,
    roles=PUBLISHERS,
    once_done=_wait,
    onward=_posters,
)

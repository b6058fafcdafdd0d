"""The stages of an application as they are shown, the same words for staff and for the
enterprise.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.permits.grid.queries import rules
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage

LABELS: dict[str, Any] = {
    Stage.DRAFT: _l("填写中"),
    Stage.SUBMITTED: _l("资料审核中"),
    Stage.RETURNED: _l("退回补正"),
    Stage.ACCEPTED: _l("已受理，等上门核验"),
    Stage.TO_PUT_RIGHT: _l("整改中，等再次核验"),
    Stage.CHECKED: _l("核验通过，等决定"),
    Stage.APPROVED: _l("准予开工"),
    Stage.REFUSED: _l("没有同意"),
    Stage.CANCELLED: _l("已撤回"),
}
CLASSES: dict[str, Any] = {
    "priority": _l("优先"),
    "orderly": _l("有序"),
    "deferred": _l("暂缓"),
}
PLACE = {  # which of the four steps a stage stands in
    Stage.DRAFT: 0,
    Stage.RETURNED: 0,
    Stage.SUBMITTED: 1,
    Stage.ACCEPTED: 2,
    Stage.TO_PUT_RIGHT: 2,
    Stage.CHECKED: 3,
    Stage.APPROVED: 4,
    Stage.REFUSED: 4,
    Stage.CANCELLED: 4,
}


def day_and_time(at: datetime, time: str) -> str:
    """3月2日 17:30; in English 2 Mar 17:30, which nobody takes for the third of
    February.
    """
    if language() == "en":
        return f"{at.day} {at:%b} {time}"
    return _("%(month)s月%(day)s日 %(time)s", month=at.month, day=at.day, time=time)


def moment(at: datetime | None) -> str:
    """3月2日 17:30, or nothing."""
    return day_and_time(at, f"{at:%H:%M}") if at else ""


def steps(application: Application) -> list[tuple[str, str, str]]:
    """Label, state ("done", "now" or "") and remark of each step."""
    stage = Stage(application.stage)
    labels = [_("提交申请"), _("资料审核"), _("上门核验"), _("作出决定")]
    here = PLACE[stage]
    ended = stage in {Stage.REFUSED, Stage.CANCELLED}
    rows = []
    for number, label in enumerate(labels):
        state = (
            "done" if number < here and not ended else "now" if number == here else ""
        )
        remark = ""
        if state == "now":
            remark = str(LABELS[stage])
            if application.due_at:
                remark += " · " + _("最晚 %(at)s 前答复", at=moment(application.due_at))
        rows.append((label, state, remark))
    if here == len(labels):
        rows.append(
            (
                str(LABELS[stage]),
                "done" if stage is Stage.APPROVED else "now",
                moment(application.decided_at),
            )
        )
    return rows


def failed_lines(office: Office, application: Application) -> list[tuple[str, str]]:
    """The text and note of each line that failed at the last check at the door."""
    if not application.checks or application.checks[-1].passed:
        return []
    check = application.checks[-1]
    texts = line_texts(office, check.rule)
    return [
        (texts.get(line, line), check.notes.get(line, ""))
        for line, result in check.lines.items()
        if result == "failed"
    ]


def line_texts(office: Office, version: str) -> dict[str, str]:
    """The lines of a version of the check list by id, and those a check adds of itself."""
    known = SITE_CHECK.of_version(rules(office), version)
    return {
        **(known.texts if known else {}),
        "missing-supplies": _("申请时不够的物资已经补齐"),
        "missing-isolation": _("隔离观察的房间已经落实"),
    }

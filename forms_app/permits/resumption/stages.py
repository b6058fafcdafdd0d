"""Where an application stands: the four steps with what is done, the same for staff and
for the enterprise.
"""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.refusal import Refused
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import FLOW, Action, Stage

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


def must_allow(application: Application, action: Action) -> None:
    """Whether a step is possible from where it stands.

    Raises:
        Refused: with where that is.
    """
    stage = Stage(application.stage)
    if action not in FLOW.actions(stage):
        raise Refused(
            "现在是“%(stage)s”，还不能或不用走这一步。", stage=STAGES.label(stage)
        )


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
            remark = STAGES.label(stage)
            if application.due_at:
                remark += " · " + _("最晚 %(at)s 前答复", at=moment(application.due_at))
        rows.append((label, state, remark))
    if here == len(labels):
        rows.append(
            (
                STAGES.label(stage),
                "done" if stage is Stage.APPROVED else "now",
                moment(application.decided_at),
            )
        )
    return rows

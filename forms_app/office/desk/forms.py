"""Paper form 日结: why each thing that is due is left until tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Lines, Required
from forms_app.base.worklist import Task

MOST = 200


class CloseDayForm(FlaskForm):
    """日结.

    One reason for all, and a field of its own for each thing where it differs
    (`reason-<key>`).
    """

    for_all = Lines(
        _l("留下的事，共同的理由"),
        [AtMost(MOST)],
        description=_l("没有单独写理由的，都用这一条；例如 等街道答复、约好明天上门"),
    )

    def reasons(self, due: Iterable[Task], sent: Mapping[str, str]) -> dict[str, str]:
        """By key: its own reason, else the one for all."""
        common = self.for_all.data or ""
        return {
            one.key: (sent.get(f"reason-{one.key}", "").strip()[:MOST] or common)
            for one in due
        }


class ReopenForm(FlaskForm):
    """重新打开日结."""

    reason = Lines(_l("理由"), [Required(_l("请写明理由"), MOST)])

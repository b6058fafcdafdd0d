"""Paper forms of duties: 定时勤务安排表 (a new one), and changing its times, who
answers for it and its end.
"""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Line, Menu, Pick, Public, Required, picked
from forms_app.base.time_fields import Day
from forms_app.ledger.items.forms import PlaceForm
from forms_app.ledger.rounds.labels import KINDS
from forms_app.ledger.rounds.models import Duty


def times_field() -> Line:
    says = _l("请写一天里的时间，例如 08:00,16:00")
    return Line(
        _l("每天几点"),
        [Required(says, 100)],
        description=_l("例如 08:00,16:00；一天最多 12 次"),
    )


def ends_field() -> Day:
    return Day(
        _l("到哪一天为止（可以不填）"),
        optional=True,
        description=_l("放在某一家门口的必须填"),
    )


class ChangeForm(FlaskForm):
    """改时间、换人、结束."""

    times = times_field()
    owner = Menu(_l("谁负责"), [picked(_l("请选一个账号或小分队"))])
    ends_on = ends_field()

    @classmethod
    def from_record(cls, duty: Duty, owners: list[tuple[str, str]]) -> ChangeForm:
        form = cls(
            data={
                "times": duty.times,
                "owner": duty.owner,
                "ends_on": duty.ends_on,
            }
        )
        form.owner.choices = [("", _l("还没有定")), *owners]
        return form

    def given(self) -> dict[str, Any]:
        """What was filled in."""
        return {name: self[name].data for name in ("times", "owner", "ends_on")}


class DutyForm(PlaceForm):
    """定时勤务安排."""

    kind = Pick(_l("做什么"), [picked(_l("请选做什么"))], choices=KINDS.choices)
    spot = Line(
        _l("在哪里"),
        [
            Required(_l("请写明地方，例如 门卫、值班室、会议室"), 60),
            Public("is_public"),
        ],
        description=_l("班车请写线路"),
    )
    task = Line(
        _l("怎么做（可以不填）"),
        [AtMost(100), Public("is_public")],
        description=_l("例如 擦拭台面和门把手；不要写人名"),
    )
    times = times_field()
    ends_on = ends_field()
    is_public = BooleanField(
        _l("公开：地方、时间和最近一次做的时间写在网站上（放在某一家门口的从不公开）")
    )

    def given(self) -> dict[str, Any]:
        """What was filled in."""
        names = ("kind", "task", "times", "is_public", "ends_on")
        return {
            **{name: self[name].data for name in names},
            "place": self.spot.data,
        }

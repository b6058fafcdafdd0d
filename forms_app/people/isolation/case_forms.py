"""Paper forms of a case: opening it (隔离观察登记), a visit (随访记录), an outing, a
need, more days, release, stopping.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

from forms_app.base.accounts.names import by_name
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Lines,
    Menu,
    Pick,
    Required,
    picked,
)
from forms_app.base.time_fields import Day, TimeOfDay
from forms_app.base.zone import at
from forms_app.people.isolation.case_labels import (
    MODES,
    NEEDS,
    STOPS,
    VISITS,
)
from forms_app.people.isolation.case_plan import Plan
from forms_app.people.isolation.case_rules import DESIGNATED, MOST_DAYS, Action, Terms
from forms_app.people.isolation.models import Case
from forms_app.people.isolation.place_queries import Occupancy
from forms_app.permits.resumption.staff_forms import VersionedForm

NOTE = (AtMost(300),)
# what a case says of where somebody stays and who sees to it
SAID = ("place", "enterprise_supervisor", "grid_supervisor", "follow_up")


class Choice(Pick):
    """One of a list, with the sentence that asks for it."""

    def __init__(
        self, label: Any, choices: list[tuple[str, Any]], says: Any, **kwargs: Any
    ) -> None:
        super().__init__(label, [picked(says)], choices=choices, **kwargs)


class ActionForm(VersionedForm):
    """What one action on a case needs. `given` is what the operation takes."""

    def begin(
        self, case: Case, _supervisors: list[str], _places: Sequence[Occupancy]
    ) -> None:
        """Carry the version of the case as it is now, or what was sent.

        `supervisors`: the accounts that may be; `places`: the designated ones with a
        free room.
        """
        if not self.is_submitted():
            self.version.data = str(case.version)

    def given(self) -> dict[str, Any] | None:
        """What was filled in; None when nothing was sent, or something is wrong, which
        then stands at its field.
        """
        return self._read() if self.validate_on_submit() else None

    def _read(self) -> dict[str, Any] | None:
        return {
            field.name: "" if field.data is None else field.data for field in self.asked
        }

    def tell(self, says: str) -> None:
        """Put what a rule says against it at the last field, where the reason is."""
        self.asked[-1].errors = [*self.asked[-1].errors, says]

    @property
    def asked(self) -> list[Field]:
        """The fields a person fills in."""
        return [
            field
            for name, field in self._fields.items()
            if name not in {"csrf_token", "version"}
        ]


class VisitForm(ActionForm):
    """随访记录: two taps, and a line where there is something to say."""

    outcome = Choice(
        _l("情况怎么样"), VISITS.choices(), _l("请选一项：都好、不舒服、人不在或其他")
    )
    note = Line(_l("备注（可以不填）"), NOTE)


class OutingForm(ActionForm):
    """同意外出: from when until when, on one day, and why."""

    on = Day(_l("哪一天"))
    starts = TimeOfDay(_l("从几点"), description=_l("例如 9:00"))
    ends = TimeOfDay(_l("到几点"), description=_l("例如 11:30"))
    why = Lines(
        _l("为什么要外出"), [Required(_l("请写明为什么要外出，例如 去医院换药"), 300)]
    )

    def _read(self) -> dict[str, Any] | None:
        return {
            "from_at": at(self.on.data, self.starts.data),
            "until_at": at(self.on.data, self.ends.data),
            "why": self.why.data,
        }


class NeedForm(ActionForm):
    """要办的事: a bin, meals, shopping."""

    kind = Choice(_l("要办什么"), NEEDS.choices(), _l("请选要办什么"))
    note = Lines(
        _l("怎么办"),
        [Required(_l("请写明怎么办，例如 每天 11:30 送到门口"), 300)],
        description=_l("请不要写身体情况或者为什么隔离"),
    )


class ChangeForm(ActionForm):
    """换人换住处: what the case says now is filled in."""

    place = Line(
        _l("住在哪里"),
        [Required(_l("请写明住在哪里，例如 3号楼 201"), 80)],
        description=_l("只有办这件事的人看得到"),
    )
    enterprise_supervisor = Line(
        _l("单位的监督人"), [Required(_l("请写单位管理人员的姓名"), 30)]
    )
    grid_supervisor = Menu(_l("网格的监督人"), [picked(_l("请选网格的监督人"))])
    follow_up = Line(_l("跟踪随访的人"), [Required(_l("请写由谁跟踪随访"), 30)])
    designated = Menu(
        _l("换到哪个指定隔离点"),
        description=_l("换了的，上面也要改成新的地点和房间"),
    )
    reason = Lines(
        _l("理由"), [Required(_l("请写明理由，例如 原来的监督人换岗了"), 300)]
    )

    def begin(
        self, case: Case, supervisors: list[str], places: Sequence[Occupancy]
    ) -> None:
        super().begin(case, supervisors, places)
        self.grid_supervisor.choices = by_name(supervisors)
        self.designated.choices = [("", _("不换")), *_named(places)]
        if case.mode != DESIGNATED or not places:
            del self.designated
        for name in SAID if not self.is_submitted() else ():
            self[name].data = getattr(case, name)


def _named(places: Sequence[Occupancy]) -> list[tuple[str, str]]:
    """Places to choose from, each with how many rooms are free."""
    return [
        (
            str(one.place.id),
            _("%(name)s，还空 %(n)s 间", name=one.place.name, n=one.free),
        )
        for one in places
    ]


class ExtendForm(ActionForm):
    """延长."""

    days = Count(_l("加几天"), most=MOST_DAYS)
    reason = Lines(_l("理由"), [Required(_l("请写明理由，例如 同屋的人晚到"), 300)])


class ReleaseForm(ActionForm):
    """解除隔离, on the due day: the reason only where readings are missing."""

    reason = Lines(_l("理由（有缺报时必填）"), NOTE)


class EarlyForm(ActionForm):
    """提前解除, an officer's word."""

    reason = Lines(
        _l("理由"), [Required(_l("请写明理由，例如 有原住地社区的证明"), 300)]
    )


class StopForm(ActionForm):
    """停止: left, or entered in error."""

    why = Choice(_l("为什么停止"), STOPS.choices(), _l("请选为什么停止"))
    reason = Lines(
        _l("说明"), [Required(_l("请写一句说明，例如 已回老家，单位确认"), 300)]
    )


class ReasonForm(ActionForm):
    """重新打开, 划掉."""

    reason = Lines(_l("理由"), [Required(_l("请写明理由，例如 点错了人"), 300)])


FORMS: dict[Action, type[ActionForm]] = {
    Action.VISIT: VisitForm,
    Action.OUTING: OutingForm,
    Action.NEED: NeedForm,
    Action.CHANGE: ChangeForm,
    Action.EXTEND: ExtendForm,
    Action.RELEASE: ReleaseForm,
    Action.EARLY: EarlyForm,
    Action.STOP: StopForm,
    Action.REOPEN: ReasonForm,
    Action.STRIKE: ReasonForm,
}


class OpenForm(FlaskForm):
    """隔离观察登记: where, since when, until when, the two who supervise, the one who
    follows up.
    """

    mode = Choice(_l("怎样隔离"), MODES.choices(), _l("请选居家隔离或者到指定地点隔离"))
    designated = Menu(
        _l("哪个指定隔离点"),
        description=_l("居家隔离的不选"),
    )
    place = ChangeForm.place
    starts_on = Day(_l("第 1 天（到达那天）"))
    due_on = Day(
        _l("期满的日子"),
        description=_l("到这一天已满规定的天数，可以解除"),
    )
    enterprise_supervisor = ChangeForm.enterprise_supervisor
    grid_supervisor = ChangeForm.grid_supervisor
    follow_up = ChangeForm.follow_up
    reason = Line(
        _l("和判定不一样的理由"),
        [AtMost(300)],
        description=_l("改了方式、第 1 天或期满的日子才要写"),
    )

    def offer(self, places: Sequence[Occupancy], *, is_listed: bool) -> None:
        """The designated places to choose from; without a list nothing is asked.

        `is_listed`: whether the office keeps a list, though all of it may be full.
        """
        if not is_listed:
            del self.designated
            return
        self.designated.choices = [("", _("请选隔离点")), *_named(places)]
        self.place.description = _(
            "居家写门牌；到指定隔离点的写房间。只有办这件事的人看得到"
        )

    def plan(self) -> Plan | None:
        """What was filled in; None when nothing was sent, or something is wrong, which
        then stands at its field.
        """
        if not self.validate_on_submit():
            return None
        names = (
            "designated",
            "place",
            "enterprise_supervisor",
            "grid_supervisor",
            "follow_up",
            "reason",
        )
        return Plan(
            Terms(self.mode.data, self.starts_on.data, self.due_on.data),
            **{name: self[name].data or "" for name in names if name in self},
        )

"""Paper forms of the gate: a passage (进出登记), a vehicle, a commuter bus (班车).

The same class judges what a page posts and what waited on a phone. A temperature is
read by the rule and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Menu,
    Pick,
    Required,
    Ticks,
    picked,
)
from forms_app.people.gates.judging import Judge
from forms_app.people.gates.labels import DIRECTIONS, REASONS, VEHICLES
from forms_app.people.gates.rules import OLDEST, Direction, read_plate, read_tail
from forms_app.people.health_rules.labels import problem_sentence
from forms_app.people.health_rules.readings import Problem
from forms_app.people.rosters.judging import judge as judge_row

CLIENT_ID = re.compile(r"[0-9A-Za-z-]{8,40}")
NEW = ("name", "phone", "place")


class AtGateForm(FlaskForm):
    """What every entry has.

    `client_id` is made once for each, so that sending twice keeps it once.
    """

    client_id = HiddenField()
    seconds_ago = HiddenField(default="0")
    direction = Pick(
        _l("方向"),
        [picked(_l("请选“进”或“出”"))],
        choices=DIRECTIONS.choices(),
        default="in",
    )
    judge: Judge
    celsius_read: float | None = None

    def validate_client_id(self, field: Any) -> None:
        if not CLIENT_ID.fullmatch(field.data or ""):
            raise ValidationError(_("页面开得太久，请刷新后再登记一次"))

    def at(self, now: datetime) -> datetime:
        """When it was: so many seconds ago, since a phone's own clock may be wrong."""
        text = str(self.seconds_ago.data or "")
        seconds = (
            int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
        )
        return now - min(timedelta(seconds=seconds), OLDEST)

    def read(self, text: str, is_needed: bool) -> float | None:
        """A temperature; None where none is needed, or where no rule says what one
        means.
        """
        if self.judge.health is None or not (text or is_needed):
            return None
        found = self.judge.measured(text)
        if isinstance(found, Problem):
            raise ValidationError(problem_sentence(found, self.judge.health))
        return found


class PassageForm(AtGateForm):
    """进出登记: somebody known by the last four digits or by their code, or
    somebody new.
    """

    tail = Line(_l("手机号后四位"))
    code = HiddenField()
    celsius = Line(_l("体温"))
    unwell = BooleanField(_l("咳嗽、乏力或者不舒服"))
    reason = Menu(
        _l("事由"),
        [picked(_l("请选一个事由"))],
        choices=REASONS.choices(),
        default="daily",
    )
    name = Line(_l("姓名"), [AtMost(30)])
    phone = Line(_l("手机号"), [AtMost(30)])
    place = Line(
        _l("从哪里来"), [AtMost(60)], description=_l("到市就可以，例如 湖北武汉")
    )
    arrived_on = Line(_l("到本地的日期（今天到的不用填）"), [AtMost(20)])
    stranger: dict[str, Any]
    faults: dict[str, str]

    @property
    def is_new(self) -> bool:
        return any(self[field].data for field in NEW)

    def validate_tail(self, field: Any) -> None:
        if self.is_new or self.code.data:
            return
        field.data = read_tail(field.data or "") or field.data
        if read_tail(field.data or "") is None:
            raise ValidationError(
                _("请填手机号后四位，例如 1234；第一次来的人，请填下面的“新来的人”")
            )

    def validate_celsius(self, field: Any) -> None:
        self.celsius_read = self.read(
            field.data or "", self.direction.data != Direction.OUT
        )

    def validate_name(self, _field: Any) -> None:
        """A new person is judged as a row of a roster is, so that both mean the same."""
        if not self.is_new:
            return
        today = self.judge.today
        given = {name: self[name].data or "" for name in (*NEW, "arrived_on")}
        given["arrived_on"] = given["arrived_on"] or today.isoformat()
        judged = judge_row(0, {**given, "stayed": "否"}, today)
        self.stranger = judged.values
        self.faults = judged.faults

    def validate(self, extra_validators: Any = None) -> bool:
        self.faults = {}
        is_good = super().validate(extra_validators)
        for name, says in self.faults.items():
            self._fields[name if name in self._fields else "place"].errors = [says]
        return bool(is_good and not self.faults)


class VehicleForm(AtGateForm):
    """车辆登记: plate, kind, how many are in it, and the highest temperature of them."""

    plate = Line(_l("车牌号"), [AtMost(20)], description=_l("例如 闽C12345"))
    vehicle = Menu(
        _l("车型"),
        [picked(_l("请选车型"))],
        choices=VEHICLES.choices(),
        default="car",
    )
    heads = Count(_l("车上几个人"), most=99, default=1)
    celsius = Line(_l("车上最高的体温"))
    reason = Menu(
        _l("事由"),
        [picked(_l("请选一个事由"))],
        choices=REASONS.choices(),
        default="daily",
    )

    def validate_plate(self, field: Any) -> None:
        field.data = read_plate(field.data or "") or field.data
        if read_plate(field.data or "") is None:
            raise ValidationError(
                _("车牌号看不懂。请照车牌填，省份简称开头，例如 闽C12345")
            )

    def validate_heads(self, field: Any) -> None:
        if field.data == 0:
            raise ValidationError(_("车上至少有一个人"))

    def validate_celsius(self, field: Any) -> None:
        self.celsius_read = self.read(
            field.data or "", self.direction.data != Direction.OUT
        )


class BusForm(AtGateForm):
    """班车登记: route, plate, who is on it; a temperature only where it is not in
    order.
    """

    enterprise = HiddenField()
    route = Line(_l("线路"), [Required(_l("请填线路，例如 一号线 生活区—总部"), 60)])
    plate = Line(_l("车牌号"), [AtMost(20)], description=_l("例如 闽C12345"))
    disinfected = BooleanField(_l("发车前已消毒"))
    passengers = Ticks(
        _l("车上的人"),
        coerce=int,
        description=_l("都量过体温；体温不正常的，把读数填在名字旁边"),
    )
    readings: dict[int, float | None]

    def offer(self, passengers: Iterable[tuple[int, str]]) -> None:
        self.passengers.choices = list(passengers)

    validate_plate = VehicleForm.validate_plate

    def validate_passengers(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请勾出车上的人"))
        self.readings = {}
        for number in dict.fromkeys(field.data):
            try:
                self.readings[number] = self.read(
                    self.exceptions.get(number, ""), False
                )
            except ValidationError as wrong:
                says = _("花名册第 %(n)s 号：%(says)s", n=number, says=str(wrong))
                raise ValidationError(says) from None

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        given = {
            name[2:]: text
            for name, text in (formdata or {}).items()
            if name.startswith("t-")
        }
        self.exceptions = {
            int(n): str(text).strip()
            for n, text in given.items()
            if n.isascii() and n.isdecimal()
        }

"""Paper forms of the roster: one person (员工健康登记), an arrival, leaving, rows to
paste, a sheet to upload.

The fields of a person are plain texts; judging.py says what they mean, for the form and
for a sheet alike.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Menu, Pick, Required
from forms_app.base.quarantine.traps import OWN, Trapped
from forms_app.base.time_fields import Day
from forms_app.people.rosters.imports import COMPARED, as_text
from forms_app.people.rosters.judging import Judged, judge
from forms_app.people.rosters.labels import ORIGINS, TRANSPORTS
from forms_app.people.rosters.models import Person

YES_NO = [("yes", _l("是")), ("no", _l("不是"))]
UNSURE = ("", _l("不清楚，按上面的地方算"))
NOT_CHOSEN = ("", _l("请选择"))


class ArrivalForm(FlaskForm):
    """返岗报告: where somebody came from, when, and how they are."""

    place = Line(
        _l("从哪里来"), description=_l("到市就可以，例如 湖北武汉；国外请写国家")
    )
    origin = Menu(
        _l("来源类别（可以不选）"), choices=[UNSURE, *ORIGINS.choices()], default=""
    )
    arrived_on = Line(_l("到本地的日期"), description=_l("例如 2月20日"))
    transport = Menu(
        _l("交通工具"), choices=[NOT_CHOSEN, *TRANSPORTS.choices()], default=""
    )
    last_day = Line(_l("离开外地的日期（可以不填）"))
    symptoms = Pick(
        _l("有没有发热、咳嗽、乏力"), choices=[("no", _l("没有")), ("yes", _l("有"))]
    )

    def validate_symptoms(self, field: Any) -> None:
        if field.data not in {"yes", "no"}:
            raise ValidationError(_("请选一项：有没有发热、咳嗽、乏力"))

    def given(self) -> dict[str, str]:
        """The texts by field, for judging."""
        return {
            name: str(field.data or "")
            for name, field in self._fields.items()
            if name not in {"csrf_token", *OWN}
        }

    def judged(
        self, today: date, beside: dict[str, str] | None = None
    ) -> Judged | None:
        """What was filled in, over what is known `beside`; None when something is
        wrong, which stands at its field.
        """
        is_good = self.validate_on_submit()
        if not self.is_submitted():
            return None
        judged = judge(0, {**(beside or {}), **self.given()}, today)
        self.tell(judged.faults)
        return judged if is_good and judged.is_good else None

    def tell(self, faults: dict[str, str]) -> None:
        """Put what is wrong at its field."""
        for name, says in faults.items():
            if name in self._fields:
                self._fields[name].errors = [says]


class PersonForm(ArrivalForm):
    """员工健康登记: what the rule needs to know of one person, and how to reach them."""

    name = Line(_l("姓名"))
    phone = Line(_l("本人手机号"))
    stayed = Pick(_l("春节是不是一直留在本地（留厂）"), choices=YES_NO, default="no")
    room = Line(
        _l("住在哪里"), description=_l("宿舍写到房间，例如 3号楼 201；自己租住写“自住”")
    )
    per_room = Line(_l("房间里一共住几个人（可以不填）"))


class WallForm(PersonForm, Trapped):
    """员工健康登记, filled in by each person on the own phone."""

    consent = BooleanField(_l("我已阅读上面的告知"))

    def validate_consent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(
                _("请阅读告知并勾选；不同意的话，请告诉单位或拨打社区电话")
            )


class LeaveForm(FlaskForm):
    """离开: since when somebody does not work here any more."""

    on = Day(_l("离开的日期"))

    def day(self, today: date) -> date | None:
        """The day; None when nothing was sent, or it is none that has come."""
        if not self.validate_on_submit():
            return None
        if self.on.data > today:
            self.on.errors = [_("这一天还没有到。请等人离开了再填")]
            return None
        on: date = self.on.data
        return on


class PasteForm(FlaskForm):
    """Rows out of a chat or a sheet, as they are: a tab is the edge of a cell."""

    rows = TextAreaField(
        _l("粘贴名单"), [Required(_l("请粘贴名单，一行一个人"), 200_000)]
    )


class UploadForm(FlaskForm):
    """A sheet."""

    sheet = FileField(_l("花名册文件"))

    def validate_sheet(self, field: Any) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError(_("请选一个文件：Excel（xlsx、xls）、ods 或 csv"))


def shown(person: Person) -> dict[str, str]:
    """A record as the texts of its form."""
    return {field: as_text(getattr(person, field)) for field in ("phone", *COMPARED)}

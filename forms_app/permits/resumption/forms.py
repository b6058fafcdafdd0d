"""Paper form 开工申请表, one group of questions a page, and 承诺书 at its end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Count, Line, Lines, Pick, Required, picked
from forms_app.base.refusal import Refused
from forms_app.base.time_fields import Day
from forms_app.permits.resumption.commitment import LINES
from forms_app.permits.resumption.content import Supply
from forms_app.permits.resumption.labels import COMMUTES, MEALS, ORIGINS, ROOMS
from forms_app.permits.resumption.rules import WITHIN, may_be_planned

COUNTS = [f"{origin}_{days}" for origin in ORIGINS for days in ("full", "short")]


def first_batch(people: dict[str, Any]) -> int:
    """How many come back first: the sum over where they come from."""
    return sum(people.get(name) or 0 for name in COUNTS)


class OpeningDay(Day):
    """The day on which work is to begin, as a draft keeps it: 2020-03-08."""

    format = ""

    def read(self, typed: str, now: datetime) -> str:
        found: date = super().read(typed, now)
        if not may_be_planned(found, now.date()):
            raise Refused(
                "请填今天到 %(latest)s 之间的一天", latest=now.date() + WITHIN
            )
        return found.isoformat()


class PeopleForm(FlaskForm):
    """Part one: when, with how many, where they come from and for how long they have
    been back. No names.
    """

    planned = OpeningDay(_l("打算哪一天开工"))
    total = Count(_l("一共有多少员工"))
    city_full = Count(_l("已满 14 天"))
    city_short = Count(_l("未满 14 天"))
    province_full = Count(_l("已满 14 天"))
    province_short = Count(_l("未满 14 天"))
    other_province_full = Count(_l("已满 14 天"))
    other_province_short = Count(_l("未满 14 天"))
    key_area_full = Count(_l("已满 14 天"))
    key_area_short = Count(_l("未满 14 天"))
    abroad_full = Count(_l("已满 14 天"))
    abroad_short = Count(_l("未满 14 天"))

    def validate_total(self, field: Any) -> None:
        coming = first_batch(self.data)
        if field.data is not None and coming > field.data:
            says = _(
                "各项加起来是 %(first)s 人，比员工总数 %(total)s 人还多，请核对",
                first=coming,
                total=field.data,
            )
            raise ValidationError(says)

    def validate_city_full(self, _field: Any) -> None:
        if None not in (self[name].data for name in COUNTS) and not first_batch(
            self.data
        ):
            raise ValidationError(_("第一批至少要有 1 人；没有的项填 0"))

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Origin label and its two fields."""
        return [
            (word, self[f"{origin}_full"], self[f"{origin}_short"])
            for origin, word in ORIGINS.items()
        ]


class SuppliesForm(FlaskForm):
    """Part two: what is in stock, against content/rules/supplies.toml.

    Built by `supplies_form`.
    """

    complete_by = Line(_l("不够的，什么时候补齐（够用就不填）"), [AtMost(60)])


def supplies_form(
    supplies: tuple[Supply, ...], people: int, lang: str
) -> type[SuppliesForm]:
    """A form class with one count for each required item."""
    fields: dict[str, Any] = {}
    for supply in supplies:
        values = {"n": supply.needed(people), "unit": supply.unit}
        fields[supply.slug] = Count(
            f"{supply.name(lang)}（{supply.unit}）",
            description=_("至少要有 %(n)s %(unit)s", **values),
            units={supply.unit},
        )
    return type("SuppliesPage", (SuppliesForm,), fields)


class MeasuresForm(FlaskForm):
    """Part three: what is done every day."""

    temperature_by = Line(
        _l("入口由谁测温、登记"),
        [Required(_l("请填岗位，例如 门口值班员"), 60)],
        description=_l("填岗位，不用填姓名"),
    )
    meals = Pick(
        _l("怎么吃饭"),
        [picked(_l("请选一项"))],
        choices=MEALS.choices(),
    )
    commute = Pick(
        _l("怎么上下班"),
        [picked(_l("请选一项"))],
        choices=COMMUTES.choices(),
    )
    isolation = Pick(
        _l("有没有隔离观察的房间"),
        [picked(_l("请选一项"))],
        choices=ROOMS.choices(),
    )
    disinfections = Count(_l("每天消毒几次"), most=24)
    remark = Lines(_l("还想说明的（可以不填）"), [AtMost(500)])


class CommitmentForm(FlaskForm):
    """承诺书, ticked on the screen: no seal and no paper."""

    true = BooleanField(LINES["true"].label)
    temperatures = BooleanField(LINES["temperatures"].label)
    report = BooleanField(LINES["report"].label)
    checks = BooleanField(LINES["checks"].label)

    def validate_true(self, _field: Any) -> None:
        if not all(self[name].data for name in LINES):
            raise ValidationError(_("四项都要勾选，才能提交"))


class PapersForm(FormWithFiles):
    """附件: what the enterprise wants to hand in beside its answers."""

    papers = Attachments(_l("照片或 PDF"))

    def validate_papers(self, field: Any) -> None:
        if not (field.ready or field.errors):
            raise ValidationError(_("请先选照片或 PDF"))

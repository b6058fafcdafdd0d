"""Paper forms of publicity: naming a material, a public place, sheets handed out."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.documents.document import Document
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Menu,
    Pick,
    Public,
    Required,
    picked,
)
from forms_app.base.quantity import QUALIFIERS
from forms_app.base.time_fields import Day
from forms_app.ledger.publicity.labels import KINDS, SPOTS
from forms_app.ledger.publicity.rules import Kind


class MaterialForm(FlaskForm):
    """新增宣传材料: a letter that is public already, or a poster or leaflet by its
    name.
    """

    community = Menu(_l("社区"), [picked(_l("请选一个社区"))])
    kind = Pick(
        _l("是什么"),
        [picked(_l("请选公开信、海报或者宣传单"))],
        choices=KINDS.choices(),
    )
    letter = Menu(_l("哪一封公开信"), description=_l("海报和宣传单不用选"))
    title = Line(
        _l("名称（海报和宣传单要填）"),
        [AtMost(100), Public()],
        description=_l("例如 用电用气安全；不要写人名和电话"),
    )

    def offer(
        self, communities: list[tuple[str, str]], letters: dict[str, Document]
    ) -> None:
        self.community.choices = communities
        self.letter.choices = [
            ("", _("请选")),
            *((one.slug, one.title) for one in letters.values()),
        ]
        self.titles = {one.slug: one.title for one in letters.values()}

    def validate_letter(self, field: Any) -> None:
        if self.kind.data == Kind.LETTER and field.data not in self.titles:
            raise ValidationError(_("请选一封公开信；没有的话，请先写好并发布"))

    def validate_title(self, field: Any) -> None:
        if self.kind.data != Kind.LETTER and not field.data:
            raise ValidationError(_("请写这份材料的名称"))

    def named(self) -> tuple[str, Kind, str, str]:
        """Community, kind, title and slug."""
        kind = Kind(self.kind.data)
        slug = self.letter.data or ""
        if kind is Kind.LETTER:
            return self.community.data or "", kind, self.titles[slug][:100], slug
        return self.community.data or "", kind, self.title.data or "", ""


class PlaceForm(FlaskForm):
    """贴在公共地方的."""

    grid = Menu(_l("网格"), [picked(_l("请选一个网格"))])
    place = Line(
        _l("地方"), [Required(_l("请写贴在哪里，例如 3号楼东单元"), 60), Public()]
    )
    spot = Menu(_l("位置"), [picked(_l("请选贴在什么位置"))], choices=SPOTS.choices())


class HandOutForm(FlaskForm):
    """发出去的."""

    grid = Menu(_l("网格"), [picked(_l("请选一个网格"))])
    count = Count(_l("份数"), least=1)
    qualifier = Menu(
        _l("数量的说法"), [picked(_l("请选"))], choices=QUALIFIERS.choices()
    )
    day = Day(_l("哪一天"))

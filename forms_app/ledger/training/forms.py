"""The paper form of a session (培训通知)."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.documents.document import Document
from forms_app.base.fields import Count, Line, Menu, Public, Required, picked
from forms_app.base.time_fields import Moment
from forms_app.ledger.training.labels import TOPICS

FIELDS = ("title", "topic", "at", "place", "trainer", "paper", "seats")


class TrainingForm(FlaskForm):
    """新增一场培训."""

    community = Menu(_l("社区"), [picked(_l("请选一个社区"))])
    title = Line(
        _l("名称"),
        [Required(_l("请写名称，例如 安全管理员培训"), 80), Public()],
    )
    topic = Menu(_l("培训内容"), [picked(_l("请选培训的内容"))], choices=TOPICS.choices)
    at = Moment(_l("开始时间"))
    place = Line(
        _l("地点或会议网址"),
        [Required(_l("请写地点，例如 社区会议室"), 160), Public()],
        description=_l("不要写人名和电话"),
    )
    trainer = Line(
        _l("讲课的单位"),
        [Required(_l("请写单位，例如 街道卫生服务中心"), 60), Public()],
        description=_l("不要写人名和电话"),
    )
    paper = Menu(
        _l("培训资料（可以不选）"),
        [picked(_l("请从列出的资料里选"))],
        description=_l("先写成通知发布，再在这里选"),
    )
    seats = Count(_l("名额"), most=1000)

    def offer(
        self, communities: list[tuple[str, str]], notices: dict[str, Document]
    ) -> None:
        self.community.choices = communities
        self.paper.choices = [
            ("", _("没有")),
            *((key, one.title) for key, one in notices.items()),
        ]

    def validate_seats(self, field: Any) -> None:
        if field.data == 0:
            raise ValidationError(_("至少要有一个名额"))

    def values(self) -> dict[str, Any]:
        return {name: self[name].data or "" for name in FIELDS}

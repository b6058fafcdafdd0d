"""Paper forms of the meeting: the head of its minutes, and what is brought to it."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Line,
    Lines,
    Menu,
    Pick,
    Required,
    Ticks,
    picked,
)
from forms_app.ledger.meetings.labels import BODIES, CHAIRS, MODES
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import title_of


class OpenForm(FlaskForm):
    """碰头会记录, its head. No names: posts, levels and bodies."""

    community = Menu(_l("社区"), [picked(_l("请选一个社区"))])
    mode = Pick(_l("怎么开"), [picked(_l("请选一种方式"))], choices=MODES.choices())
    chair = Menu(
        _l("谁主持"), [picked(_l("请选主持人的岗位"))], choices=CHAIRS.choices()
    )
    bodies = Ticks(_l("哪些层级和单位参加"), choices=BODIES.choices())

    def offer(self, communities: dict[str, Community], actor: Actor) -> None:
        self.community.choices = [
            (c.slug, title_of(c))
            for c in communities.values()
            if any(actor.may_see(c.slug, grid.slug) for grid in c.grids)
        ]

    def validate_bodies(self, field: Ticks) -> None:
        if not field.data:
            raise ValidationError(_("请勾选参加的层级和单位"))


class BringForm(FlaskForm):
    """提到碰头会."""

    title = Line(_l("事项"), [Required(_l("请用一句话写明要会上定什么"), 100)])
    text = Lines(
        _l("详细情况（可以不填）"),
        [AtMost(1000)],
        description=_l("写清楚问题是什么。不要写身份证号码。"),
    )

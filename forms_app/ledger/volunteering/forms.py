"""Paper forms of volunteering: 志愿者登记, 岗位发布, 上门服务单, 小分队排班."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import ValidationError

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Lines,
    Menu,
    PersonName,
    PhoneField,
    Pick,
    Public,
    Required,
    picked,
)
from forms_app.base.notions.phone import MOBILE
from forms_app.base.quarantine.traps import Trapped
from forms_app.base.time_fields import Moment
from forms_app.ledger.items.forms import PlaceForm
from forms_app.ledger.volunteering.labels import SERVICES
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.ledger.volunteering.operations import Plan
from forms_app.ledger.volunteering.rules import MOST_NEEDED
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import title_of

LONGEST_SHIFT = timedelta(hours=24)


class VolunteerForm(Trapped):
    """志愿者登记."""

    community = Menu(_l("哪个社区"), [picked(_l("请选一个社区"))])
    name = PersonName(_l("姓名"), says=_l("请填姓名"))
    phone = PhoneField(
        _l("手机号"),
        kinds=MOBILE,
        description=_l("只有社区办公室看得到，用来和您联系"),
    )
    consent = BooleanField(
        _l(
            "我愿意参加志愿服务，同意社区用手机号和我联系；看到的住址只用来办这一件事，不记下来、不告诉别人"
        )
    )

    def offer(self, communities: dict[str, Community]) -> None:
        self.community.choices = [
            ("", _("请选")),
            *((c.slug, title_of(c)) for c in communities.values()),
        ]

    def validate_community(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一个社区"))

    def validate_consent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("同意以后才能登记"))


class PostForm(PlaceForm):
    """岗位发布."""

    reference = None  # type: ignore[assignment]  # so that WTForms leaves it out
    title = Line(_l("岗位"), [Required(_l("请写岗位，例如 路口劝导"), 60), Public()])
    spot = Line(
        _l("地点"),
        [Required(_l("请写地点，例如 示例路口"), 60), Public()],
        description=_l("会公开，不要写人名、住址"),
    )
    begins = Moment(_l("从"))
    ends = Moment(_l("到"))
    needed = Count(_l("要几个人"), least=1, most=MOST_NEEDED)

    def plan(self) -> Plan:
        assert self.begins.data and self.ends.data and self.needed.data is not None, (
            "it was validated"
        )
        return Plan(
            self.title.data or "",
            self.spot.data or "",
            self.begins.data,
            self.ends.data,
            self.needed.data,
        )


class ServiceForm(FlaskForm):
    """上门服务单."""

    kind = Pick(_l("要办什么"), [picked(_l("请选要办什么"))], choices=SERVICES.choices)
    what = Lines(
        _l("写清楚要什么（可以不填）"),
        [AtMost(300)],
        description=_l("例如 大米一袋、青菜。不要写病情和身份证号码"),
    )
    due_at = Moment(_l("什么时候以前（可以不填）"), optional=True)


class SquadForm(FlaskForm):
    """Which squad of the community a volunteer belongs to."""

    squad = Menu(_l("编进哪个小分队"), [picked(_l("请选一个小分队"))])

    @classmethod
    def of(cls, volunteer: Volunteer, communities: dict[str, Community]) -> SquadForm:
        form = cls(data={"squad": volunteer.squad})
        community = communities.get(volunteer.community)
        squads = community.squads if community else ()
        form.squad.choices = [
            ("", _("不编队")),
            *((squad.slug, squad.name) for squad in squads),
        ]
        return form


class ShiftForm(FlaskForm):
    """小分队排班."""

    squad = Menu(_l("小分队"), [picked(_l("请选一个小分队"))])
    names = Line(
        _l("谁值班（姓名）"),
        [Required(_l("请填值班的人"), 100)],
        description=_l("只有工作人员看得到"),
    )
    begins = Moment(_l("从"))
    ends = Moment(_l("到"))

    def offer(self, communities: dict[str, Community], actor: Actor) -> None:
        """The squads of the communities somebody works in."""
        able = [c for c in communities.values() if actor.may_see(c.slug, "")]
        self.squad.choices = [
            (squad.slug, f"{title_of(c)} {squad.name}")
            for c in able
            for squad in c.squads
        ]

    def validate_ends(self, field: Any) -> None:
        if (
            self.begins.data
            and field.data
            and not timedelta() < field.data - self.begins.data <= LONGEST_SHIFT
        ):
            raise ValidationError(_("结束要晚于开始，一班不超过 24 小时"))

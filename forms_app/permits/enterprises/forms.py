"""Paper forms of the register: 排摸登记表 in three pages for an enterprise, on one page
for staff at the door.
"""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    CodeField,
    EmailField,
    FirmName,
    Line,
    Menu,
    PersonName,
    PhoneField,
    Pick,
    Public,
    Required,
    picked,
)
from forms_app.base.wording import lazy_word
from forms_app.permits.enterprises.labels import KINDS
from forms_app.permits.enterprises.trades import Trade
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import title_of


class WhoForm(FlaskForm):
    """排摸登记表, part one: the unit."""

    name = FirmName(
        _l("单位名称"),
        [Required(_l("请填写单位名称，和招牌或执照一致"), 60), Public(in_file=True)],
    )
    kind = Pick(_l("属于哪一类"), [picked(_l("请选一类"))])
    code = CodeField(
        _l("统一社会信用代码"),
        description=_l("在营业执照上，18 位；老执照是 15 位注册号"),
    )
    no_code = BooleanField(_l("还没有营业执照"))
    trade = Menu(_l("行业"), [picked(_l("请选一个行业"))])

    def offer(self, trades: tuple[Trade, ...], lang: str) -> None:
        self.kind.choices = KINDS.choices()
        named = [(trade.slug, trade.name(lang)) for trade in trades]
        self.trade.choices = [("", _("请选择")), *named]

    def validate_trade(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一个行业"))

    def validate_code(self, field: Any) -> None:
        if not field.data and not self.no_code.data:
            raise ValidationError(_("请填写代码；没有执照请勾选“还没有营业执照”"))


class CommunityForm(FlaskForm):
    """排摸登记表, part two: which community."""

    community = Pick(_l("在哪个社区"), [picked(_l("请选一个社区"))])

    def offer(self, communities: dict[str, Community], lang: str) -> None:
        self.community.choices = [
            (c.slug, c.title_en if lang == "en" else c.title)
            for c in communities.values()
        ]


class WhereForm(FlaskForm):
    """排摸登记表, part two: grid and address."""

    grid = Pick(
        _l("在哪个网格"), [picked(_l("请选一个网格；不清楚就选离您最近的，社区会核对"))]
    )
    address = Line(
        _l("经营地址"), [Required(_l("请填写经营地址，例如 示例路 8 号 2 楼"), 100)]
    )
    place = Line(
        _l("楼栋和楼层（可以不填）"),
        [AtMost(40), Public("place_public", in_file=True)],
        description=_l("例如 2号楼 1 层。同名的店靠它区分"),
    )
    place_public = BooleanField(_l("同意在名单上公布楼栋和楼层"))

    def offer(self, community: Community) -> None:
        self.grid.choices = [(grid.slug, grid.name) for grid in community.grids]


class ContactsForm(FlaskForm):
    """Whom to call."""

    contact_name = PersonName(lazy_word("contact"), says=_l("请填写联系人姓名"))
    contact_phone = PhoneField(_l("联系电话"), description=_l("核验前我们会打这个电话"))
    safety_manager = PersonName(
        _l("安全管理员"), says=_l("请填写安全管理员姓名，可以和联系人是同一人")
    )


class ContactForm(ContactsForm):
    """排摸登记表, part three: whom to call, and the consent."""

    email = EmailField(
        _l("邮箱（可以不填）"),
        optional=True,
        description=_l("填了，有了决定也会发到这个邮箱"),
    )
    consent = BooleanField(_l("我已阅读并同意上面的个人信息处理告知"))

    def validate_consent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(
                _("请阅读告知并勾选同意；不同意的话，请拨打社区电话办理")
            )


class DoorForm(WhoForm):
    """排摸登记表 on one page, filled by staff at the door."""

    grid = Menu(_l("网格"), [picked(_l("请选一个网格"))])
    address = WhereForm.address
    place = WhereForm.place
    place_public = WhereForm.place_public
    contact_name = ContactForm.contact_name
    contact_phone = ContactForm.contact_phone
    safety_manager = ContactForm.safety_manager
    consent = BooleanField(_l("已当面告知个人信息处理办法，对方同意"))
    validate_consent = ContactForm.validate_consent

    def offer_grids(self, communities: dict[str, Community], actor: Actor) -> None:
        self.grid.choices = [
            (grid.slug, f"{title_of(community)} {grid.name}")
            for community in communities.values()
            for grid in community.grids
            if actor.may_see(community.slug, grid.slug)
        ]


class TenantForm(DoorForm):
    """排摸登记表 on one page, filled by a mall or building for a tenant of its own."""

    consent = BooleanField(_l("已告知租户个人信息处理办法，租户同意"))

    def offer_grids_of(self, community: Community) -> None:
        self.grid.choices = [
            (grid.slug, f"{title_of(community)} {grid.name}")
            for grid in community.grids
        ]


class SignInForm(FlaskForm):
    """编号和查询码."""

    reference = Line(_l("单位编号"), [Required(_l("请填写编号，例如 QT-7K3M9P"), 20)])
    access_code = StringField(_l("查询码"), [Required(_l("请填写查询码，12 位"), 40)])

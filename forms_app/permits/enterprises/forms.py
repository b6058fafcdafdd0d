"""Paper forms of the register: 排摸登记表 in three pages for an enterprise, on one page
for staff at the door.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from forms_app.base.quarantine.traps import Trapped
from forms_app.base.wording import lazy_word
from forms_app.permits.enterprises.labels import KINDS_EXPLAINED
from forms_app.permits.enterprises.spots import NOWHERE, Placed, placed
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
        self.kind.choices = KINDS_EXPLAINED.choices()
        named = [(trade.slug, trade.offered(lang)) for trade in trades]
        self.trade.choices = [("", _("请选择")), *named]

    def validate_trade(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一个行业"))

    def validate_code(self, field: Any) -> None:
        if not field.data and not self.no_code.data:
            raise ValidationError(_("请填写代码；没有执照请勾选“还没有营业执照”"))


class AddressForm(FlaskForm):
    """Where a unit is."""

    address = Line(
        _l("经营地址"), [Required(_l("请填写经营地址，例如 示例路 8 号 2 楼"), 100)]
    )
    place = Line(
        _l("楼栋和楼层（可以不填）"),
        [AtMost(40), Public("place_public", in_file=True)],
        description=_l("例如 2号楼 1 层。同名的店靠它区分"),
    )
    place_public = BooleanField(_l("同意在名单上公布楼栋和楼层"))


class WhereForm(AddressForm):
    """排摸登记表, part two, of a unit whose community is known: grid and address."""

    grid = Pick(_l("在哪个网格"), [picked(_l("请选一个网格"))])

    def offer(self, community: Community) -> None:
        self.grid.choices = [(grid.slug, grid.name) for grid in community.grids]


class SpotForm(AddressForm):
    """排摸登记表, part two: community, grid and address. Who does not know the grid, or
    not even the community, is placed by the address.
    """

    spot = Menu(
        _l("在哪个社区和网格"),
        [picked(_l("请选一个；不清楚网格，选只有社区的那一行"))],
        description=_l("不清楚也可以：照地址来认，社区会核对"),
    )

    def offer(self, communities: Mapping[str, Community]) -> None:
        self.known = communities
        self.spot.choices = [
            ("", _("请选择")),
            *(pair for each in communities.values() for pair in _spots(each)),
            (NOWHERE, _("不清楚是哪个社区")),
        ]

    def validate_spot(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一个；不清楚网格，选只有社区的那一行"))
        if field.data == NOWHERE and self.address.data and self.placed is None:
            says = _("照这个地址认不出是哪个社区。请选一个社区，网格可以不清楚")
            raise ValidationError(says)

    @property
    def placed(self) -> Placed | None:
        return placed(self.known, self.spot.data or "", self.address.data or "")


def _spots(community: Community) -> Iterator[tuple[str, str]]:
    title = title_of(community)
    yield community.slug, _("%(community)s，不清楚哪个网格", community=title)
    for grid in community.grids:
        yield grid.slug, f"{title} {grid.name}"


class OtherPerson(PersonName):
    """Somebody who may be left out where it is the same person again."""

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)


class ContactsForm(FlaskForm):
    """Whom to call."""

    contact_name = PersonName(lazy_word("contact"), says=_l("请填写联系人姓名"))
    contact_phone = PhoneField(_l("联系电话"), description=_l("核验前我们会打这个电话"))
    safety_manager = OtherPerson(_l("安全管理员（就是联系人的话，不用填）"))

    def validate_safety_manager(self, field: Any) -> None:
        """One person is named once."""
        field.data = field.data or self.contact_name.data


class ContactForm(ContactsForm, Trapped):
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
    validate_safety_manager = ContactForm.validate_safety_manager

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

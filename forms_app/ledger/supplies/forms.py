"""Paper forms of the ledger: 捐赠登记, 物资发放登记, and mending a slip."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
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
    Pick,
    Public,
    Required,
    picked,
)
from forms_app.base.quantity import QUALIFIERS, Qualifier
from forms_app.base.time_fields import Day
from forms_app.ledger.supplies import labels
from forms_app.ledger.supplies.content import Item
from forms_app.ledger.supplies.operations import Given
from forms_app.ledger.supplies.rules import MOST, Kind
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.pick import EnterprisePick

NONE = ("", "—")


class Amount(Count):
    """A whole number above zero."""

    def pre_validate(self, _form: Any) -> None:
        if not self.data or self.data > self.most:
            raise ValidationError(_("请填大于 0 的整数，例如 3000"))


class EntryForm(FlaskForm):
    """What every entry says: where, what, how much, when."""

    community = Menu(
        _l("社区"), [Required(_l("请选一个社区")), picked(_l("请选一个社区"))]
    )
    item = Menu(
        _l("物品和单位"), [Required(_l("请选一种物品")), picked(_l("请选一种物品"))]
    )
    amount = Amount(_l("数量"), most=MOST)
    on = Day(_l("日期"))
    receiver = Line(
        _l("给谁"),
        [AtMost(60)],
        description=_l("指定给哪家、发给谁，例如 小区物业公司"),
    )
    note = Lines(_l("备注（可以不填）"), [AtMost(200)])

    def offer(self, communities: dict[str, str], items: dict[str, Item]) -> None:
        self.items = items
        self.community.choices = (
            [NONE, *communities.items()]
            if len(communities) > 1
            else list(communities.items())
        )
        self.item.choices = [NONE, *labels.choices(items)]

    def given(self, **more: Any) -> Given | None:
        """What was filled in, in the item's own unit; None beside the error."""
        if not self.validate_on_submit():
            return None
        slug, _slash, by_pack = (self.item.data or "").partition("/")
        amount = int(self.amount.data or 0) * (
            self.items[slug].per_pack if by_pack else 1
        )
        more |= {"receiver": self.receiver.data or "", "note": self.note.data or ""}
        return Given(self.community.data or "", slug, amount, self.on.data, **more)


class ReceiveForm(EntryForm):
    """捐赠登记; something that was bought is entered here too."""

    kind = Pick(
        _l("怎么来的"),
        [picked(_l("请选捐赠或购买"))],
        choices=[
            (str(kind), labels.KINDS[kind].label)
            for kind in (Kind.DONATION, Kind.PURCHASE)
        ],
        default=str(Kind.DONATION),
    )
    qualifier = Pick(
        _l("这个数量"),
        [picked(_l("请选这个数量有多准"))],
        choices=QUALIFIERS.choices(),
        default=str(Qualifier.EXACT),
        description=_l("公布的总数会照样写“近”“约”“多”"),
    )
    donor_kind = Menu(_l("捐赠人是"), choices=[NONE, *labels.DONORS.choices()])
    donor_name = Line(_l("捐赠人（可以不填，不公开）"), [AtMost(60)])
    may_name = BooleanField(_l("捐赠人希望公开署名"))
    public_name = Line(
        _l("公开的署名（希望署名才填）"),
        [AtMost(40), Public()],
        description=_l("照捐赠人自己的意思写，会出现在网站上"),
    )

    def validate_donor_kind(self, field: Any) -> None:
        if self.kind.data == Kind.DONATION and field.data not in labels.DONORS:
            raise ValidationError(_("请选捐赠人是哪一类"))

    def validate_public_name(self, field: Any) -> None:
        if self.may_name.data and not field.data:
            raise ValidationError(_("请填公开的署名，例如 一位居民"))
        if field.data and not self.may_name.data:
            raise ValidationError(_("捐赠人同意公开，才能填公开的署名。"))

    def given(self, **more: Any) -> Given | None:
        """A purchase has no donor."""
        if self.kind.data == Kind.DONATION:
            more |= {
                name: self[name].data or ""
                for name in ("donor_kind", "donor_name", "public_name")
            }
            more["may_name"] = self.may_name.data
        return super().given(
            qualifier=Qualifier(self.qualifier.data or Qualifier.EXACT), **more
        )


class HandOutForm(EntryForm):
    """物资发放登记: to an enterprise of the register, or to whom the words say."""

    reference = EnterprisePick(
        _l("哪家单位（发给登记过的单位才填）"),
        description=_l("写名称里的几个字、地址或编号"),
    )
    enterprise: Enterprise | None = None  # the one that is meant

    def look_up(self, session: Session, actor: Actor) -> None:
        if self.reference.data:
            self.enterprise = self.reference.enterprise(session, actor)

    def validate_reference(self, field: Any) -> None:
        if not field.data:
            return
        if self.enterprise is None:
            raise ValidationError(field.trouble)
        if self.enterprise.community != self.community.data:
            raise ValidationError(_("这家单位不在选的社区里，请核对"))

    def validate_receiver(self, field: Any) -> None:
        if not field.data and not self.reference.data:
            raise ValidationError(_("请填发给谁，例如 小区物业公司；或者填是哪家单位"))

    def given(self, **more: Any) -> Given | None:
        return super().given(
            enterprise_id=self.enterprise.id if self.enterprise else None, **more
        )


class CorrectForm(FlaskForm):
    """更正: why the entry was a slip."""

    reason = Lines(
        _l("哪里错了"), [Required(_l("请写明哪里错了，例如 数量多写了一个零"), 200)]
    )

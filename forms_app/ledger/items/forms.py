"""Paper forms of an item: raising it, what was answered and arranged, handing it over,
dropping or reopening it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField
from wtforms.validators import ValidationError

from forms_app.base.access import Actor
from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Line, Lines, Menu, Pick, Required, picked
from forms_app.base.time_fields import Moment
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.labels import label
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.permits.enterprises.pick import EnterprisePick
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import title_of

MOST = 1000


class PlaceForm(FlaskForm):
    """Which enterprise, or which grid or community, something is about."""

    reference = EnterprisePick(
        _l("哪家单位（可以不填）"),
        description=_l("写名称里的几个字、地址或编号；填了就不用选社区和网格"),
    )
    where = Menu(_l("哪一片"))

    def offer(self, communities: dict[str, Community], actor: Actor) -> None:
        """The places somebody may choose."""
        choices = [("", _("请选"))]
        for one in communities.values():
            seen = [grid for grid in one.grids if actor.may_see(one.slug, grid.slug)]
            if seen and len(seen) == len(one.grids):
                choices.append((f"{one.slug}/", title_of(one)))
            choices += [
                (f"{one.slug}/{grid.slug}", f"{title_of(one)} {grid.name}")
                for grid in seen
            ]
        self.where.choices = choices

    def validate_where(self, field: Any) -> None:
        if not field.data and not (self.reference and self.reference.data):
            raise ValidationError(
                _("请选哪一片，或者填是哪家单位") if self.reference else _("请选哪一片")
            )

    def validate_reference(self, field: Any) -> None:
        if not field.data and "where" not in self:
            raise ValidationError(_("请填是哪家单位，例如名称里的几个字"))

    def place(self, session: Session, actor: Actor) -> Place | None:
        """What it is about; None when that is wrong, which then stands at its field."""
        if self.reference and (self.reference.data or "where" not in self):
            found = self.reference.enterprise(session, actor)
            return Place.of(found) if found else None
        if self.where.data and self.where.data in dict(self.where.choices):
            community, _slash, grid = self.where.data.partition("/")
            return Place(community, grid)
        self.where.errors = [_("请选哪一片，或者填是哪家单位")]
        return None


class NewForm(PlaceForm):
    """新增一件: about an enterprise by its reference, or about a place."""

    title = Line(_l("事项"), [Required(_l("请用一句话写明是什么事"), 100)])
    text = Lines(_l("详细情况（可以不填）"), [AtMost(MOST)])
    due_at = Moment(_l("期限（可以不填）"), optional=True)

    def ask_for(
        self, kind: Kind, communities: dict[str, Community], actor: Actor
    ) -> None:
        """The words of the kind, and the places somebody may choose."""
        for name in ("title", "text", "due_at"):
            if name in kind.words:
                self[name].label.text = kind.words[name].label
            if name in kind.hints:
                self[name].description = kind.hints[name]
        if kind.taken_by_enterprise:
            self.reference.label.text = _("哪家单位")
            self.reference.description = _("写名称里的几个字、地址或编号")
            del self.where
            return
        self.offer(communities, actor)


class AnswerForm(FlaskForm):
    """答复、措施、期限. With `finish` it is finished too."""

    version = HiddenField()
    answer = Lines(_l("答复"), [AtMost(MOST)])
    measure = Lines(_l("措施"), [AtMost(MOST)])
    due_at = Moment(_l("期限"), optional=True)
    outcome = Pick(_l("结果"))

    def ask_for(self, kind: Kind) -> None:
        """Only what the kind has."""
        for name in ("answer", "measure"):
            if name in kind.written:
                self[name].label.text = label(kind, name)
            else:
                del self[name]
        self.due_at.label.text = label(kind, "due_at")
        self.outcome.choices = kind.outcomes.choices()
        if not kind.outcomes:
            del self.outcome

    def validate_outcome(self, field: Any) -> None:
        if field.data and field.data not in dict(field.choices):
            raise ValidationError(_("请选一个结果"))

    @classmethod
    def from_record(cls, item: Item, kind: Kind) -> AnswerForm:
        form = cls(
            data={
                name: getattr(item, name)
                for name in ("version", "answer", "measure", "due_at", "outcome")
            }
        )
        form.ask_for(kind)
        return form

    def given(self) -> dict[str, Any]:
        """What the operations take."""
        found: dict[str, str | datetime | None] = {
            name: self[name].data or ""
            for name in ("answer", "measure")
            if name in self
        }
        return {**found, "due_at": self.due_at.data}


class OwnerForm(FlaskForm):
    """交办."""

    owner = Menu(_l("交给谁"), [picked(_l("请选一个账号"))])


class ReasonForm(FlaskForm):
    """不办了，或者重新打开."""

    reason = Lines(_l("理由"), [Required(_l("请写明理由"), 300)])


class AttachForm(FormWithFiles):
    """附件: photos or papers of an item."""

    photos = Attachments(_l("加照片或材料"))

    def validate_photos(self, field: Any) -> None:
        if not (field.ready or field.errors):
            raise ValidationError(_("请选一个文件"))

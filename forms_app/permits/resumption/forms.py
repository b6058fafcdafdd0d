"""What stands beside the pages of an application: 承诺书 at its end, and 附件."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l


class CommitmentForm(FlaskForm):
    """承诺书, ticked once below its lines: no seal and no paper; above it the files that
    go along, which may be put right by themselves.
    """

    papers = Attachments(_l("加照片或 PDF"))
    only_papers = HiddenField()
    promised = BooleanField(_l("以上各条，我都承诺"))

    def validate_promised(self, field: Any) -> None:
        if not (field.data or self.only_papers.data):
            raise ValidationError(_("请看过每一条，勾选承诺，才能提交"))


class PapersForm(FormWithFiles):
    """附件: what the enterprise wants to hand in beside its answers."""

    papers = Attachments(_l("照片或 PDF"))

    def validate_papers(self, field: Any) -> None:
        if not (field.ready or field.errors):
            raise ValidationError(_("请先选照片或 PDF"))

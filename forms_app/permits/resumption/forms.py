"""What stands beside the pages of an application: 承诺书 at its end, and 附件."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.questions.questionnaire import PageForm
from forms_app.permits.resumption.application_file import ApplicationForm


def commitment_form(asked: ApplicationForm) -> PageForm:
    """承诺书, ticked on the screen: no seal and no paper."""
    promised = asked.promised()
    fields = {name: BooleanField(said) for name, said in promised.items()}
    form: PageForm = type("CommitmentForm", (PageForm,), fields)()

    def all_ticked(_form: Any, _field: Any) -> None:
        if not all(form[name].data for name in promised):
            raise ValidationError(_("%(n)s 项都要勾选，才能提交", n=len(promised)))

    form.cross_checks = {name: [all_ticked] for name in list(promised)[:1]}
    return form


class PapersForm(FormWithFiles):
    """附件: what the enterprise wants to hand in beside its answers."""

    papers = Attachments(_l("照片或 PDF"))

    def validate_papers(self, field: Any) -> None:
        if not (field.ready or field.errors):
            raise ValidationError(_("请先选照片或 PDF"))

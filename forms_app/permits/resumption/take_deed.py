"""我来办, for several applications together: say that one works on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_wtf import FlaskForm

from forms_app.base.access import PUBLISHERS
from forms_app.base.accounts.names import shown_name
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.resumption import operations
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import WITH_STAFF, Stage, is_taken
from forms_app.permits.resumption.together import Deed, Plan, planned, version_of


def _plan_to_take(
    reader: Reader, records: Sequence[Application], _form: FlaskForm
) -> Iterable[Plan]:
    def says(one: Application) -> str:
        if one.stage not in WITH_STAFF | {Stage.TO_PUT_RIGHT}:
            raise Refused("这一件不在我们手里，不用办。")
        if is_taken(one.taken_by, one.taken_at, reader=reader.actor.id, now=reader.now):
            raise Refused("%(who)s 正在办这一件。", who=shown_name(one.taken_by))
        return _("写上您在办")

    return planned(records, says)


def _take(reader: Reader, one: Application, _form: FlaskForm) -> None:
    operations.take(reader.session, one, **reader.by)


TAKE = Deed(
    name="take",
    label=_l("我来办"),
    of=APPLICATIONS,
    about=_l("写上您在办，别人就知道不用再办。"),
    plan=_plan_to_take,
    do=_take,
    mark=version_of,
    roles=PUBLISHERS,
)

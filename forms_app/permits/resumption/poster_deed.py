"""What can be done with several enterprises together: print the posters for their doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from flask_wtf import FlaskForm

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.enterprise_list import ENTERPRISES
from forms_app.permits.resumption.poster_operations import print_poster
from forms_app.permits.resumption.posters import may_print, printed_of
from forms_app.permits.resumption.together import Deed, Done, Plan, planned


def _approval(unit: Enterprise) -> str:
    return f"{unit.status or ''}-{unit.revision}-{unit.checking:d}"


def _plan(
    reader: Reader, records: Sequence[Enterprise], _form: FlaskForm
) -> Iterable[Plan]:
    known = printed_of(reader.session, records)

    def says(unit: Enterprise) -> str:
        if not may_print(unit):
            raise Refused("只有准予了、现在有效的单位才能打印喜报。")
        if unit.id in known:
            return _("再印一次，喜报号 %(serial)s", serial=known[unit.id].serial)
        return _("第一次打印")

    return planned(records, says)


def _print(reader: Reader, unit: Enterprise, _form: FlaskForm) -> None:
    print_poster(reader.session, unit, **reader.by)


def _sheets(done: Sequence[Done]) -> tuple[str, str]:
    rows = [one.record.id for one in done]
    return url_for("review.posters", row=rows), _(
        "打开，一次打印 %(n)s 张", n=len(rows)
    )


POSTERS = Deed(
    name="posters",
    label=_l("打印喜报"),
    of=ENTERPRISES,
    about=_l("每家一张 A4，喜报号记下来。"),
    plan=_plan,
    do=_print,
    mark=_approval,
    onward=_sheets,
)

"""What can be done with several enterprises together: print the posters for their doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from flask_wtf import FlaskForm

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.worklist import Reader
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.resumption.enterprise_list import ENTERPRISES
from forms_app.permits.resumption.poster_operations import print_poster
from forms_app.permits.resumption.posters import (
    any_poster,
    printable,
    printed_of,
    refusal,
)
from forms_app.permits.resumption.together import Deed, Done, Plan, planned


def _standing(unit: Enterprise) -> str:
    return " ".join(
        f"{one.campaign}-{one.status}-{one.revision}-{one.checking:d}"
        for _slug, one in sorted(unit.permissions.items())
    )


def _in_order(unit: Enterprise) -> list[Permission]:
    return [one for _slug, one in sorted(unit.permissions.items())]


def _plan(
    reader: Reader, records: Sequence[Enterprise], _form: FlaskForm
) -> Iterable[Plan]:
    every = [one for unit in records for one in unit.permissions.values()]
    known = printed_of(reader.session, reader.office, every)
    open_now = {one.id for one in printable(reader.office, every)}

    def says(unit: Enterprise) -> str:
        found = [one for one in _in_order(unit) if one.id in open_now]
        if not found:
            raise refusal(reader.office, _in_order(unit))
        again = in_a_row(known[one.id].serial for one in found if one.id in known)
        return (
            _("再印一次，喜报号 %(serial)s", serial=again) if again else _("第一次打印")
        )

    return planned(records, says)


def _print(reader: Reader, unit: Enterprise, _form: FlaskForm) -> None:
    for one in printable(reader.office, _in_order(unit)):
        print_poster(reader.session, reader.office, unit, one.campaign, **reader.by)


def _sheets(_office: Office, done: Sequence[Done]) -> tuple[str, str]:
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
    mark=_standing,
    onward=_sheets,
    is_needed=any_poster,
)

"""The pages of a registration, filled with what it says."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm

from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required
from forms_app.base.office import Office
from forms_app.permits.corrections.rules import FIELDS
from forms_app.permits.enterprises.forms import ContactsForm, WhereForm, WhoForm
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule


class DeclineForm(FlaskForm):
    """Why a registration stays as it is."""

    reason = Line(
        _l("不改的理由"),
        [Required(_l("请写明不改的理由，这家单位会看到"), 100)],
    )


def page_form(
    office: Office, enterprise: Enterprise, page: str, wished: dict[str, Any]
) -> FlaskForm:
    """`page` as FIELDS names it; `wished`: what somebody asked for already."""
    said = {name: getattr(enterprise, name) for name in FIELDS[page]} | wished
    if page == "who":
        who = WhoForm(data={**said, "no_code": not said["code"]})
        who.offer(rule(office, TRADES, office.clock.today()) or (), language())
        return who
    if page == "where":
        where = WhereForm(data=said)
        where.offer(directory(office)[enterprise.community])
        return where
    return ContactsForm(data=said)


def given(form: FlaskForm, page: str) -> dict[str, Any]:
    """What a good form says, by field of Details."""
    said = {name: form.data[name] for name in FIELDS[page]}
    if page == "who":
        said["code"] = None if form.data["no_code"] else said["code"] or None
    return said

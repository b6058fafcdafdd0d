"""受理, for several applications together: each by what the rule suggests for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.resumption import acceptance, decisions, queries
from forms_app.permits.resumption.acceptance import Terms, is_without_file
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.bases import bases, basis_in_force
from forms_app.permits.resumption.labels import CLASSES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.operations import HasTwin
from forms_app.permits.resumption.rules import Action, Step
from forms_app.permits.resumption.squads import squad_name, squad_of_grid
from forms_app.permits.resumption.stages import must_allow
from forms_app.permits.resumption.together import (
    After,
    Deed,
    Plan,
    planned,
    version_of,
)
from forms_app.permits.resumption.together_forms import AcceptTogetherForm


def _terms_of_acceptance(
    reader: Reader, records: Sequence[Application]
) -> AcceptTogetherForm:
    """The bases of every campaign that one of them is in."""
    slugs = sorted({one.campaign for one in records}) or [""]
    basis = basis_in_force(reader.office, slugs[0])
    form = AcceptTogetherForm(data={"batch": 1, "basis": basis})
    known = (basis for slug in slugs for basis in bases(reader.office, slug))
    form.basis.choices = list(dict.fromkeys(known))
    return form


def _terms(reader: Reader, one: Application, form: AcceptTogetherForm) -> Terms:
    """Of one of them: the class that the rule suggests, the squad of its grid.

    Raises:
        Refused: the rule suggests nothing, or the grid has no squad.
    """
    if not one.suggested_class:
        raise Refused("规则没有建议类别，请打开这一件单独受理。")
    return Terms(
        priority=one.suggested_class,
        batch=form.batch.data or 0,
        squad=squad_of_grid(reader.office, one),
        reason="",
        basis=form.basis.data or "",
    )


def _plan_to_accept(
    reader: Reader, records: Sequence[Application], form: AcceptTogetherForm
) -> Iterable[Plan]:
    twins = queries.twins_of(reader.session, records)

    def says(one: Application) -> str:
        must_allow(one, Action.ACCEPT)
        terms = _terms(reader, one, form)
        unit = one.enterprise
        if one.id in twins:
            raise HasTwin(twins[one.id])
        if is_without_file(one):
            content = reader.office.content
            decisions.judge(content, unit, one.campaign, Step.OPEN, now=reader.now)
        return _(
            "受理为“%(class_)s”，派给%(squad)s",
            class_=CLASSES.label(terms.priority),
            squad=squad_name(reader.office, terms.squad),
        )

    return planned(records, says)


def _accept(reader: Reader, one: Application, form: AcceptTogetherForm) -> After | None:
    intent = acceptance.accept(reader, one, _terms(reader, one, form))
    if intent is None:
        return None
    content = reader.office.content
    return partial(decisions.carry_out, content, one.enterprise, intent)


ACCEPT = Deed(
    name="accept",
    label=_l("受理"),
    of=APPLICATIONS,
    about=_l(
        "每一件按规则建议的类别受理，派给自己网格的小分队；要改类别的，请打开单独受理。"
    ),
    plan=_plan_to_accept,
    do=_accept,
    mark=version_of,
    terms=_terms_of_acceptance,
    roles=PUBLISHERS,
)

"""派给小分队, for several applications together; a slip is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption import operations
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.operations import CHECKABLE, NOT_WAITING
from forms_app.permits.resumption.squads import squad_name, squad_of_grid
from forms_app.permits.resumption.together import Deed, Plan, planned, version_of
from forms_app.permits.resumption.together_forms import AssignTogetherForm

OF_GRID = "of-grid"  # instead of one squad: the one of each grid


def _terms_of_assignment(
    reader: Reader, records: Sequence[Application]
) -> AssignTogetherForm:
    form = AssignTogetherForm(data={"squad": OF_GRID})
    slugs = {one.enterprise.community for one in records}
    form.squad.choices = [
        (OF_GRID, _("各网格自己的小分队")),
        *(
            (squad.slug, squad.name)
            for community in directory(reader.office).values()
            if community.slug in slugs
            for squad in community.squads
        ),
    ]
    return form


def _squad(reader: Reader, one: Application, form: AssignTogetherForm) -> str:
    """The squad that one of them is given to.

    Raises:
        Refused: it is not of its community, or has it already.
    """
    wanted = form.squad.data or OF_GRID
    if wanted == OF_GRID:
        wanted = squad_of_grid(reader.office, one)
    community = directory(reader.office).get(one.enterprise.community)
    known = [squad.slug for squad in community.squads] if community else []
    if wanted not in known:
        raise Refused("这个小分队不在这家单位的社区。")
    if wanted == one.squad:
        raise Refused("已经派给这个小分队了。")
    return wanted


def _plan_to_assign(
    reader: Reader, records: Sequence[Application], form: AssignTogetherForm
) -> Iterable[Plan]:
    """Who sees them may choose another squad on the page; what cannot be is told then."""

    def says(one: Application) -> str:
        if one.stage not in CHECKABLE:
            raise Refused(NOT_WAITING)
        now = squad_name(reader.office, one.squad) if one.squad else "—"
        return _("现在是%(squad)s", squad=now)

    return planned(records, says)


def _assign(reader: Reader, one: Application, form: AssignTogetherForm) -> None:
    squad = _squad(reader, one, form)
    operations.assign(reader.session, one, squad, **reader.by)


def _give_back(reader: Reader, one: Application, before: str) -> None:
    operations.assign(reader.session, one, before, **reader.by)


ASSIGN = Deed(
    name="assign",
    label=_l("派给小分队"),
    of=APPLICATIONS,
    about=_l("选好小分队再确认。派错了，可以在下一页撤回。"),
    plan=_plan_to_assign,
    do=_assign,
    mark=version_of,
    terms=_terms_of_assignment,
    roles=PUBLISHERS,
    before=lambda one: one.squad or "",
    undo=_give_back,
)

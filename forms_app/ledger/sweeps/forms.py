"""Paper forms of a sweep: what to go through, what was found, closing."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Line, Lines, Menu, Pick, Required, picked
from forms_app.ledger.sweeps.labels import RESULTS
from forms_app.permits.grid.community import Community, Grid
from forms_app.permits.grid.queries import title_of


class BeginForm(FlaskForm):
    """排查: where, and what is on no register."""

    community = Menu(_l("社区"), [picked(_l("请选一个社区"))])
    title = Line(
        _l("名称"),
        [Required(_l("请写一个名称，例如 3 月 5 日重点地区返回人员排查"), 60)],
    )
    others = Lines(
        _l("登记单位以外还要走访的（可以不填）"),
        [AtMost(20_000)],
        description=_l(
            "一行一处，网格在前，空一格，例如 第二网格 8号楼；登记过的单位会自动列入"
        ),
    )

    def offer(self, communities: dict[str, Community], actor: Actor) -> None:
        seen = [
            c
            for c in communities.values()
            if any(actor.may_see(c.slug, grid.slug) for grid in c.grids)
        ]
        self.grids = {c.slug: c.grids for c in seen}
        self.community.choices = [(c.slug, title_of(c)) for c in seen]

    def validate_others(self, field: Any) -> None:
        for number, row in enumerate((field.data or "").splitlines(), 1):
            if row.strip() and self._read(row) is None:
                says = _("第 %(n)s 行：请先写网格（%(grids)s），空一格，再写地方")
                named = in_a_row(_short(grid) for grid in self._grids())
                raise ValidationError(says % {"n": number, "grids": named})

    def rows(self) -> list[tuple[str, str]]:
        """Grid and label of each line."""
        lines = (self.others.data or "").splitlines()
        return [found for row in lines if (found := self._read(row))]

    def _grids(self) -> tuple[Grid, ...]:
        return self.grids.get(self.community.data or "", ())

    def _read(self, row: str) -> tuple[str, str] | None:
        """Of one line, where its first word names a grid by its name or its slug."""
        named, _blank, label = row.strip().partition(" ")
        found = next(
            (one.slug for one in self._grids() if named in _names(one)),
            None,
        )
        return (found, label.strip()[:80]) if found and label.strip() else None


def _short(grid: Grid) -> str:
    """第二网格, without what it is called beside."""
    return grid.name.partition("（")[0]


def _names(grid: Grid) -> set[str]:
    return {grid.slug, grid.name, _short(grid)}


class VisitForm(FlaskForm):
    """What was found at a unit."""

    result = Pick(_l("结果"), [picked(_l("请选一个结果"))], choices=RESULTS.choices)
    note = Lines(_l("备注（可以不填）"), [AtMost(200)])


class CloseForm(FlaskForm):
    """结束排查."""

    reason = Lines(_l("还有没走到的，请写理由"), [AtMost(300)])

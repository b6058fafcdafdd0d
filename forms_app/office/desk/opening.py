"""What is still to be filled in before the office opens, gathered from the features."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.rulefile import in_force
from forms_app.base.feature import active, parts
from forms_app.base.opening import Line
from forms_app.base.worklist import Reader
from forms_app.permits.grid.queries import rules


@dataclass(frozen=True)
class Opening:
    """The lines, in order."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_done)

    @property
    def done(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_done)


def opening(reader: Reader) -> Opening:
    """What the features that are on tell, and which of their rules are undecided."""
    told = [line for lines in parts(active(), "opening") for line in lines(reader)]
    told.append(_of_rules(reader, {line.file for line in told}))
    return Opening(tuple(sorted(told, key=lambda line: line.place)))


def _of_rules(reader: Reader, elsewhere: Collection[str]) -> Line:
    """The rules whose basis is open, but those that have a line of their own."""
    known = rules(reader.office)
    today = reader.now.date()
    open_ones = [
        kind.file
        for kind in parts(active(), "rules")
        if (found := in_force(known, kind.id, today))
        and not found.basis
        and f"rules/{kind.id}.toml" not in elsewhere
    ]
    what = (
        _(
            "看一遍，再写上依据（basis）：%(files)s",
            files=in_a_row(file.replace("*", "") for file in open_ones),
        )
        if open_ones
        else _("都写了")
    )
    return Line(_l("各项规则的依据"), not open_ones, what, "rules/", place=80)

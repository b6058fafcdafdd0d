"""The least and the most of an answer, from a constraint or from columns of their own."""

from __future__ import annotations

import re

from forms_app.base.attachments.rules import MOST_FILES
from forms_app.base.catalogue import gettext as _
from forms_app.base.questions.keys import LEAST, MOST
from forms_app.base.questions.question import Kind
from forms_app.base.xlsforms import expressions
from forms_app.base.xlsforms.expressions import Bounds, NotTaken
from forms_app.base.xlsforms.notes import Notes
from forms_app.base.xlsforms.workbook import Line

RANGE = re.compile(r"\b(start|end|step)\s*=\s*(-?\d+)(?:\.0*)?(?=\s|;|,|$)")
FROM_TO = {"start": 0, "end": 10, "step": 1}  # of a range that says nothing else
WITHOUT_LEAST = {Kind.LINE, Kind.WORDS, Kind.FILES}


def limits(line: Line, kind: Kind, is_range: bool, notes: Notes) -> dict[str, int]:
    """`least` and `most` as a rule file has them, where there are any."""
    found = _written(line, _constraint(line, kind, notes), notes)
    if is_range:
        given = {name: int(n) for name, n in RANGE.findall(line.get("parameters"))}
        ends = {**FROM_TO, **given}
        found = Bounds(ends["start"], ends["end"])
        if ends["step"] != 1:
            notes.tell(line, "parameters", _("每隔几个数一格（step）没有收"))
    if kind is Kind.FILES:
        return {"most": max(1, min(found.most or 1, MOST_FILES))}
    least = None if kind in WITHOUT_LEAST else found.least
    if kind is not Kind.DATE and (least or 0) <= 0:
        least = None  # nothing is counted below it
    both = {"least": least, "most": found.most}
    return {
        name: value
        for name, value in both.items()
        if value is not None and LEAST <= value <= MOST
    }


def _constraint(line: Line, kind: Kind, notes: Notes) -> Bounds:
    text = line.get("constraint")
    if not text:
        return Bounds()
    try:
        return expressions.bounds(text, kind)
    except NotTaken as no:
        notes.tell(line, "constraint", no.says, no.do)
        return Bounds()


def _written(line: Line, found: Bounds, notes: Notes) -> Bounds:
    """What our template has in columns of their own."""
    for name, sign in (("least", ">="), ("most", "<=")):
        text = line.get(name)
        if expressions.WHOLE.fullmatch(text):
            found = found.narrowed(sign, int(text))
        elif text:
            notes.tell(line, name, _("这里要写整数"))
    return found

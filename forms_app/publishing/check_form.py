"""A form from a spreadsheet as a check at the door: what is looked at becomes its lines,
whatever else is asked its questions. What a form has none of stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.rulefile import in_force
from forms_app.base.office import Office
from forms_app.base.questions.at_door import NOT_ASKED, QUESTIONS
from forms_app.base.questions.question import Kind
from forms_app.base.refusal import Refused
from forms_app.base.xlsforms.conversion import Draft
from forms_app.base.xlsforms.notes import Notes
from forms_app.permits.grid.queries import rules
from forms_app.permits.resumption.content import SITE_CHECK, SUBJECTS

# a choice between these alone is a line, whose outcomes are the same everywhere
OUTCOMES = {
    "合格",
    "不合格",
    "通过",
    "不通过",
    "不涉及",
    "不适用",
    "pass",
    "passed",
    "fail",
    "failed",
    "not applicable",
    "n/a",
}
# of a question, what a line has no use for, by the column it stands in
LESS = {
    "when": "relevant",
    "hint": "hint",
    "required": "required",
    "missing": "required_message",
}
Row = dict[str, Any]
Tables = dict[str, list[Row]]


def check_tables(
    office: Office, campaign: str, draft: Draft, notes: Notes
) -> tuple[Tables, int]:
    """The rows of the file, and how many of them the form has.

    Raises:
        Refused: neither the form nor today's check has anything to look at.
    """
    looked_at = [row for row in draft.rows if _is_line(row)]
    for row in looked_at:
        _note_what_a_line_has_not(row, draft, notes)
    lines = [*map(_line, [*draft.commitments, *looked_at])]
    questions = [*_questions(draft, {row["id"] for row in looked_at}, notes)]
    before = _tables_today(office, campaign)
    if not lines and not before["rows"]:
        raise Refused("表里没有要看的。请加一行，type 写 acknowledge（模板里是“承诺”）")
    tables = {
        "rows": lines or before["rows"],
        QUESTIONS.name: questions or before[QUESTIONS.name],
    }
    return tables, len(lines) + len(questions)


def _tables_today(office: Office, campaign: str) -> Tables:
    """As its file has them."""
    today = office.clock.today()
    now = in_force(rules(office, campaign), SITE_CHECK.id, today)
    if now is None:
        return {"rows": [], QUESTIONS.name: []}
    return {
        "rows": [*now.rows],
        QUESTIONS.name: [*now.extra.get(QUESTIONS.name, ())],
    }


def _is_line(row: Row) -> bool:
    return row["kind"] == Kind.PICK and any(
        {label.lower() for label in row[labels]} <= OUTCOMES
        for labels in ("labels", "labels_en")
    )


def _line(row: Row) -> Row:
    return {
        "id": row["id"],
        "subject": SUBJECTS[0],
        "text": row["text"],
        "text_en": row["text_en"],
    }


def _note_what_a_line_has_not(row: Row, draft: Draft, notes: Notes) -> None:
    for key, column in LESS.items():
        if key in row and draft.lines[row["id"]].get(column):
            says = _("核验表的一行只有看什么，这一列没有收")
            notes.tell(draft.lines[row["id"]], column, says)


def _questions(draft: Draft, lines: set[str], notes: Notes) -> Iterator[Row]:
    """All on one page: what holds for a page holds for each of its questions, and what
    is said above them stands at the first.
    """
    pages = {page["id"]: page for page in draft.pages}
    said = set[str]()
    asked = set[str]()
    for row in draft.rows:
        line = draft.lines[row["id"]]
        if row["id"] in lines:
            continue
        if row["kind"] in NOT_ASKED:
            notes.tell(line, "type", _("核验的照片和文件另有地方，没有收"))
            continue
        page = pages[row["page"]]
        when = [*page.get("when", ()), *row.get("when", ())]
        if any(_of(one) not in asked for one in when):
            says = _("这里的条件只能看上门问的答案，这一问现在总是问")
            notes.tell(line, "relevant", says)
        kept = {key: value for key, value in row.items() if key not in {"page", "when"}}
        if page["id"] not in said:
            kept |= _with_intro(kept, page)
        if when := [one for one in when if _of(one) in asked]:
            kept["when"] = when
        said.add(page["id"])
        asked.add(row["id"])
        yield kept


def _of(condition: str) -> str:
    """The id of the answer that it names."""
    return condition.split()[0]


def _with_intro(row: Row, page: Row) -> Row:
    hints = {
        key: _joined((page.get(intro, ""), row.get(key, "")))
        for key, intro in (("hint", "intro"), ("hint_en", "intro_en"))
    }
    return hints if hints["hint"] else {}


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))

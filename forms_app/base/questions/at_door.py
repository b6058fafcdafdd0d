"""Questions that are asked at a door: all on one page, and on a phone without a network.

They are written in the keys of every question, but for those that only a form of several
pages has a use for. Photos at a door are those of the check, and what supplies are needed
goes by the number of an application, so that these two are not asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms_app.base.contentfile.keys import Values
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, Rows
from forms_app.base.questions.judging import judge_questions, question_of
from forms_app.base.questions.keys import CALLED, QUESTION_KEYS
from forms_app.base.questions.kinds import KINDS
from forms_app.base.questions.question import Kind, Page, Question, Wording
from forms_app.base.questions.questionnaire import Questionnaire

DOOR = "door"  # the page that they are on
NOT_ASKED = {Kind.FILES, Kind.SUPPLIES}
ASKED = {kind: called for kind, called in CALLED.items() if kind not in NOT_ASKED}
# what is the same of each of them
ALWAYS: dict[str, Any] = {"page": DOOR, "shared": False, "takes": (), "per": ""}
KEYS = tuple(
    replace(key, choices=ASKED) if key.name == "kind" else key
    for key in QUESTION_KEYS
    if key.name not in ALWAYS
)


def _question(row: Row, values: Values) -> Question:
    return question_of(row, {**values, **ALWAYS})


QUESTIONS = Rows(
    "questions",
    "看完以后要问的，一次检查答一遍",
    KEYS,
    _question,
    may_be_none=True,
)


def judge(reading: Reading) -> None:
    """What is wrong between the questions of a file."""
    written = reading.others[QUESTIONS.name]
    judge_questions(written, "前面没有“%(value)s”这一问")


def questionnaire(reading: Reading) -> Questionnaire:
    written = reading.others[QUESTIONS.name]
    return asking(*(question for _row, question in written))


def asking(*questions: Question) -> Questionnaire:
    return Questionnaire((Page(DOOR, Wording()),), questions)


def needs(question: Question) -> str:
    """What its answer must be, in a sentence, for a phone that cannot ask the office."""
    if question.missing:
        return str(question.missing)
    return KINDS[question.kind].needs(question)

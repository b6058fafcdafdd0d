"""content/rules/visit.toml: what a visit looks at, asks and leaves."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.ledger.visits.rules import CheckList, Line, Section


def _has_answers(row: Row) -> bool:
    return row.values.get("section") != Section.LEFT


def _line(row: Row, values: Values) -> Line:
    section = Section(values["section"])
    answers = values["answers"]
    labels = values["labels"]
    labels_en = values["labels_en"]
    if not len(answers) == len(labels) == len(labels_en):
        row.fault(
            "answers", "answers、labels、labels_en 要一样多", "每个代号都有中文和英文"
        )
        labels = labels_en = answers
    if section is Section.LEFT and answers:
        row.fault("answers", "留下的材料没有答案", "删去这一行")
    if len(set(answers)) < len(answers):
        row.fault("answers", "同一个代号写了两次", "换一个代号")
    words = (values["text"], values["text_en"])
    of_answers = zip(labels, labels_en, strict=True)
    return Line(
        values["id"], section, words, dict(zip(answers, of_answers, strict=True))
    )


def _check_list(reading: Reading) -> CheckList:
    return CheckList(reading.rule.version, reading.rows)


VISIT = RuleKind(
    "visit",
    "走访表",
    "What a visit looks at and asks",
    _check_list,
    rows=(
        row_id(
            "这一行的代号；health-records、health 有用处，请不要改",
            "The name of the line; health-records and health have a use, keep them",
            example="papers",
        ),
        Key(
            "section",
            "哪一部分：check 检查，needs 需求，staff 员工，left 留下的材料",
            "The part: checks, needs, questions about staff, what is left there",
            Type.WORD,
            required=True,
            choices=dict(
                zip(Section, ("检查", "需求", "员工", "留下的材料"), strict=True)
            ),
            example="check",
            called="部分",
        ),
        *in_two_languages(
            "text",
            "问什么",
            "The question",
            example=("消防通道是否畅通", "Is the fire exit clear?"),
        ),
        Key(
            "answers",
            "答案的代号；留下的材料没有答案",
            "The codes of the answers; what is left has none",
            Type.WORDS,
            required=_has_answers,
            example='["yes", "no"]',
            called="答案",
        ),
        Key(
            "labels",
            "答案在页面上的字，和 answers 一样多",
            "The words of the answers, as many as there are codes",
            Type.WORDS,
            required=_has_answers,
            example='["齐全", "没有办"]',
            called="答案的字",
        ),
        Key(
            "labels_en",
            "答案的英文，和 answers 一样多",
            "The same in English",
            Type.WORDS,
            required=_has_answers,
            example='["Complete", "None yet"]',
            called="答案的英文",
        ),
    ),
    row=_line,
    without="没有 rules/visit.toml：走访时没有可问的",
)

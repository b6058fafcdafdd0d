"""campaigns/<slug>/application.toml: what an application asks, and what is promised."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import (
    Key,
    Type,
    Values,
    in_two_languages,
    row_id,
)
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, Rows, RuleKind
from forms_app.base.questions.conditions import Condition, read_conditions
from forms_app.base.questions.judging import (
    NAMES_OF_FORMS,
    PAGES,
    judge,
    question_of,
)
from forms_app.base.questions.keys import QUESTION_KEYS
from forms_app.base.questions.kinds import answers_in
from forms_app.base.questions.question import Choice, Kind, Wording, field_name
from forms_app.base.questions.questionnaire import Questionnaire
from forms_app.permits.campaigns.campaign import Mode

ASKED = "application"
PAGES_ASKED = "application.pages"
PREPARE = ("prepare", "prepare_en")
COMMITMENT = "commitment"  # the last page, which no file has to name
# Addresses below /app/apply/ that are no page of the file.
TAKEN = frozenset({"after", "check", "receipt", COMMITMENT})


@dataclass(frozen=True)
class ApplicationForm:
    """One version of application.toml. `workers` is the number of those who come back
    first; `prepare` what to have at hand before it is filled in.
    """

    version: str
    day: str  # its first one
    asked: Questionnaire
    commitments: tuple[Choice, ...]
    workers: str
    prepare: tuple[Wording, ...] = ()

    def promised(self) -> dict[str, str]:
        """The commitments as whoever ticks them reads them, by field."""
        return {field_name(one.slug): str(one.label) for one in self.commitments}


def conditions_of(row: Row) -> tuple[Condition, ...]:
    """What a row of another rule says of the answers, under `when`."""
    return read_conditions(row, "when", row.judged.beside.rows_of(ASKED))


def pages_beside(beside: Beside) -> Collection[str] | None:
    return beside.rows_of(PAGES_ASKED)


def _commitment(row: Row, values: Values) -> Choice:
    if field_name(values["id"]) in NAMES_OF_FORMS:
        row.fault("id", "“%(value)s”不能用作代号", "换一个代号")
    return Choice(values["id"], Wording(values["text"], values["text_en"]))


def _further(reading: Reading) -> None:
    judge(reading, TAKEN)
    _needs_supplies(reading)
    _prepares_in_both(reading)
    workers = reading.outside["workers"]
    numbers = [one.slug for one in reading.rows if one.is_number]
    if workers and workers not in numbers:
        reading.head.fault(
            "workers",
            "没有“%(value)s”这一问数量",
            " | ".join(numbers),
            nearest=numbers,
        )


def _prepares_in_both(reading: Reading) -> None:
    zh, en = (reading.outside[name] for name in PREPARE)
    if reading.head.is_good and len(zh) != len(en):
        says = "prepare、prepare_en 要一样多"
        reading.head.fault(PREPARE[1], says, "每一样都有中文和英文")


def _needs_supplies(reading: Reading) -> None:
    """A question about supplies asks for the rows of another rule."""
    beside = reading.head.judged.beside
    if beside.rows is None or beside.rows_of(Kind.SUPPLIES) is not None:
        return
    for row, asked in reading.written:
        if asked.kind is Kind.SUPPLIES:
            says = "没有 supplies.toml，不知道问哪些物资"
            row.fault("kind", says, "supplies.toml")


def _form(reading: Reading) -> ApplicationForm:
    pages = tuple(page for _row, page in reading.others[PAGES.name])
    promised = tuple(one for _row, one in reading.others["commitments"])
    return ApplicationForm(
        reading.rule.version,
        str(reading.rule.begins),
        Questionnaire(pages, reading.rows),
        promised,
        reading.outside["workers"],
        tuple(map(Wording, *(reading.outside[name] for name in PREPARE))),
    )


def _named(rule: RuleFile) -> Mapping[str, Collection[str]]:
    form = APPLICATION.of(rule)
    if form is None:
        return {}
    pages = [page.slug for page in form.asked.pages]
    return {ASKED: answers_in(form.asked.questions), PAGES_ASKED: [*pages, COMMITMENT]}


APPLICATION: RuleKind[ApplicationForm] = RuleKind(
    ASKED,
    "申请表",
    "What an application asks",
    _form,
    outside=(
        Key(
            "workers",
            "哪一问是第一批回来的人数",
            "The answer that says how many come back first",
            example="first-batch",
            called="人数",
        ),
        Key(
            PREPARE[0],
            "填之前要准备好什么，写在申请的第一页",
            "What to have at hand before it is filled in, on the first page of applying",
            Type.WORDS,
            example='["营业执照", "消防验收的文件"]',
            called="准备",
        ),
        Key(
            PREPARE[1],
            "同样的英文，和 prepare 一样多",
            "The same in English, as many",
            Type.WORDS,
            example='["The licence", "The papers of the fire inspection"]',
        ),
    ),
    rows=QUESTION_KEYS,
    row=question_of,
    others=(
        PAGES,
        Rows(
            "commitments",
            "提交时的承诺",
            (
                row_id("这一条的代号", "Its id", example="true"),
                *in_two_languages(
                    "text",
                    "承诺什么",
                    "What is promised",
                    example=("以上填写真实", "All of this is true"),
                ),
            ),
            _commitment,
        ),
    ),
    named=_named,
    further=_further,
    without="没有 application.toml：没有人能申请",
    by_campaign=(Mode.PERMIT,),
)

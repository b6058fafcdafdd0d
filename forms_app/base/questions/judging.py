"""Reading questions and pages of a file, and what is wrong between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from forms_app.base.attachments.rules import MOST_FILES
from forms_app.base.attachments.rules import Kind as FileKind
from forms_app.base.contentfile.keys import Values
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, Rows, Written
from forms_app.base.questions.conditions import UNKNOWN, read_conditions
from forms_app.base.questions.keys import PAGE_KEYS
from forms_app.base.questions.kinds import answers_in
from forms_app.base.questions.question import (
    Choice,
    Kind,
    Page,
    Question,
    Wording,
    field_name,
)
from forms_app.base.questions.questionnaire import COMPLETE, PageForm

# What a form itself calls something: no question can be called so.
NAMES_OF_FORMS = frozenset({COMPLETE, *dir(PageForm)})
LONGEST_OF_FILES = 20  # characters of an id: attachments are found by it
HOLE = re.compile(r"\{([^{}]*)\}")


def _wording(values: Values, name: str) -> Wording:
    return Wording(values[name], values[f"{name}_en"])


def _choices(row: Row, values: Values, ids: str, labels: str) -> tuple[Choice, ...]:
    """The ids with their words; as many of one as of the other."""
    found = values[ids]
    zh = values[labels]
    en = values[f"{labels}_en"]
    if not len(found) == len(zh) == len(en):
        row.fault(
            ids,
            "%(ids)s、%(labels)s、%(labels)s_en 要一样多",
            "每个代号都有中文和英文",
            ids=ids,
            labels=labels,
        )
        return ()
    if len(set(found)) < len(found):
        row.fault(ids, "同一个代号写了两次", "换一个代号")
    return tuple(
        Choice(slug, Wording(*words))
        for slug, *words in zip(found, zh, en, strict=True)
    )


def page_of(row: Row, values: Values) -> Page:
    when = read_conditions(row, "when", None)
    return Page(
        values["id"], _wording(values, "title"), _wording(values, "intro"), when
    )


def question_of(row: Row, values: Values) -> Question:
    slug = values["id"]
    if field_name(slug) in NAMES_OF_FORMS:
        row.fault("id", "“%(value)s”不能用作代号", "换一个代号")
    texts = ("text", "label", "hint", "missing", "printed", "total")
    return Question(
        slug=slug,
        page=values["page"],
        kind=Kind(values["kind"]),
        **{name: _wording(values, name) for name in texts},
        is_required=values["required"],
        least=values["least"],
        most=values["most"],
        answers=_choices(row, values, "answers", "labels"),
        columns=_choices(row, values, "columns", "column_labels"),
        at_most=values["at_most"],
        per=values["per"],
        takes=tuple(map(FileKind, values["takes"])),
        flagged=values["flag"],
        is_shared=values["shared"],
        when=read_conditions(row, "when", None),
    )


PAGES = Rows("pages", "每一页", PAGE_KEYS, page_of)


def judge(reading: Reading, taken: Collection[str]) -> None:
    """What is wrong between pages and questions. `taken`: addresses beside the pages."""
    pages = reading.others["pages"]
    questions = reading.written
    slugs = [page.slug for _row, page in pages]
    for row, page in pages:
        if page.slug in taken:
            row.fault("id", "“%(value)s”不能用作代号", "换一个代号")
        if all(question.page != page.slug for _row, question in questions):
            row.fault("id", "“%(value)s”这一页一问也没有", f'page = "{page.slug}"')
    for row, question in questions:
        if question.page not in slugs:
            row.fault("page", "没有“%(value)s”这一页", " | ".join(slugs), nearest=slugs)
    judge_questions(questions)
    for row, page in pages:
        earlier = slugs[: slugs.index(page.slug)]
        known = answers_in(one for _row, one in questions if one.page in earlier)
        read_conditions(row, "when", known)


def judge_questions(questions: Written, unknown: str = UNKNOWN) -> None:
    """What is wrong between them. `unknown`: what is said of a condition on an answer
    that nobody asks for before.
    """
    _judge_names(questions)
    before: list[Question] = []
    for row, question in questions:
        if None not in (question.least, question.most):
            _judge_limits(row, question)
        _judge_files(row, question)
        _judge_names_of_others(row, question, [one for _row, one in questions])
        read_conditions(row, "when", answers_in(before), unknown)
        before.append(question)


def _judge_limits(row: Row, question: Question) -> None:
    if (question.least or 0) > (question.most or 0):
        row.fault("least", "最少比最多还多，谁也答不了", f"most = {question.least}")


def _judge_files(row: Row, question: Question) -> None:
    if question.kind is not Kind.FILES:
        return
    if len(question.slug) > LONGEST_OF_FILES:
        row.fault("id", "照片和文件这一问的代号最多 %(n)s 个字母", n=LONGEST_OF_FILES)
    if not 1 <= (question.most or MOST_FILES) <= MOST_FILES:
        row.fault(
            "most", "一问最多收 %(n)s 个文件", f"most = {MOST_FILES}", n=MOST_FILES
        )
    if question.is_shared:
        row.fault("shared", "照片和文件每家自己交，不能照搬", "shared = false")


def _judge_names(questions: Iterable[tuple[Row, Question]]) -> None:
    """Every answer is kept under a name of its own."""
    used: Counter[str] = Counter()
    for row, question in questions:
        names = {field_name(slug) for slug in [question.slug, *question.cells]}
        if any(used[name] for name in names):
            row.fault("id", "“%(value)s”和别的答案同名", "换一个代号")
        used.update(names)


def _judge_names_of_others(
    row: Row, question: Question, questions: Iterable[Question]
) -> None:
    numbers = {
        one.slug: one for one in questions if one.is_number and one is not question
    }
    counts = [slug for slug, one in numbers.items() if one.kind is Kind.COUNT]
    if question.at_most and question.at_most not in counts:
        row.fault(
            "at_most", "没有“%(value)s”这一问数量", " | ".join(counts), nearest=counts
        )
    if question.per and question.per not in numbers:
        row.fault(
            "per", "没有“%(value)s”这一问数量", " | ".join(numbers), nearest=[*numbers]
        )
    offered = question.cells or [choice.slug for choice in question.answers]
    for slug in question.flagged:
        if slug not in offered:
            row.fault(
                "flag", "没有“%(value)s”这个答案", " | ".join(offered), slug, offered
            )
    columns = [column.slug for column in question.columns]
    for hole in HOLE.findall(question.printed.zh + question.printed.en):
        if hole not in columns:
            row.fault(
                "printed", "没有“%(value)s”这一列", " | ".join(columns), hole, columns
            )

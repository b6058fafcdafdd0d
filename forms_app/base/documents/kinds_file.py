"""content/rules/kinds.toml: what kinds of documents, sessions, duties and services an
office has, and what it calls what a sweep finds.

A list that it leaves out is the neutral one (base/vocabulary.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, Rows, RuleKind
from forms_app.base.vocabulary import NEUTRAL, Entry

ID = "kinds"
FINDINGS = tuple(one.slug for one in NEUTRAL["findings"])


def offered(name: str) -> Callable[[Beside], Collection[str] | None]:
    """What a content file may say of one of the lists, with what each is called."""

    def choices(beside: Beside) -> Collection[str] | None:
        if beside.rows is None:
            return None
        return beside.rows_of(f"{ID}.{name}") or _called(NEUTRAL[name])

    return choices


def _called(entries: Collection[Entry]) -> dict[str, str]:
    return {one.slug: one.zh for one in entries}


def _entry(_row: Row, values: Values) -> Entry:
    return Entry(values["id"], values["name"], values["name_en"])


def _rows(name: str, title: str, example: int, fixed: Collection[str] = ()) -> Rows:
    one = NEUTRAL[name][example]
    keys = (
        row_id("代号", "Its id", fixed or None, example=one.slug),
        *in_two_languages("name", "名称", "Its name", example=(one.zh, one.en)),
    )
    return Rows(name, title, keys, _entry, may_be_none=True)


LISTS = (
    _rows("notices", "通知、公开信和政策关于什么", 0),
    _rows("topics", "培训的内容", 0),
    _rows("duties", "每天定时的勤务；bin 是地方从不公开的那一种", 2),
    _rows("services", "志愿者上门做的事", 0),
    _rows("findings", "走访排查的结果怎么说", 3, FINDINGS),
)


def _kinds(reading: Reading) -> Mapping[str, tuple[Entry, ...]]:
    return {
        name: tuple(record for _row, record in written)
        for name, written in reading.others.items()
        if written
    }


def _named(rule: RuleFile) -> Mapping[str, Collection[str]]:
    return {f"{ID}.{rows.name}": rule.named(rows.name) for rows in LISTS}


KINDS_FILE: RuleKind[Mapping[str, tuple[Entry, ...]]] = RuleKind(
    ID,
    "通知、培训、勤务、服务和走访结果的分类",
    "The kinds of notices, sessions, duties, services and findings",
    _kinds,
    others=LISTS,
    named=_named,
)

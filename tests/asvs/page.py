"""The pages content/help/asvs.md and asvs.en.md, made of the table."""

from __future__ import annotations

from tests.asvs.numbers import CHAPTERS, required
from tests.asvs.table import JUDGES, TABLE, Row, State
from tests.conftest import PROJECT

PATHS = {
    "zh": PROJECT / "content" / "help" / "asvs.md",
    "en": PROJECT / "content" / "help" / "asvs.en.md",
}
WORDS = {
    State.MET: ("", ""),
    State.PARTLY: ("**部分。**", "**Partly.** "),
    State.NOT: ("**没有。**", "**Not.** "),
    State.OFFICE: ("**由办公室做。**", "**By the office.** "),
    State.NONE: ("**不适用。**", "**Does not apply.** "),
}
HEADS = {
    "zh": """Title: 安全要求逐条对照
Date: 2020-02-10
Audience: public
Order: 8
Summary: 按 OWASP ASVS 5.0 的编号，一条一条说：做到、部分、没有，怎样做的，哪个测试看着。

给要审查这套程序的人。编号和级别是 OWASP ASVS 5.0.0 第一、二级的 {all} 条；要求的原文请看那份标准（CC BY-SA 4.0），这里每一句都是我们自己的话，只说我们怎样做。这是自己对照的，没有请外面的人审过。

做到 {met} 条（没有另外标明的都是），部分 {partly} 条，没有 {not_} 条，由办公室按手册做 {office} 条，不适用 {none} 条。“测试”一栏的 base/access 就是源代码里的 `tests/base/test_access.py`，全名在 `tests/asvs/table.py`；测试不在了，这一页就过不了检查。

""",
    "en": """Title: Security requirements, one by one
Date: 2020-02-10
Audience: public
Order: 8
Summary: By the numbers of OWASP ASVS 5.0: met, partly or not, how, and which test watches over it.

For whoever examines this program. The numbers and levels are those of the {all} requirements of OWASP ASVS 5.0.0, levels 1 and 2; their
words stand in that standard (CC BY-SA 4.0), every sentence here is our own and tells only what we do. We held it against ourselves; nobody from outside did.

Met: {met}, which are all that are not marked. Partly: {partly}. Not: {not_}. By the office, as the manual says: {office}. Does not apply: {none}.
Under “Tests” base/access is `tests/base/test_access.py` of the source, and `tests/asvs/table.py` has the full names; a test that is gone fails the check of this page.

""",
}
COLUMNS = {
    "zh": ("条", "级", "怎样，为什么", "测试"),
    "en": ("No.", "Level", "How, or why not", "Tests"),
}


def numbers_of(key: str) -> list[str]:
    """Those of levels 1 and 2 that a key of the table names."""
    every = list(required())
    first, _to, last = key.partition("-")
    return every[every.index(first) : every.index(last or first) + 1]


def page(lang: str) -> str:
    which = 0 if lang == "zh" else 1
    text = HEADS[lang].format(**_counts())
    for chapter, titles in CHAPTERS.items():
        rows = {key: row for key, row in TABLE.items() if key.split(".")[0] == chapter}
        title = titles[which]
        text += f"## V{chapter} {title}\n\n{_line(COLUMNS[lang])}{_line(['---'] * 4)}"
        text += "".join(_row(key, row, which) for key, row in rows.items()) + "\n"
    return text.rstrip("\n") + "\n"


def _counts() -> dict[str, int]:
    found = dict.fromkeys(State, 0)
    for key, row in TABLE.items():
        found[row.state] += len(numbers_of(key))
    told = {
        "not_" if state is State.NOT else str(state): n for state, n in found.items()
    }
    return {"all": len(required()), **told}


def _row(key: str, row: Row, which: int) -> str:
    levels = sorted({required()[number] for number in numbers_of(key)})
    told = (
        key.replace("-", "–"),
        "–".join(map(str, levels)),
        WORDS[row.state][which] + (row.how, row.how_en)[which],
        ", ".join(dict.fromkeys(map(_short, row.tests))),
    )
    return _line(told)


def _short(test: str) -> str:
    if test in JUDGES:
        return test
    path = test.partition("::")[0]
    return path.removeprefix("tests/").removesuffix(".py").replace("test_", "")


def _line(cells: object) -> str:
    assert isinstance(cells, tuple | list)
    return f"| {' | '.join(map(str, cells))} |\n"

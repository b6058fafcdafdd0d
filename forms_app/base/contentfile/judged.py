"""A rule file under judgement."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.head import HEAD
from forms_app.base.contentfile.judges import SLUG, SLUG_AT_MOST
from forms_app.base.contentfile.keys import names
from forms_app.base.contentfile.lines import row_numbers
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import ROWS, RuleFile
from forms_app.base.contentfile.written import Written


class Judged(Written):
    """Its rows, and what stands outside them."""

    def __init__(
        self,
        rule: RuleFile,
        path: str = "",
        text: str = "",
        beside: Beside = ACCEPTED,
    ) -> None:
        super().__init__(path, text, beside)
        self.rule = rule

    def rows(
        self, known: Collection[str], name: str = ROWS, may_be_none: bool = False
    ) -> list[Row]:
        """The rows called [[name]], each with its keys and its id judged.

        A kind that knows no keys has no rows; one that knows no id has no ids.
        """
        found = self._written(name)
        if found and not known:
            found[0].fault("", "这份规则没有 [[rows]]", "删去 [[rows]] 和它下面的行")
            return []
        for row in found:
            row.know(known)
        if "id" in known:
            self._judge_ids(found)
        if known and not found and not may_be_none:
            says = "规则里一行也没有" if name == ROWS else "规则里没有 [[%(name)s]]"
            told = {} if name == ROWS else {"name": name}
            self.faults.append(Fault(self.path, 0, says, told, f"[[{name}]]"))
        return found

    def _written(self, name: str) -> list[Row]:
        rows = {**self.rule.extra, ROWS: [*self.rule.rows]}.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            whole = Row(self, 0, self.rule.extra)
            whole.fault(name, "“%(key)s”的每一行要写成 [[%(key)s]]", f"[[{name}]]")
            return []
        numbers = row_numbers(self.source, name)
        if len(numbers) != len(rows):  # accepted, or written in another way
            numbers = [-1] * len(rows)
        return [
            Row(self, number, values)
            for number, values in zip(numbers, rows, strict=True)
        ]

    def _judge_ids(self, rows: list[Row]) -> None:
        first = dict[str, Row]()
        for row in rows:
            slug = row.text("id", required=True)
            if slug and not (SLUG.fullmatch(slug) and len(slug) <= SLUG_AT_MOST):
                row.fault(
                    "id", "“%(value)s”不是代号", "小写字母、数字和连字符，例如 key-area"
                )
            elif slug in first:
                row.fault(
                    "id",
                    "“%(value)s”写了两次，第一次在第 %(first)s 行",
                    "换一个代号",
                    first=first[slug].line,
                )
            first.setdefault(slug, row)

    def outside(
        self, known: Mapping[str, str] = {}, basis_may_be_open: bool = True
    ) -> Row:
        """What stands outside the rows, its keys, basis and days judged."""
        row = Row(
            self,
            0,
            {**self.rule.extra, "basis": self.rule.basis, "from": self.rule.begins},
        )
        if self.rule.until is not None:
            row.values["to"] = self.rule.until
        row.know({**known, **names(HEAD[2:])})
        row.basis(may_be_open=basis_may_be_open)
        row.span()
        return row

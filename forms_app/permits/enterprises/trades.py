"""content/rules/trades.toml: the trades an enterprise may be of."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.keys import Key, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind


@dataclass(frozen=True)
class Trade:
    slug: str
    zh: str
    en: str
    examples: str = ""
    examples_en: str = ""

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh

    def offered(self, lang: str) -> str:
        """As somebody who registers reads it."""
        examples = self.examples_en if lang == "en" else self.examples
        if not examples:
            return self.name(lang)
        return f"{self.en}: {examples}" if lang == "en" else f"{self.zh}：{examples}"


def _trade(_row: Row, values: Values) -> Trade:
    examples = values["examples"], values["examples_en"]
    return Trade(values["id"], values["name"], values["name_en"], *examples)


def _trades(reading: Reading) -> tuple[Trade, ...]:
    return reading.rows


TRADES = RuleKind(
    "trades",
    "行业分类",
    "The trades",
    _trades,
    rows=(
        row_id("行业的代号", "The name of the trade", example="retail"),
        *in_two_languages(
            "name", "行业", "Its words", example=("服装、百货等零售", "Retail")
        ),
        Key(
            "examples",
            "有哪些，用店里人自己的话",
            "Which these are, as a shopkeeper says it",
            example="服装店、鞋店、杂货店",
            called="例子",
        ),
        Key(
            "examples_en",
            "同样的英文",
            "The same in English",
            required=lambda row: "examples" in row.values,
            example="clothes, shoes, sundries",
        ),
    ),
    row=_trade,
    without="没有 rules/trades.toml：没有人能登记",
)

"""content/rules/trades.toml: the trades an enterprise may be of."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.keys import Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind


@dataclass(frozen=True)
class Trade:
    slug: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


def _trade(_row: Row, values: Values) -> Trade:
    return Trade(values["id"], values["name"], values["name_en"])


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
    ),
    row=_trade,
    without="没有 rules/trades.toml：没有人能登记",
)

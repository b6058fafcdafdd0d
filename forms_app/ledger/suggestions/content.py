"""content/rules/suggestions.toml: what is suggested to enterprises, in ready words."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.keys import Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind


@dataclass(frozen=True)
class Suggestion:
    slug: str
    title: str
    title_en: str
    text: str
    text_en: str

    def words(self, lang: str) -> tuple[str, str]:
        """Title and text; Chinese where there is no English."""
        if lang == "en":
            return self.title_en or self.title, self.text_en or self.text
        return self.title, self.text


def _suggestion(_row: Row, values: Values) -> Suggestion:
    return Suggestion(
        values["id"],
        values["title"],
        values["title_en"],
        values["text"],
        values["text_en"],
    )


def _suggestions(reading: Reading) -> dict[str, Suggestion]:
    return {row.slug: row for row in reading.rows}


SUGGESTIONS = RuleKind(
    "suggestions",
    "给单位的建议，现成的话",
    "Suggestions to enterprises, in ready words",
    _suggestions,
    rows=(
        row_id("建议的代号", "The name of the suggestion", example="boxed-lunch"),
        *in_two_languages(
            "title",
            "建议，一句话",
            "The suggestion in a few words",
            is_english_required=False,
            example=("午餐改为盒饭", "Boxed lunches"),
        ),
        *in_two_languages(
            "text",
            "怎么做",
            "How it is done",
            is_english_required=False,
            example=("分开坐，不围桌。", "Eat apart, not around a table."),
        ),
    ),
    row=_suggestion,
)

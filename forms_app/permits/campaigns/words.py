"""[words] of a campaign.toml: a key for each word that a campaign may have of its own,
and one for its English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forms_app.base.contentfile.keys import Key
from forms_app.base.contentfile.rows import Row
from forms_app.base.wording import DO, TERMS, Term

WITHOUT = "；不写就是“%s”"
INSPECTED = "，检查是“%s”"
WITHOUT_EN = "; “%s” where it is left out"
INSPECTED_EN = ", “%s” in an inspection"


def _keys(term: Term) -> Iterator[Key]:
    """Whoever says one of the two says both."""
    zh, en = (text.replace(f"%({DO})s", "…") for text in (term.zh, term.en))
    inspected, inspected_en = term.inspected
    of_inspection = INSPECTED % inspected if inspected else ""
    of_inspection_en = INSPECTED_EN % (inspected_en or inspected) if inspected else ""
    yield Key(
        term.name,
        term.means + WITHOUT % zh + of_inspection,
        term.means_en + WITHOUT_EN % (en or zh) + of_inspection_en,
        required=_has(f"{term.name}_en"),
        high=term.longest,
        example=term.zh.replace(f"%({DO})s", "开门"),
    )
    if term.en:
        yield Key(
            f"{term.name}_en",
            f"{term.means}（英文）",
            f"{term.means_en}, in English",
            required=_has(term.name),
            high=term.longest,
            example=term.en.replace(f"%({DO})s", "open"),
        )


def _has(key: str) -> Callable[[Row], bool]:
    return lambda row: key in row.values


WORDS = tuple(key for term in TERMS for key in _keys(term))

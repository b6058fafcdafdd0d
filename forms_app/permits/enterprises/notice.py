"""What people are told about their data (告知) before they give them:
content/rules/privacy-notice.toml for enterprises, and its like for their staff.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.rulekind import Reading, RuleKind


@dataclass(frozen=True)
class Notice:
    """One version. `edition` is what the office itself calls it."""

    version: str
    edition: str
    paragraphs: tuple[str, ...]
    paragraphs_en: tuple[str, ...]

    def text(self, lang: str) -> tuple[str, ...]:
        return self.paragraphs_en if lang == "en" else self.paragraphs


def _as_many(reading: Reading) -> None:
    texts = (reading.outside["paragraphs"], reading.outside["paragraphs_en"])
    if reading.head.is_good and len(texts[0]) != len(texts[1]):
        reading.head.fault(
            "paragraphs_en",
            "paragraphs、paragraphs_en 要一样多",
            "每一段都有中文和英文",
        )


def _notice(reading: Reading) -> Notice:
    given = reading.outside
    return Notice(
        reading.rule.version,
        given["version"],
        given["paragraphs"],
        given["paragraphs_en"],
    )


def notice_kind(
    rule_id: str, title: str, title_en: str, without: str
) -> RuleKind[Notice]:
    """A kind of file with a notice in it."""
    return RuleKind(
        rule_id,
        title,
        title_en,
        _notice,
        outside=(
            Key(
                "version",
                "哪一版；改动告知要换一个",
                "The edition; another text gets another one",
                required=True,
                example="2020-1",
            ),
            Key(
                "paragraphs",
                "告知的各段",
                "The paragraphs of the notice",
                Type.WORDS,
                required=True,
                example='["为了审核申请……"]',
            ),
            Key(
                "paragraphs_en",
                "各段的英文，和 paragraphs 一样多",
                "The same in English, as many",
                Type.WORDS,
                required=True,
                example='["To review your application …"]',
            ),
        ),
        further=_as_many,
        without=without,
    )


PRIVACY = notice_kind(
    "privacy-notice",
    "个人信息处理告知",
    "What enterprises are told about their data",
    "没有 rules/privacy-notice.toml：登记的人看不到个人信息怎么处理，没有东西可以同意",
)

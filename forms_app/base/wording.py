"""What a campaign calls what it permits: the words of its campaign.toml below [words],
and what is said where it has none of its own.

They are a context variable, as the language is: the app sets those of the campaign that
a page is about, the publisher those of a page that it makes. A message takes them as a
value: `_("还没有单位准予%(do)s。", do=word("do"))`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from babel.support import LazyProxy
from jinja2 import Environment

from forms_app.base.catalogue import language

DO = "do"  # the word that the others are made of


@dataclass(frozen=True)
class Term:
    """One of these words: what it stands for, what it is without a word of a campaign,
    where %(do)s is its `do`, and how many characters there is room for. `en` is empty
    for what is said in Chinese alone. `inspected`: both where nobody applies, if that
    differs.
    """

    name: str
    means: str
    means_en: str
    zh: str
    en: str
    longest: int = 12
    inspected: tuple[str, str] = ("", "")


TERMS = (
    Term(
        DO,
        "准予以后可以做的事，别的词都由它而来",
        "What somebody may do once it is permitted; the other words are made of it",
        "营业",
        "open",
        6,
    ),
    Term(
        "apply",
        "申请的按钮和标题",
        "The button and the heading of applying",
        "申请%(do)s",
        "Apply to %(do)s",
    ),
    Term(
        "form",
        "申请表每一页上的名称",
        "What stands over each page of the application",
        "申请%(do)s",
        "Application",
    ),
    Term(
        "application",
        "申请叫什么",
        "What an application is called",
        "%(do)s申请",
        "Applications to %(do)s",
    ),
    Term(
        "list",
        "名单叫什么",
        "What the list is called",
        "%(do)s名单",
        "Who may %(do)s",
        inspected=("检查结果", "Results of the checks"),
    ),
    Term(
        "newest",
        "最近公布的，标题",
        "The heading over the newest of the list",
        "最近准予%(do)s",
        "Newest approvals",
        inspected=("最近的结果", "Newest results"),
    ),
    Term("valid", "名单上的“有效”", "The mark of what is valid", "有效", "Valid", 6),
    Term("approve", "准予的按钮", "The button of an approval", "准予%(do)s", "Approve"),
    Term(
        "approved",
        "准予了",
        "It is approved",
        "准予%(do)s",
        "May %(do)s",
        inspected=("检查合格", "Passed"),
    ),
    Term(
        "suspend", "暂停的按钮", "The button of a suspension", "暂停%(do)s", "Suspend"
    ),
    Term("suspended", "暂停了", "It is suspended", "暂停%(do)s", "Suspended"),
    Term("restore", "恢复的按钮", "The button that restores", "恢复%(do)s", "Restore"),
    Term("revoked", "撤销了", "It was revoked", "不再准予%(do)s", "May not %(do)s"),
    Term(
        "check",
        "准予以前的核验",
        "The check before an approval",
        "%(do)s前核验",
        "Check before approval",
    ),
    Term(
        "supervision",
        "准予以后的检查",
        "The check after an approval",
        "%(do)s后检查",
        "Check after approval",
    ),
    Term(
        "poster",
        "喜报叫什么",
        "What the poster for the door is called",
        "%(do)s喜报",
        "Poster",
        inspected=("检查合格公示", "Poster"),
    ),
    Term(
        "poster_title",
        "喜报上的大字；喜报只有中文",
        "The large words on the poster, which is in Chinese",
        "准予%(do)s",
        "",
        8,
        inspected=("检查合格", ""),
    ),
    Term(
        "poster_line",
        "喜报上单位名称下面的一句",
        "The line below the name on the poster",
        "经核验，准予%(do)s",
        "",
        20,
        inspected=("经上门检查，符合要求", ""),
    ),
    Term(
        "contact",
        "单位的联系人叫什么",
        "What the contact of an enterprise is called",
        "应急联系人",
        "Contact for the emergency",
        16,
    ),
    Term(
        "supplies",
        "要备的物资叫什么",
        "What the supplies to be kept are called",
        "应急物资",
        "Supplies",
        20,
    ),
)
DEFAULTS = {term.name: term.zh for term in TERMS} | {
    f"{term.name}_en": term.en for term in TERMS
}
INSPECTED = {
    key: text
    for term in TERMS
    for key, text in zip((term.name, f"{term.name}_en"), term.inspected, strict=True)
    if text
}


@dataclass(frozen=True)
class Wording:
    """The words of one campaign. `own`: what it has, by key, `_en` behind the name of
    what is English. `inspection`: whether nobody applies in it.
    """

    own: tuple[tuple[str, str], ...] = ()
    inspection: bool = False

    @classmethod
    def of(cls, words: Mapping[str, Any], inspection: bool = False) -> Wording:
        own = tuple((key, str(text)) for key, text in words.items() if text)
        return cls(own, inspection)

    def word(self, name: str, lang: str) -> str:
        return self._words[f"{name}_en" if lang == "en" else name]

    @cached_property
    def _words(self) -> dict[str, str]:
        own = dict(self.own)
        do = {"": own.get(DO, DEFAULTS[DO]), "_en": own.get("do_en", DEFAULTS["do_en"])}
        return {
            key: own.get(key) or text % {DO: do["_en" if key.endswith("_en") else ""]}
            for key, text in self._defaults.items()
        }

    @property
    def _defaults(self) -> dict[str, str]:
        return DEFAULTS | INSPECTED if self.inspection else DEFAULTS

    @cached_property
    def fingerprint(self) -> bytes:
        told = repr((self.own, self.inspection))
        return blake2b(told.encode(), digest_size=16).digest()


NEUTRAL = Wording()
_wording: ContextVar[Wording] = ContextVar("wording", default=NEUTRAL)


def word(name: str, lang: str = "") -> str:
    """The word of the campaign that is spoken of, in the language that is read where no
    other one is named.
    """
    return _wording.get().word(name, lang or language())


def lazy_word(name: str) -> Any:
    """The same, looked up when it is printed."""
    return LazyProxy(word, name, enable_cache=False)


def set_wording(wording: Wording) -> None:
    _wording.set(wording)


@contextmanager
def use_wording(wording: Wording) -> Iterator[None]:
    token = _wording.set(wording)
    try:
        yield
    finally:
        _wording.reset(token)


def install(env: Environment) -> None:
    """Give a Jinja environment `word()`; Flask's and Pelican's get the same function."""
    env.globals["word"] = word

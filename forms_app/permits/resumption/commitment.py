"""The commitments of whoever applies (承诺书): their words, by version.

What was ticked is kept word by word with its version (models.py), so that it can be held
up to whoever made it after the words here have changed. Who changes a word changes the
version too.
"""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words

VERSION = "2020-02"
LINES = Words(
    {
        "true": _l("以上填写真实，没有隐瞒"),
        "temperatures": _l("每天给员工测两次体温并记录"),
        "report": _l("有人发热或从外地回来，第一时间报告社区"),
        "checks": _l("接受上门核验和开工后的检查，落实主体责任"),
    }
)


def in_words() -> list[str]:
    """As whoever ticks them reads them."""
    return [str(line) for line in LINES.values()]

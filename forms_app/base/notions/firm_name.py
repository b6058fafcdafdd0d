"""Names of firms, and the key by which two of them are found to be one: without
brackets, blanks and punctuation, in one width, without legal form and place.
"""

from __future__ import annotations

from forms_app.base.refusal import Refused
from forms_app.base.typed import one_line, plain

# What a name may carry without making two firms of one, longest first.
LEGAL_FORMS = (
    "农民专业合作社",
    "个人独资企业",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "特殊普通合伙",
    "有限公司",
    "有限合伙",
    "普通合伙",
    "个体工商户",
    "经营部",
    "分公司",
    "公司",
    "商行",
    "店",
)
# characters at most: one sign may unfold to several, ㍿ to 株式会社
NAME_KEY = 80
# What makes keys, changed with it: those in a database are made anew.
RULE = 2


class NoFirmName(Refused):
    """Nothing of the name can be read."""


def read(text: str) -> str:
    """The name as it is kept: one line, nothing invisible.

    Raises:
        NoFirmName: it has no letter and no number.
    """
    name = one_line(text)
    if not plain(name):
        raise NoFirmName("请填写单位名称，和招牌或执照一致")
    return name


def name_key(name: str, places: tuple[str, ...]) -> str:
    """What is left of a name when the legal form and the place are taken away; two
    equal keys are a likely double. `places`: what is local, longest first.
    """
    key = plain(name)
    for word in (*places, *LEGAL_FORMS):
        shorter = key.replace(word, "")
        key = shorter if len(shorter) >= 2 else key
    return key[:NAME_KEY]

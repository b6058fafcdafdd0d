"""Codes of enterprises: the 18-character unified social credit code, the old 15-digit
registration number, or none yet.

GB 32100-2015 has two check digits: that of the code, and in the 17th place that of the
organisation by GB 11714. The 15 digits end with one by ISO 7064 MOD 11,10. A slip is
hinted at, never corrected silently, and nobody's resident ID is taken for a code.
"""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_11_10

from forms_app.base.notions.resident_id import FORM as RESIDENT_ID
from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3**place % 31 for place in range(17)]
WEIGHTS_OF_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
LOOKALIKES = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}
BETWEEN = re.compile(r"[\s\-‐‑‒–—―−_.·()]+")
CODE = re.compile(
    r"[1-9AN-Y][1-9A-Z]"
    # 10: the country itself; 66 and 99: the Production and Construction Corps
    r"(?:10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6]|71|8[1-3]|99)\d{4}"
    r"[0-9A-Z]{8}[0-9X][0-9A-Z]"
)
OLD = re.compile(r"(?:10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{13}", re.ASCII)


class BadCode(Refused):
    """Not a code; says why.

    `hint` is the right one where a look-alike letter seems to have slipped in.
    """

    def __init__(self, says: str, hint: str = "") -> None:
        super().__init__(says, **({"hint": hint} if hint else {}))
        self.hint = hint


def normalised(text: str) -> str:
    """Without blanks, dashes and what nobody sees, in capital letters."""
    return BETWEEN.sub("", folded(UNSEEN.sub("", text))).upper()


def read(text: str) -> str:
    """The code somebody typed, in the form it is kept.

    Raises:
        BadCode: it is none, or somebody's resident ID.
    """
    code = normalised(text)
    if is_valid(code):
        return code
    if RESIDENT_ID.fullmatch(code):
        raise BadCode(
            "这像是身份证号码，不要填在这里。请填营业执照上的 18 位代码；没有执照请勾选“还没有”"
        )
    if len(code) not in {15, 18}:
        raise BadCode(
            "请填 18 位统一社会信用代码，或 15 位注册号；没有执照请勾选“还没有”"
        )
    hint = "".join(LOOKALIKES.get(character, character) for character in code)
    if hint != code and is_valid(hint):
        raise BadCode(
            "代码里的字母和数字可能看混了（O 和 0、I 和 1）。请核对是不是 %(hint)s",
            hint,
        )
    if set(code) - set(ALPHABET):
        raise BadCode("代码里不会有 I、O、S、V、Z，请对照执照再看一遍")
    if not (CODE if len(code) == 18 else OLD).fullmatch(code):
        raise BadCode("代码里的登记地区不存在，请对照执照逐位核对")
    raise BadCode("这个代码的校验位不对，请对照执照逐位核对")


def is_valid(code: str) -> bool:
    """Whether its region exists, its check digits hold, and it is no resident ID."""
    if RESIDENT_ID.fullmatch(code):
        return False
    if OLD.fullmatch(code):
        return bool(mod_11_10.is_valid(code))
    is_written_so = CODE.fullmatch(code) and not set(code) - set(ALPHABET)
    return bool(is_written_so) and with_checks(code[:16]) == code


def with_checks(first: str) -> str:
    """The 16 characters of a code that somebody gave out, with both check digits."""
    of_organisation = sum(
        int(character, 36) * weight
        for character, weight in zip(first[8:], WEIGHTS_OF_ORGANISATION, strict=True)
    )
    body = first + "0123456789X"[-of_organisation % 11]
    total = sum(
        ALPHABET.index(character) * weight
        for character, weight in zip(body, WEIGHTS, strict=True)
    )
    return body + ALPHABET[-total % 31]

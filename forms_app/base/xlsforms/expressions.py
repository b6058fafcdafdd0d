"""Conditions and bounds as a form writes them: as much of XPath as our own can hold, and
the words of a clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms_app.base.catalogue import gettext as _
from forms_app.base.questions.question import Kind

SIGN = re.compile(r"!=|<=|>=|≠|≤|≥|=|<|>")
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "≤": "≥", "≥": "≤"}
ALIKE = {"≤": "<=", "≥": ">=", "!=": "≠"}
WIDE = str.maketrans("＝＜＞（）“”‘’，", "=<>()\"\"'',")
AND = re.compile(r"\s+and\s+|\s*(?:；|;|并且|而且)\s*")
OTHER = re.compile(r"\bor\b|或者|\bmod\b|\bdiv\b|[+*|]")
SELECTED = re.compile(r"selected\s*\(\s*(.+?)\s*,\s*(.+?)\s*\)")
NOT = re.compile(r"not\s*\(\s*(.+)\s*\)")
REFERENCE = re.compile(r"\$\{\s*([^}]+?)\s*\}")
TODAY = re.compile(r"today\(\)\s*(?:([+-])\s*(\d{1,5}))?")
WHOLE = re.compile(r"-?\d{1,9}")


class NotTaken(Exception):
    """What our conditions cannot hold. `says` what it is, `do` what helps: sentences."""

    def __init__(self, says: str, do: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.do = do


@dataclass(frozen=True)
class Asked:
    """A question that was taken: its id, and the ids of its answers by what the form
    calls them.
    """

    slug: str
    kind: Kind
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Comparison:
    """Two sides and the sign between them."""

    left: str
    sign: str
    right: str

    @property
    def turned(self) -> Comparison:
        """The same, said from the other side."""
        return Comparison(self.right, TURNED.get(self.sign, self.sign), self.left)


Find = Callable[[str], Asked | None]


@dataclass(frozen=True)
class Bounds:
    """The least and the most of an answer, where there are any."""

    least: int | None = None
    most: int | None = None

    def narrowed(self, sign: str, value: int) -> Bounds:
        least = {">=": value, ">": value + 1, "=": value}.get(sign)
        most = {"<=": value, "<": value - 1, "=": value}.get(sign)
        return Bounds(
            max((one for one in (self.least, least) if one is not None), default=None),
            min((one for one in (self.most, most) if one is not None), default=None),
        )


def conditions(text: str, find: Find) -> list[str]:
    """A condition in our words, part by part; all of them must hold.

    Raises:
        NotTaken: a part says more than ours can, or names what was not taken.
    """
    return [_condition(part, find) for part in _parts(text)]


def bounds(text: str, kind: Kind) -> Bounds:
    """What a constraint says of the answer, which it calls a dot.

    Raises:
        NotTaken: it says more than that it lies between two numbers.
    """
    found = Bounds()
    try:
        for part in _parts(text):
            found = _narrowed(found, part, kind)
    except NotTaken:
        raise NotTaken(
            _("“%(text)s”不只是最少和最多，没有收", text=text[:80]),
            _("请改成最少和最多几个，或者写在提示里"),
        ) from None
    return found


def _narrowed(found: Bounds, part: str, kind: Kind) -> Bounds:
    compared = _compared(part)
    if _is_subject(compared.right, kind):
        compared = compared.turned
    is_of_it = _is_subject(compared.left, kind)
    value = _value(compared.right, kind) if is_of_it else None
    if value is None or compared.sign == "≠":
        raise NotTaken(part)
    return found.narrowed(compared.sign, value)


def _parts(text: str) -> list[str]:
    """What is joined by "and", without brackets around it.

    Raises:
        NotTaken: anything else joins it.
    """
    text = _bare(text.translate(WIDE).strip())
    kept: list[str] = []
    quoted = re.split(r"('[^']*'|\"[^\"]*\")", text)
    # what stands in quotation marks is no word of the language
    for place, piece in enumerate(quoted):
        if place % 2 == 0 and OTHER.search(REFERENCE.sub("", TODAY.sub("", piece))):
            raise NotTaken(
                _("“%(part)s”不只是几个都要符合的条件", part=text[:80]),
                _("请只用“并且”（and）连起来，“或者”请拆成两问"),
            )
        kept.append(f"\0{place}\0" if place % 2 else piece)
    parts = [
        re.sub(r"\0(\d+)\0", lambda found: quoted[int(found[1])], part)
        for part in AND.split("".join(kept))
    ]
    return [bare for part in parts if (bare := _bare(part.strip()))]


def _bare(text: str) -> str:
    """Without the brackets around the whole."""
    while text.startswith("(") and text.endswith(")") and _closes_at(text) == len(text):
        text = text[1:-1].strip()
    return text


def _closes_at(text: str) -> int:
    """The place behind the bracket that closes the first one."""
    depth = 0
    for place, character in enumerate(text, 1):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place
    return 0


def _compared(part: str) -> Comparison:
    signs = SIGN.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "", part))
    if len(signs) != 1:
        raise NotTaken(
            _("“%(part)s”不是一个比较", part=part[:80]),
            _("请写成 ${代号} = '答案' 或者 ${代号} > 3"),
        )
    left, right = part.split(signs[0], 1)
    return Comparison(left.strip(), ALIKE.get(signs[0], signs[0]), right.strip())


def _condition(part: str, find: Find) -> str:
    refused = NOT.fullmatch(part)
    chosen = SELECTED.fullmatch(_bare(refused[1].strip()) if refused else part)
    if chosen:
        compared = Comparison(chosen[1], "≠" if refused else "=", chosen[2])
    else:
        compared = _compared(part)
    if find(_name(compared.left)) is None and find(_name(compared.right)):
        compared = compared.turned
    name = _name(compared.left)
    asked = find(name)
    if asked is None:
        raise NotTaken(
            _("条件里的“%(name)s”没有在前面问过，或者没有收下", name=name[:60]),
            _("请把那一问放到前面"),
        )
    return _written(asked, compared.sign, compared.right.strip("'\" "), part)


def _name(text: str) -> str:
    found = REFERENCE.fullmatch(text.strip())
    return found[1] if found else text.strip("'\" ")


def _written(asked: Asked, sign: str, value: str, part: str) -> str:
    if asked.kind is Kind.COUNT and value.isdecimal() and value.isascii():
        return f"{asked.slug} {sign} {int(value)}"
    if asked.answers and value in asked.answers and sign in {"=", "≠"}:
        return f"{asked.slug} {sign} {asked.answers[value]}"
    raise NotTaken(
        _("条件“%(part)s”没有收：那一问没有这个答案，或者不能这样比", part=part[:80]),
        _("条件可以比数量，也可以写单选、多选的一个选项"),
    )


def _is_subject(text: str, kind: Kind) -> bool:
    counted = {Kind.LINE: "string-length", Kind.WORDS: "string-length"}
    counted[Kind.TICKS] = "count-selected"
    of = counted.get(kind)
    return bool(re.fullmatch(rf"{of}\s*\(\s*\.\s*\)" if of else r"\.", text))


def _value(text: str, kind: Kind) -> int | None:
    """A number; of a date the days from today."""
    if kind is Kind.DATE:
        found = TODAY.fullmatch(text)
        return int(f"{found[1] or '+'}{found[2] or 0}") if found else None
    text = text.strip("'\"")
    return int(text) if WHOLE.fullmatch(text) else None

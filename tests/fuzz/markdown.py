"""Strategies for Markdown as nobody writes it: marks that are opened, nested and repeated up to the largest file."""

from __future__ import annotations

from hypothesis import strategies as st

from forms_app.base.contentfile.reading import MAX_BYTES

PIECES = [
    *"*_`[](){}<>|\\~#-+:=&!^.\n\t ",
    *(
        "**",
        "__",
        "***",
        "``",
        "```\n",
        "~~~\n",
        "---\n",
        "===\n",
        "\n\n",
        "    ",
        "  \n",
    ),
    *("# 一\n", "## 二 ##\n", "- ", "1. ", "> ", "\n- 甲\n    - 乙\n", "\n1. 甲\n"),
    *("[甲](/a)", "[甲][乙]", "[乙]: /b\n", "![图](/a.png)", "[甲](", "![", "]("),
    *("[^1]", "[^1]: 注\n", "*[缩]: 写\n", "缩", "{: .a }", "{: #a", "甲\n: 乙\n"),
    *("|甲|乙|\n|-|-|\n", "|丙|丁|\n", "<b>", "</b>", "<div>", "</div>", "<a ", "<a>"),
    *(
        '<div markdown="1">\n',
        "<p>",
        "<!--",
        "-->",
        "<script>",
        "<?",
        "<![CDATA[",
        "</",
    ),
    *(
        "&amp;",
        "&#",
        "&nbsp;",
        "<https://a>",
        "https://a",
        "a@b",
        "字",
        "一段话，",
        "x",
    ),
    *("2020-02-20", "1 ", "\u200b", "😷", "\x02", "<table><tr><td>", "<br>", "**甲**"),
]
SMALL = (100, 1_000, 5_000)
LARGE = (*SMALL, 5_000, 30_000, MAX_BYTES - 1_000)
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
mixed = st.lists(st.sampled_from(PIECES), min_size=5, max_size=60).map("".join)


def _upto(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


@st.composite
def bodies(draw: st.DrawFn, sizes: tuple[int, ...]) -> str:
    """A body of at most the size that is drawn, in bytes of UTF-8."""
    size = draw(st.sampled_from(sizes))
    part = draw(st.sampled_from([_repeated, _opened_and_closed, _deeper, _mixed]))
    body = part(draw, size)
    if draw(st.booleans()):
        begins = draw(
            st.sampled_from(["一段话。\n\n", "- ", "> ", "<div>\n", "[^1]: "])
        )
        body = (
            begins + body + draw(st.sampled_from(["", "\n\n一段话。", "</div>", "]"]))
        )
    return _upto(body, size)


def _repeated(draw: st.DrawFn, size: int) -> str:
    again = draw(pieces)
    return again * (size // len(again.encode()) + 1)


def _opened_and_closed(draw: st.DrawFn, size: int) -> str:
    opens = draw(pieces)
    closes = draw(pieces)
    times = size // (len(opens.encode()) + len(closes.encode())) + 1
    return opens * times + draw(st.sampled_from(["", "字", "\n\n"])) + closes * times


def _deeper(draw: st.DrawFn, size: int) -> str:
    """Each line further in than the one before."""
    begins = draw(st.sampled_from(["    ", "  ", "> ", "\t", " ", "- "]))
    again = draw(pieces)
    rows: list[str] = []
    length = 0
    while length < size:
        row = begins * (len(rows) % 200) + again + "\n"
        rows.append(row)
        length += len(row.encode())
    return "".join(rows)


def _mixed(draw: st.DrawFn, size: int) -> str:
    once = draw(mixed)
    return once * (size // len(once.encode()) + 1) if draw(st.booleans()) else once

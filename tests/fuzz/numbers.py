"""Strategies for numbers of people in any disguise, and for the harmless numbers of real notices."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote

from hypothesis import strategies as st
from stdnum.cn import uscc

from forms_app.base.notions.resident_id import WEIGHTS

MARKS = [
    *"-·.~/*_—\u2010\u2011\u2012\u2013\u2014\u2015\u2212（）[]・•‧\\～。─━★➖",
    " - ",
    "--",
    "……",
]
BLANKS = [" ", "  ", "\t", "\u3000", "\u2003", "\u00a0", "&nbsp;", "&#8195;", "<br>"]
NOTHING = [
    *"\u200b\u00ad\u2060\ufeff\ufe0f\u180e\u034f\u0336",
    "\u200e\u200b",
    "\U000e0020",
    "&#8203;",
    "&shy;",
    "<b>",
    "</span>",
    "<!-- 空 -->",
]
AREAS = ["010", "021", "0595", "0755", "0898"]
OUTLINED = "".join(map(chr, range(0x1CCF0, 0x1CCFA)))  # not in every Unicode
NUMERALS = [
    str.maketrans("0123456789", numerals)
    for numerals in (
        *["0123456789"] * 4,
        "０１２３４５６７８９",
        "٠١٢٣٤٥٦٧٨٩",
        "۰۱۲۳۴۵۶۷۸۹",
        "०१२३४५६७८९",
        "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
        "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵",
        OUTLINED,
        "⓪①②③④⑤⑥⑦⑧⑨",
        "⓿❶❷❸❹❺❻❼❽❾",
        "⁰¹²³⁴⁵⁶⁷⁸⁹",
        "〇一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "零幺二三四五六七八九",
    )
]
# Where a number may stand in a file; the second kind cannot hold marks of its own.
ANYWHERE = ["请找{}，谢谢", "# 找{}", "> 找{}", "- 联系 {}", "**找{}**", "电话：{}。"]
SAID_BY_A_MARK = [
    "![{}](/a.png)",
    '[看](/a "{}")',
    '<span title="{}">看</span>',
    '<img src="/a.png" alt="{}">',
    "[看][甲]\n\n[甲]: /a '{}'",
    "<a href='tel:{}'>拨打</a>",
]


def digits_of(fewest: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=fewest, max_size=most or fewest)


def with_check(places: str) -> str:
    total = sum(
        int(digit) * weight for digit, weight in zip(places, WEIGHTS, strict=True)
    )
    return places + "10X98765432"[total % 11]


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    place = draw(
        st.sampled_from(["110105", "350503", "362301", "422801", "510122", "650102"])
    )
    is_old = draw(st.booleans())
    born = date(1930, 1, 1) + timedelta(
        draw(st.integers(0, 365 * (69 if is_old else 90)))
    )
    rest = draw(digits_of(3))
    return (
        f"{place}{born:%y%m%d}{rest}"
        if is_old
        else with_check(f"{place}{born:%Y%m%d}{rest}")
    )


mobiles = st.tuples(st.just("1"), st.sampled_from("3456789"), digits_of(9)).map("".join)
landlines = st.tuples(
    st.sampled_from(AREAS), st.sampled_from("2345678"), digits_of(7)
).map("".join)
numbers = st.one_of(mobiles, landlines, resident_ids())


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """A number, and text with it: parted by marks wherever it may be, or by blanks as people do it."""
    number = draw(numbers)
    most = draw(st.sampled_from([2, 3, 18]))
    cuts = draw(st.sets(st.integers(1, len(number) - 1), max_size=most))
    if number.startswith("19"):
        cuts -= {4}  # 1990-1-31-1-234 could as well be days
    kinds = (
        [MARKS, NOTHING, MARKS + NOTHING]
        if len(cuts) > 3
        else [MARKS, BLANKS, MARKS + BLANKS]
    )
    between = st.sampled_from(draw(st.sampled_from(kinds)))
    written = number.translate(draw(st.sampled_from(NUMERALS)))
    pieces = [
        draw(between) + digit if place in cuts else digit
        for place, digit in enumerate(written)
    ]
    return number, draw(st.sampled_from(ANYWHERE)).format("".join(pieces))


@st.composite
def said_by_a_mark(draw: st.DrawFn) -> tuple[str, str]:
    """A number, and Markdown in which only a link or a picture says it, or in which it comes together on the page."""
    number = draw(numbers)
    middle = draw(st.integers(3, 7))
    pieces = [number[:3], number[3:middle], number[middle:]]
    plain = draw(st.sampled_from(["", "-", " ", "·", "%20"])).join(filter(None, pieces))
    called = "".join(f"%{ord(sign):02X}" for sign in number)
    return number, draw(
        st.sampled_from(
            [
                *(mark.format(plain) for mark in SAID_BY_A_MARK if "%" not in plain),
                f"[拨打](tel:{quote(plain, '%')})",
                f"[拨打](tel:{called})",
                f"[加](weixin://dl/chat?{number})",
                f"[{pieces[0]}][甲]{pieces[1]}[{pieces[2]}][甲]\n\n[甲]: /a",
                f"*{pieces[0]}*{{: .a }}{''.join(pieces[1:])}",
                f"![图](/images/{number}.png)",
                f"{number[:4]}<script>空</script>{number[4:]}",
                f"{pieces[0]}<!-- a > b -->{''.join(pieces[1:])}",
                f'{pieces[0]}<b title="a > b">{"".join(pieces[1:])}</b>',
                f"{pieces[0]}[^甲]{''.join(pieces[1:])}\n\n[^甲]: 注",
            ]
        )
    )


days = st.dates(date(1980, 1, 1), date(2022, 12, 31))
recent = st.dates(date(2018, 1, 1), date(2022, 12, 31))
years = st.integers(2010, 2022)
small = st.integers(1, 999)
amounts = st.integers(1, 9_999_999_999)
UNITS = ["元", "万元", "家", "人", "户", "只", "件", " 元", " 人次", " 平方米"]
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
ISSUERS = ["泉丰政", "闽政办发明电", "国发", "泉应急指办", "丰疫指〔综合〕"]


def _date(day: date, kind: int) -> str:
    return (
        f"{day}",
        f"{day:%Y.%m.%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
    )[kind]


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["350502", "350503", "350504", "350582", "110105"]))
    begins = draw(st.sampled_from(["91", "92", "93", "52", "12", "11"]))
    rest = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    code = f"{begins}{region}{rest}0"
    code += uscc.calc_check_digit(code)
    groups = draw(st.booleans())
    return " ".join(code[n : n + 4] for n in range(0, 18, 4)) if groups else code


@st.composite
def harmless(draw: st.DrawFn) -> str:
    """A number of a kind that stands in real notices."""
    return draw(st.sampled_from(KINDS))(draw)


def _document(draw: st.DrawFn) -> str:
    year = str(draw(years))
    brackets = draw(st.sampled_from(["〔{}〕", "[{}]", "（{}）", "【{}】", "({})"]))
    written = year.translate(CHINESE) if draw(st.booleans()) else year
    number = draw(st.integers(1, 2999))
    return f"{draw(st.sampled_from(ISSUERS))}{brackets.format(written)}{number}号"


def _amount(draw: st.DrawFn) -> str:
    number = draw(amounts)
    written = draw(st.sampled_from([f"{number:,}", f"{number}", f"{number:,}.50"]))
    return f"{written}{draw(st.sampled_from(UNITS))}"


def _range(draw: st.DrawFn) -> str:
    first = draw(st.integers(10_000, 99_999))
    last = draw(st.integers(100_000, 999_999))
    to = draw(st.sampled_from(["-", "～", "—", " - "]))
    return f"{first}{to}{last}{draw(st.sampled_from(UNITS))}"


def _span(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 5))
    first = draw(days)
    last = draw(days)
    to = draw(st.sampled_from(["-", "—", " 至 ", "～", " – ", "到", "——"]))
    return f"{_date(first, kind)}{to}{_date(last, kind)}"


def _date_in_words(draw: st.DrawFn) -> str:
    return f"{draw(days):%Y年%m月%d日}".translate(CHINESE)


def _moment(draw: st.DrawFn) -> str:
    minute = draw(st.integers(0, 59))
    hour = draw(st.integers(0, 23))
    return f"{_date(draw(days), draw(st.integers(0, 3)))} {hour:02}:{minute:02}"


def _hours(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from([":", "：", "."]))
    to = draw(st.sampled_from(["-", "—", "～", " - "]))
    times = [f"{draw(st.integers(6, 22))}{sign}{draw(st.sampled_from(['00', '30']))}"]
    times += [f"{draw(st.integers(6, 22))}{sign}30" for _ in range(3)]
    return f"{times[0]}{to}{times[1]}，{times[2]}{to}{times[3]}"


def _statistics(draw: st.DrawFn) -> str:
    counted = draw(st.lists(st.integers(1, 99_999), min_size=3, max_size=9))
    joint = draw(st.sampled_from(["、", "，", " | ", "；", "家、", "人，", ", "]))
    return joint.join(map(str, counted))


def _share(draw: st.DrawFn) -> str:
    first = draw(st.integers(0, 9999))
    second = draw(st.integers(0, 9999))
    return f"{first / 100:.2f}%（{second}/{first + second}）"


def _coordinates(draw: st.DrawFn) -> str:
    east = draw(digits_of(4, 6))
    north = draw(digits_of(4, 6))
    joint = draw(st.sampled_from([", ", ",", "，", " ", "、"]))
    return f"118.{east}{joint}24.{north}"


def _address(draw: st.DrawFn) -> str:
    day = draw(recent)
    number = draw(st.integers(1, 9_999_999))
    return draw(
        st.sampled_from(
            [
                f"https://www.example.gov.cn/zwgk/{day:%Y%m}/t{day:%Y%m%d}_{number}.htm",
                f"[通知](https://www.example.gov.cn/{day:%Y-%m/%d}/{number}.html)",
                f"https://example.org/art/{day.year}/{day.month}/{day.day}/art_1234_{number}.html",
                f"<https://example.org/?id={number}&page=2#{day}>",
                f"[附件](https://example.org/%E9%99%84%E4%BB%B6{number}.pdf)",
                f"![图](/images/{day}-{number}.png)",
            ]
        )
    )


def _order(draw: st.DrawFn) -> str:
    day = draw(recent)
    return draw(
        st.sampled_from(
            [
                f"QT-{draw(digits_of(7))}",
                f"XM-{day:%Y%m%d}-{draw(small)}",
                f"订单号 {day:%Y%m%d}{draw(digits_of(10))}",
                f"运单号 SF1{draw(digits_of(12))}",
                f"网格 350503{draw(digits_of(6))}",
                f"账号 6222 {draw(digits_of(4))} {draw(digits_of(4))} {draw(digits_of(4))} {draw(digits_of(3))}",
                f"邮编 36{draw(digits_of(4))}，共{draw(small)}份",
                f"GB {draw(st.integers(1000, 39999))}-{draw(years)}",
                f"400-{draw(digits_of(3))}-{draw(digits_of(4))}",
                f"图幅 {draw(small)}-{draw(small)}-{draw(small)}",
                f"示例路 {draw(small)} 号 {draw(small)} 栋 {draw(st.integers(101, 3399))} 室",
            ]
        )
    )


KINDS = [
    _document,
    _amount,
    _range,
    _span,
    _date_in_words,
    _moment,
    _hours,
    _statistics,
    _share,
    _coordinates,
    _address,
    _order,
    lambda draw: draw(credit_codes()),
]

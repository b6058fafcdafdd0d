"""The words over the columns of a roster, as offices and firms write them, and which
field each means.

What is not plainly one of the fields stays without one: a person places it. Columns of
ID numbers are known, to be dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from forms_app.base.sheets.cells import Row
from forms_app.base.sheets.reader import Header

ID_COLUMN = "id_number"
LONGEST_HEADER = 24
LOOKED_AT = 40
TRADITIONAL = str.maketrans(
    "電話機號達來開廠間數癥狀離後聯繫員從裡裏國時樓類與發熱無適點",
    "电话机号达来开厂间数症状离后联系员从里里国时楼类与发热无适点",
)
# 返泉, 到岗, 抵厂: coming to a place that people call by one character, whichever it is.
TO_A_PLACE = r"[抵返到来回入](?![期访执款诊购收复])[\u3400-\u9fff]"
ID_WORDS = re.compile(
    r"身份证|身份證|公民身份|居民身份|证件号|證件號|证照号|^证件$|护照|^id$|id(card|no|number)|identity|passport"
)
# 1、您的姓名, 第2题：手机号: a questionnaire asks under each of its columns
QUESTION = re.compile(r"^\s*(?:q|第)?\d{1,3}\s*题?\s*[.、):：\]]\s*")
ASKED = re.compile(r"^(?:请(?:问|填写|输入|选择)?)?(?:[您你]的?)?")
# beside them, what is called 来源 is where the answer came from: 微信
OF_AN_ANSWER = {"来自ip", "来源详情"}
# Not the worker's own, or the question the other way round, or where somebody is
# registered rather than comes from.
LEFT_ALONE = re.compile(
    r"紧急|家属|亲属|家长|负责|户籍|籍贯|户口|部门|单位|企业|公司|是否离|体温|接触|经手|填表|审核|班组长|主管|预计|计划|拟|来自ip|来源详情|提交|答卷|答题"
    r"|emergency|company|contactperson"
)
FORMS: list[tuple[str, re.Pattern[str]]] = [
    (
        "per_room",
        re.compile(
            r"(同住|同寝|同宿|每间|宿舍|房间|寝室|合住|居住).{0,4}(人数|几人)|^几人间$|perroom|roommates"
        ),
    ),
    (
        "symptoms",
        re.compile(
            r"症状|有无发热|是否发热|身体状况|健康状况|身体情况|健康情况|symptom"
        ),
    ),
    (
        "stayed",
        re.compile(
            r"留厂|留岗|留守|(^|是否|期间)留(?![言观验])[\u3400-\u9fff]{1,2}$"
            r"|(未|没有?)离[\u3400-\u9fff]|春节.{0,4}(留|未|没)"
            r"|^stayed|didnotleave|notleft"
        ),
    ),
    (
        "last_day",
        re.compile(
            r"^离.{0,6}(日期|时间|日|天)$|最后.{0,6}(外地|外省|在外|当地).{0,4}|^lastday|^dateleft"
        ),
    ),
    (
        "arrived_on",
        re.compile(
            rf"(到达|抵达|返回|返程|复工返|{TO_A_PLACE})"
            r"(的|[\u3400-\u9fff]{2})?(日期|时间|日)"
            r"|^(arriv(ed|al)|dateback|returned|return).{0,8}$"
        ),
    ),
    (
        "transport",
        re.compile(r"交通|车次|航班|乘坐|transport|travelledby|trainnumber|flight"),
    ),
    (
        "origin",
        re.compile(
            r"^来源$|(来源|来自|地区|风险|人员).{0,2}(类别|分类|类型)|^(origin|originclass|classoforigin)$"
        ),
    ),
    (
        "place",
        re.compile(
            r"从哪里?来|从何处来|来源地|来自|何地(返|来)|出发地|始发地"
            rf"|(返回|返程|{TO_A_PLACE})前.{{0,4}}(地|地址|地点|城市|住址)"
            r"|^(place|camefrom|from|wherefrom|comefrom|lastplace).{0,6}$"
        ),
    ),
    ("room", re.compile(r"宿舍|房间|房号|寝室|住宿|^room|dormitory|lodging")),
    ("phone", re.compile(r"手机|电话|联系方式|移动号码|mobile|phone|^tel|cell")),
    (
        "name",
        re.compile(
            r"^(员工|职工|工人|本人|(返.|外来)?人员)?(姓名|名字)$|^(full|staff|worker|employee)?name$"
        ),
    ),
]
NAME_OR_PHONE = re.compile(
    r"名|机|機|电|電|联系|聯|移|name|phone|mob|tel|cell", re.IGNORECASE
)  # quick, for 20,000 rows


def folded(title: str) -> str:
    """A header without its brackets, marks and blanks, in small letters."""
    plain = unicodedata.normalize("NFKC", title).casefold().translate(TRADITIONAL)
    plain = QUESTION.sub("", plain) or plain
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", plain) or plain
    plain = re.sub(r"[\s*:：?？。.、,'\"_]+", "", plain)
    return ASKED.sub("", plain) or plain


def is_id_number(title: str) -> bool:
    return len(title) <= LONGEST_HEADER * 2 and bool(ID_WORDS.search(folded(title)))


def field_of(title: str) -> str | None:
    """The field a header means; ID_COLUMN for one that is to be dropped; None for one
    that a person has to place.
    """
    if len(title) > LONGEST_HEADER * 2:
        return None
    if is_id_number(title):
        return ID_COLUMN
    word = folded(title)
    if not word or len(word) > LONGEST_HEADER or LEFT_ALONE.search(word):
        return None
    return next((field for field, form in FORMS if form.search(word)), None)


def fields_of(cells: Sequence[str]) -> list[str | None]:
    """The fields of a row of headers; a field named twice belongs to the first."""
    found: list[str | None] = []
    is_of_answers = any(folded(title) in OF_AN_ANSWER for title in cells)
    for title in cells:
        field = field_of(title)
        if field == "origin" and is_of_answers and folded(title) == "来源":
            field = None
        found.append(None if field in found and field != ID_COLUMN else field)
    return found


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is one of headers: it names the name or the phone, and one more
    thing.
    """
    if not any(NAME_OR_PHONE.search(text) for text in cells):
        return False
    fields = set(fields_of(cells)) - {None}
    return len(fields) >= 2 and bool(fields & {"name", "phone"})


def header_place(rows: Sequence[Row]) -> int | None:
    """Where in `rows` the header is: below the title, at the latest of two rows that
    make one header together.
    """
    counted = [
        (len(set(fields_of(row.cells)) - {None}), -place)
        for place, row in enumerate(rows[:LOOKED_AT])
        if is_header(row.cells)
    ]
    return -max(counted)[1] if counted else None


def header_of(rows: Sequence[Row]) -> Header | None:
    """The header of a roster, for whoever reads a sheet."""
    place = header_place(rows)
    if place is None:
        return None
    over = titles(rows, place)
    of_ids = (column for column, title in enumerate(over) if is_id_number(title))
    return Header(place, frozenset(of_ids))


def titles(rows: Sequence[Row], header: int) -> tuple[str, ...]:
    """The text over each column; where the header has none, the text of the row above
    it.
    """
    above = rows[header - 1].cells if header else ()
    width = max(len(row.cells) for row in rows)
    cells = rows[header].cells

    def at(column: int) -> str:
        own = cells[column] if column < len(cells) else ""
        return own or (
            above[column] if column < len(above) and field_of(above[column]) else ""
        )

    return tuple(at(column) for column in range(width))

"""The sections of documents: where each lies, and every key it may have."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.keys import PHONE, Form, Key, Type
from forms_app.base.contentfile.section import Block
from forms_app.base.documents.document import HELPED, DocumentSection
from forms_app.base.documents.labels import CHANNELS, KINDS

STATES = ("open", "limited", "closed")
GROUPS = ("imported", "crowds")
READERS = ("public", "enterprise", "reviewer", "grid-worker", "keeper", "operator")
ONLY_IN_CHINESE = _l("只写在中文的那一份里：")

TITLE = Key("Title", "标题", "Its title", required=True, example="……")
COMMON = (
    TITLE,
    Key(
        "Date",
        "发布的日期",
        "The day it was published",
        Type.DAY,
        required=True,
        example="2020-02-26",
    ),
    Key("Summary", "列表里显示的一两句话", "A sentence or two for lists", example="……"),
    Key("Number", "文号", "Its document number", example="2020年第1号"),
    Key(
        "Kind",
        "关于什么",
        "What it is about",
        Type.WORD,
        choices=tuple(KINDS),
        example="service",
    ),
    Key(
        "Effective",
        "从哪一天起有效",
        "The first day it holds",
        Type.DAY,
        example="2020-03-01",
    ),
    Key(
        "Expires",
        "最后一天；过了以后不再放在首页",
        "Its last day; after it the front page leaves it out",
        Type.DAY,
        example="2020-04-30",
    ),
    Key(
        "Pinned",
        "是不是排在最前面",
        "Whether it stands first",
        Type.FLAG,
        example="yes",
    ),
    Key(
        "Supersedes",
        "它代替的那一份的代号",
        "The slug of the one it replaces",
        Type.ID,
        example="pilot",
    ),
    Key(
        "Audience",
        "写给谁看",
        "Who it is written for",
        Type.WORD,
        choices=READERS,
        example="public",
    ),
    Key(
        "Order",
        "排第几，从 1 起",
        "Its place among others, from 1",
        Type.WHOLE,
        example="3",
    ),
)
ISSUER = Key("Issuer", "发布的单位", "Who issued it", required=True, example="……")
ELSEWHERE = Key(
    "Channels",
    "还在哪里发布过",
    "Where else it was published",
    Type.WORDS,
    choices=tuple(CHANNELS),
    example="微信公众号、公告栏",
)
SINCE = Key(
    "Since",
    "从哪一天起",
    "Since which day",
    Type.DAY,
    required=True,
    example="2020-02-20",
)

NOTICES = DocumentSection(
    "notices",
    _l("通知公告"),
    (Block((*COMMON, ISSUER)), Block((ELSEWHERE,), ONLY_IN_CHINESE)),
    address="/notices/{slug}/",
    is_basis=True,
)
LETTERS = DocumentSection(
    "letters",
    _l("公开信"),
    (Block((*COMMON, ISSUER)), Block((ELSEWHERE,), ONLY_IN_CHINESE)),
    address="/letters/{slug}/",
    is_basis=True,
)
POLICIES = DocumentSection(
    "policies",
    _l("政策"),
    (
        Block(
            (
                *COMMON,
                ISSUER,
                Key("Who", "谁可以申请", "Who may apply", example="小微企业"),
                Key("How", "怎么申请", "How to apply", example="在网上填表"),
                Key("Contact", "找谁", "Whom to ask", example="社区服务窗口"),
            )
        ),
        Block(
            (
                Key(
                    "Until",
                    "最晚哪一天申请",
                    "The last day to apply",
                    Type.DAY,
                    example="2020-03-31",
                ),
                Key(
                    "Helped",
                    "已经帮到多少：数字、日期、来源",
                    "How many were helped: the number, the day, the source",
                    Type.PARTS,
                    form=Form(HELPED),
                    example=HELPED,
                ),
            ),
            ONLY_IN_CHINESE,
        ),
    ),
    address="/policies/{slug}/",
    is_basis=True,
)
PLANS = DocumentSection(
    "plans",
    _l("联合预案"),
    (
        Block(
            (
                *COMMON,
                Key(
                    "Bodies",
                    "一起制定的单位",
                    "Those who made it together",
                    required=True,
                    example="社区居委会、商场管理办公室",
                ),
            )
        ),
        Block(
            (
                Key(
                    "Version",
                    "第几版",
                    "Its version",
                    required=True,
                    example="第1版",
                ),
                Key(
                    "From",
                    "从哪一天起有效",
                    "The first day it holds",
                    Type.DAY,
                    required=True,
                    example="2020-02-21",
                ),
                Key("To", "最后一天", "Its last day", Type.DAY, example="2020-06-30"),
            ),
            ONLY_IN_CHINESE,
        ),
    ),
    address="/plans/{slug}/",
    is_basis=True,
    needs_original=True,
)
MEASURES = DocumentSection(
    "measures",
    _l("现行措施"),
    (
        Block((TITLE,)),
        Block(
            (
                Key(
                    "Group",
                    "防输入还是防聚集",
                    "Against what comes in, or against crowds",
                    Type.WORD,
                    required=True,
                    choices=GROUPS,
                    example="crowds",
                ),
                Key(
                    "Basis",
                    "依据的通知、公开信、政策或预案",
                    "The notice, letter, policy or plan it rests on",
                    Type.BASIS,
                    required=True,
                    example="canteen",
                ),
                SINCE,
                Key(
                    "Until", "最后一天", "Its last day", Type.DAY, example="2020-04-30"
                ),
                COMMON[-1],
            ),
            ONLY_IN_CHINESE,
        ),
    ),
    has_pages=False,
    needs_original=True,
)
SHOPS = DocumentSection(
    "shops",
    _l("生活必需品供应点"),
    (
        Block(
            (
                Key("Title", "店名", "The name", required=True, example="示例粮油店"),
                Key(
                    "Goods",
                    "卖什么",
                    "What it sells",
                    required=True,
                    example="米、面、油",
                ),
                Key(
                    "Hours",
                    "营业时间",
                    "When it is open",
                    required=True,
                    example="8:00–20:00",
                ),
                Key("Address", "在哪里", "Where it is", example="……"),
            )
        ),
        Block(
            (
                Key(
                    "Community",
                    "在哪个社区",
                    "In which community",
                    Type.COMMUNITY,
                    required=True,
                    example="shequ",
                ),
                Key(
                    "State",
                    "开着、限时还是关着",
                    "Whether it is open",
                    Type.WORD,
                    required=True,
                    choices=STATES,
                    example="open",
                ),
                SINCE,
                Key(
                    "Phone",
                    "电话；要在社区文件里登记过",
                    "Its phone, which the file of a community declares",
                    Type.CODE,
                    form=PHONE,
                    example="12345",
                ),
            ),
            ONLY_IN_CHINESE,
        ),
    ),
    has_pages=False,
    needs_original=True,
)
HELP = DocumentSection(
    "help",
    _l("帮助"),
    (
        Block(
            (*COMMON, Key("Issuer", "发布的单位", "Who issued it", example="……")),
        ),
    ),
    address="/help/{slug}/",
)
SECTIONS = (NOTICES, LETTERS, POLICIES, PLANS, MEASURES, SHOPS, HELP)
BY_NAME = {section.name: section for section in SECTIONS}
TO_REST_ON = tuple(section.name for section in SECTIONS if section.is_basis)

"""The sections of documents: where each lies, and every key it may have."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.keys import PHONE, Key, Type
from forms_app.base.contentfile.section import Block
from forms_app.base.documents.benefits import GRANTED, OFFERED
from forms_app.base.documents.document import DocumentSection
from forms_app.base.documents.keys import (
    ACTION,
    ATTACHED,
    COMMON,
    COMMUNITY,
    ELSEWHERE,
    ISSUER,
    SINCE,
    SPOT,
    TITLE,
)
from forms_app.base.documents.kinds_file import offered
from forms_app.base.documents.labels import STATES
from forms_app.base.documents.schedule import SCHEDULE

ONLY_IN_CHINESE = _l("只写在中文的那一份里：")

NOTICES = DocumentSection(
    "notices",
    _l("通知公告"),
    (
        Block((*COMMON, ISSUER, ACTION, *SCHEDULE)),
        Block((ELSEWHERE, COMMUNITY, ATTACHED), ONLY_IN_CHINESE),
    ),
    address="/notices/{slug}/",
    is_basis=True,
)
LETTERS = DocumentSection(
    "letters",
    _l("公开信"),
    (
        Block((*COMMON, ISSUER, ACTION, *SCHEDULE)),
        Block((ELSEWHERE, COMMUNITY, ATTACHED), ONLY_IN_CHINESE),
    ),
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
                *OFFERED,
                ACTION,
                *SCHEDULE,
            )
        ),
        Block(
            (
                *GRANTED,
                COMMUNITY,
                ATTACHED,
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
                    called="制定单位、单位",
                ),
                ACTION,
                *SCHEDULE,
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
                    called="版本",
                ),
                Key(
                    "From",
                    "从哪一天起有效",
                    "The first day it holds",
                    Type.DAY,
                    required=True,
                    example="2020-02-21",
                    called="起始日期、开始日期、自",
                ),
                Key(
                    "To",
                    "最后一天",
                    "Its last day",
                    Type.DAY,
                    example="2020-06-30",
                    called="截止日期、结束日期",
                ),
                COMMUNITY,
                ATTACHED,
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
        Block((TITLE, *SCHEDULE)),
        Block(
            (
                Key(
                    "Group",
                    "哪一组：专项行动里写的措施分组",
                    "In which group, of those that a campaign names",
                    Type.WORD,
                    required=True,
                    choices=offered("measures"),
                    example="other",
                    called="类别、分组、类型",
                ),
                Key(
                    "Basis",
                    "依据的通知、公开信、政策或预案",
                    "The notice, letter, policy or plan it rests on",
                    Type.BASIS,
                    required=True,
                    example="canteen",
                    called="依据",
                ),
                SINCE,
                Key(
                    "Until",
                    "最后一天",
                    "Its last day",
                    Type.DAY,
                    example="2020-04-30",
                    called="截止日期、最后一天",
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
                Key(
                    "Title",
                    "店名",
                    "The name",
                    required=True,
                    example="示例粮油店",
                    called="标题、名称、店名",
                ),
                Key(
                    "Goods",
                    "卖什么",
                    "What it sells",
                    required=True,
                    example="米、面、油",
                    called="商品、卖什么",
                ),
                Key(
                    "Hours",
                    "营业时间",
                    "When it is open",
                    required=True,
                    example="8:00–20:00",
                    called="营业时间、时间",
                ),
                Key(
                    "Address",
                    "在哪里",
                    "Where it is",
                    example="……",
                    called="地址、在哪里",
                ),
                *SCHEDULE,
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
                    called="社区",
                ),
                Key(
                    "State",
                    "开着、限时还是关着",
                    "Whether it is open",
                    Type.WORD,
                    required=True,
                    choices=STATES,
                    example="open",
                    called="状态、营业状态",
                ),
                SINCE,
                SPOT,
                Key(
                    "Phone",
                    "电话；要在社区文件里登记过",
                    "Its phone, which the file of a community declares",
                    Type.CODE,
                    form=PHONE,
                    example="12345",
                    called="电话、联系电话",
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
            (
                *COMMON,
                Key(
                    "Issuer",
                    "发布的单位",
                    "Who issued it",
                    example="……",
                    called="发布单位、发布机关、单位",
                ),
                *SCHEDULE,
            ),
        ),
    ),
    address="/help/{slug}/",
)
SECTIONS = (NOTICES, LETTERS, POLICIES, PLANS, MEASURES, SHOPS, HELP)
BY_NAME = {section.name: section for section in SECTIONS}
TO_REST_ON = tuple(section.name for section in SECTIONS if section.is_basis)

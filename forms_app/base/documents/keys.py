"""The keys that documents of several sections have."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.documents.kinds_file import offered
from forms_app.base.documents.labels import CHANNELS, READERS

TITLE = Key(
    "Title", "标题", "Its title", required=True, example="……", called="标题、名称、店名"
)
COMMON = (
    TITLE,
    Key(
        "Date",
        "发布的日期",
        "The day it was published",
        Type.DAY,
        required=True,
        example="2020-02-26",
        called="日期、发布日期",
    ),
    Key(
        "Summary",
        "列表里显示的一两句话",
        "A sentence or two for lists",
        example="……",
        called="摘要、简介",
    ),
    Key(
        "Number",
        "文号",
        "Its document number",
        example="2020年第1号",
        called="文号、编号",
    ),
    Key(
        "Kind",
        "关于什么",
        "What it is about",
        Type.WORD,
        choices=offered("notices"),
        example="service",
        called="类别、类型、种类",
    ),
    Key(
        "Effective",
        "从哪一天起有效",
        "The first day it holds",
        Type.DAY,
        example="2020-03-01",
        called="生效日期、施行日期",
    ),
    Key(
        "Expires",
        "最后一天；过了以后不再放在首页",
        "Its last day; after it the front page leaves it out",
        Type.DAY,
        example="2020-04-30",
        called="失效日期、有效期至",
    ),
    Key(
        "Pinned",
        "是不是排在最前面",
        "Whether it stands first",
        Type.FLAG,
        example="yes",
        called="置顶",
    ),
    Key(
        "Supersedes",
        "它代替的那一份的代号",
        "The slug of the one it replaces",
        Type.ID,
        example="pilot",
        called="代替、替代",
    ),
    Key(
        "Audience",
        "写给谁看",
        "Who it is written for",
        Type.WORD,
        choices=READERS,
        example="public",
        called="读者、对象",
    ),
    Key(
        "Order",
        "排第几，从 1 起",
        "Its place among others, from 1",
        Type.WHOLE,
        example="3",
        called="顺序、排序、序号",
    ),
)
ISSUER = Key(
    "Issuer",
    "发布的单位",
    "Who issued it",
    required=True,
    example="……",
    called="发布单位、发布机关、单位",
)
ELSEWHERE = Key(
    "Channels",
    "还在哪里发布过",
    "Where else it was published",
    Type.WORDS,
    choices=tuple(CHANNELS),
    example="微信公众号、公告栏",
    called="发布渠道、渠道",
)
SINCE = Key(
    "Since",
    "从哪一天起",
    "Since which day",
    Type.DAY,
    required=True,
    example="2020-02-20",
    called="起始日期、开始日期、自",
)

"""The keys that documents of several sections have."""

from __future__ import annotations

from collections.abc import Collection

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import Form, Key, Type
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


ATTACHABLE = frozenset({"notices", "letters", "policies", "plans"})


def _documents(beside: Beside) -> Collection[str] | None:
    """The slugs of all that may be attached, whether they were read yet or not."""
    if beside.originals is None:
        return None
    names = (path.rpartition("/") for path in beside.originals)
    return sorted(
        name.removesuffix(".md")
        for folder, _slash, name in names
        if folder in ATTACHABLE and name.count(".") == 1
    )


COMMUNITY = Key(
    "Community",
    "只和一个社区有关的，写它的代号；大家都有关的不写",
    "The community that alone it is about; left out where it is about all",
    Type.COMMUNITY,
    example="shequ",
    called="社区、所属社区",
)
ATTACHED = Key(
    "Attached",
    "作为附件的通知、公开信、政策或预案的代号",
    "The notices, letters, policies or plans that are attached to it",
    Type.WORDS,
    choices=_documents,
    example="pilot",
    called="附件",
)
ACTION = Key(
    "Action",
    "看完可以马上做的一件事：按钮上的字和地址，本站的从 / 写起",
    "The one thing to do after reading: words on a button, and its address; one of this "
    "site begins with /",
    Type.CODE,
    form=Form(
        "按钮上的字 | 地址，以 / 或 https:// 开头",
        r"[^|]{1,20}? ?\| ?(?:/|https://)[^\s|]*",
    ),
    example="网上申请 | /app/apply/",
    called="按钮、办理",
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
SPOT = Key(
    "Spot",
    "在社区图上的哪一格；社区文件里画了图才用得上",
    "Its square on the map of its community, where that has one",
    Type.CODE,
    form=Form("列 A 到 L，行 1 到 16，例如 B2", "[A-L](?:[1-9]|1[0-6])"),
    example="B2",
    called="图上位置、格子",
)

"""The keys of a policy that one can apply for: who may, how, until when, and how many it helped."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Form, Key, Type
from forms_app.base.documents.document import HELPED

# In each language.
OFFERED = (
    Key(
        "Who",
        "谁可以申请",
        "Who may apply",
        example="小微企业",
        called="谁可以申请、申请对象",
    ),
    Key(
        "How",
        "怎么申请",
        "How to apply",
        example="在网上填表",
        called="怎么申请、申请方式",
    ),
    Key(
        "Contact",
        "找谁",
        "Whom to ask",
        example="社区服务窗口",
        called="联系、联系人、联系方式",
    ),
)
# In the Chinese file alone.
GRANTED = (
    Key(
        "Until",
        "最晚哪一天申请",
        "The last day to apply",
        Type.DAY,
        example="2020-03-31",
        called="截止日期、最后一天",
    ),
    Key(
        "Helped",
        "已经帮到多少：数字、日期、来源",
        "How many were helped: the number, the day, the source",
        Type.PARTS,
        form=Form(HELPED),
        example=HELPED,
        called="已经帮到、帮扶情况",
    ),
)

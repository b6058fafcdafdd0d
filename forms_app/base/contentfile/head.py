"""What every rule file says of itself, whatever kind of rule it is."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type

HEAD = (  # judged where it is read
    Key(
        "id",
        "哪一种规则",
        "Which kind of rule it is",
        required=True,
        called="代号、规则",
    ),
    Key(
        "title",
        "名称",
        "Its title",
        required=True,
        example="……",
        called="名称、标题",
    ),
    Key(
        "basis",
        '依据的通知、公开信或政策；还没有定就写 ""，工作人员会看到它还空着',
        'The notice, letter or policy it rests on; "" while that is open, which staff see',
        Type.BASIS,
        required=True,
        example="how-we-work",
        called="依据",
    ),
    Key(
        "from",
        "从哪一天起生效",
        "The first day it is in force",
        Type.DAY,
        required=True,
        example="2020-02-08",
        called="生效日期、开始日期、起始日期",
    ),
    Key(
        "to",
        "最后一天；换新的版本以前，先在旧的里写上",
        "Its last day; written into a version before the next one begins",
        Type.DAY,
        example="2020-04-30",
        called="结束日期、截止日期",
    ),
)

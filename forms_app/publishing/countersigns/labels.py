"""What people read about second accounts."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words

HISTORY = Words(
    {
        "countersign.confirm": _l("第二人确认"),
        "countersign.alone": _l("紧急放行，没有等第二个人"),
        "countersign.seen": _l("看过了紧急放行的"),
        "countersign.decline": _l("第二个人没有确认，文件改回原来的"),
    }
)
DONE = Words(
    {
        "confirm": _l("确认了。"),
        "alone": _l("放行了。另一个人看过以前，它一直在桌面上。"),
        "seen": _l("记下了。"),
        "decline": _l("没有确认，文件改回了原来的。"),
    }
)
NEW = Word(_l("还没有公开"), Look.WAIT)
DOCUMENT = Word(_l("新的文字"), Look.WAIT)


def history() -> Words:
    return HISTORY

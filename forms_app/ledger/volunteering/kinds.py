"""A place of a post, and a home service, as items: each taken by one at a time."""

from __future__ import annotations

from typing import Any

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.volunteering import rules
from forms_app.ledger.volunteering.needs import need_is_met


def _post(item: Any) -> str:
    return url_for("volunteers.post", post_id=int(item.part_of.partition("/")[2]))


PLACE_OF_POST = Kind(
    code=rules.POST_PLACE,
    title=_l("岗位上的位置"),
    about=_l("每个岗位要几个人，就有几个位置；一个位置只有一个人。"),
    empty=_l("没有这样的位置。发布岗位以后，每个位置会列在这里。"),
    raised_by=frozenset(),
    words=Words({"finish": _l("服务完了"), "take": _l("认领"), "due_at": _l("到几点")}),
    shown=_post,
)
HOME_SERVICE = Kind(
    code=rules.SERVICE,
    title=_l("上门服务"),
    about=_l("送餐、代购等。住址只给接下的那一位志愿者看，办完就看不到了。"),
    empty=_l(
        "没有这样的服务。不能出门的人自己提的、在各人页面里请志愿者办的，会列在这里。"
    ),
    raised_by=frozenset(),
    finished=need_is_met,
    words=Words(
        {"finish": _l("办好了"), "take": _l("接下"), "due_at": _l("什么时候以前")}
    ),
)

"""What people read about the words that documents use."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.vocabulary import Listed

KINDS = Listed("notices")
GROUPS = Listed("measures")
CHANNELS: dict[str, Any] = {
    "微信公众号": _l("微信公众号"),
    "微信群": _l("微信群"),
    "短信": _l("短信"),
    "大喇叭": _l("大喇叭"),
    "公告栏": _l("公告栏"),
    "上门送达": _l("上门送达"),
    "广播电视": _l("广播电视"),
    "报纸": _l("报纸"),
}
# What whoever writes a file calls them in Chinese, the usual name first.
STATES = {
    "open": "营业、开着、开门、正常营业",
    "limited": "限时、限时营业",
    "closed": "停业、关着、关门、歇业",
}
READERS = {
    "public": "公众、居民、群众",
    "enterprise": "单位、企业",
    "reviewer": "审核员",
    "grid-worker": "网格员",
    "keeper": "值守员、守门人",
    "operator": "运维、管理员",
}

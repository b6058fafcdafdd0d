"""Requests and difficulties of an enterprise: who answers by when, until closed (Y10, X10)."""

from __future__ import annotations

from datetime import timedelta

from forms_app.catalogue import lazy_gettext as _l
from forms_app.items.kinds import Kind

REQUEST = Kind(
    code="request",
    title=_l("问题与诉求"),
    about=_l("单位提出的困难和请求，件件要有答复；答复以后单位在自己的页面上看得到。"),
    empty=_l("没有这样的问题。走访时记下的、单位自己提的，都会列在这里。"),
    needs=("answer",),
    due_in=timedelta(days=3),
    to_enterprise=True,
    hints={"text": _l("写清楚要解决什么。不要写身份证号码。")},
)

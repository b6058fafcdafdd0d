"""What people read about unusual reading."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.office.looks.rules import Why

WHY = Words(
    {
        Why.MANY: _l("一小时里看了很多人"),
        Why.NIGHT: _l("夜里看了很多人"),
        Why.ONE: _l("很多账号看了同一个人"),
    }
)
SPANS = Words({"1": _l("今天"), "7": _l("七天"), "30": _l("三十天")})

"""The addresses of robots in groups."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Keeping
from forms_app.ledger.publicity.models import Group

ROBOTS = Keeping("group-robots", _l("群机器人的地址"), Group, emptied={"robot": ""})

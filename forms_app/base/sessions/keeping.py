"""Sessions that are over."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.base.sessions.models import StoredSession

SESSIONS = Keeping(
    "sessions",
    _l("登录过的设备"),
    StoredSession,
    {Event.DONE: at(StoredSession.ends_at)},
)

"""A new key for personal columns and files, and the keys for another host."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "office.keys",
    _l("密钥"),
    stays=True,
    commands=("commands:rotate_keys", "export_commands:keys"),
)

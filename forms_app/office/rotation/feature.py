"""A new key for personal columns and files."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "office.rotation",
    _l("换密钥"),
    stays=True,
    commands=("commands:rotate_keys",),
)

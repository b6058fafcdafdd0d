"""What was most likely sent by a program."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.quarantine",
    _l("疑似垃圾"),
    stays=True,
    models=("models",),
    blueprints=("receiving:quarantine",),
    rules=("rule_file:JUNK",),
    keeping=("keeping:QUARANTINED",),
)

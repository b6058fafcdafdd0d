"""Messages to enterprises."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, listed

FEATURE = Feature(
    "permits.messages",
    _l("给单位的消息"),
    stays=True,
    models=("models",),
    rules=("message_file:MESSAGES",),
    blueprints=("staff_views:messages", "pages:my_messages"),
    listings=("listing:OUTBOX",),
    navigation=(
        listed("applications", _l("给单位的消息"), "outbox", PUBLISHERS, place=42),
    ),
    desk=("worklist:of_stuck",),
    tasks={"messages": _l("给单位的消息")},
    duties=("duties:DUTIES",),
    slots=frozenset({"message.sent"}),
    commands=("commands:message",),
    jobs=("jobs:OUTBOX",),
    keeping=("keeping:MESSAGES", "keeping:CHOICES"),
)

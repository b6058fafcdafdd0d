"""Messages to enterprises, and the address that was given for them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.permits.messages.models import Message, MessageChoice

MESSAGES = Keeping(
    "messages",
    _l("发给单位的消息"),
    Message,
    {Event.DONE: at(Message.settled_at), Event.SAVED: at(Message.at)},
    campaign=Message.campaign,
)
CHOICES = Keeping(
    "message-choices",
    _l("单位怎么接收消息"),
    MessageChoice,
)

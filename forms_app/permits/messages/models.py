"""Tables of messages: the outbox, and what an enterprise chose about being told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Message(Base):
    """One message of the outbox: of one event, to one enterprise, by one channel.

    To which number or address it goes is read when it is sent: what was changed since
    gets nothing.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("event", "enterprise_id", "channel", name="uq_messages_event"),
        Index("ix_messages_due", "state", "next_try_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    kind: Mapped[str] = mapped_column(String(16))  # of messages/rules.py
    # what it tells of, such as "call/12"
    event: Mapped[str] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(20))  # its name in settings.toml
    title: Mapped[str] = mapped_column(Encrypted("messages.title"))
    text: Mapped[str] = mapped_column(Encrypted("messages.text"))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))  # of messages/rules.py
    # why it did not go out: a code of messages/labels.py
    why: Mapped[str] = mapped_column(String(12), default="")
    # what the channel answered
    answer: Mapped[str] = mapped_column(Encrypted("messages.answer"), default="")
    # where it was sent the last time, masked
    sent_to: Mapped[str] = mapped_column(Encrypted("messages.sent_to"), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    # sent, or told in another way
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}


class MessageChoice(Base):
    """How an enterprise is told and wants to be; without a row, in Chinese and of everything.

    `email` is given for being told alone, and only where an office sends e-mail.
    """

    __tablename__ = "message_choices"
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), primary_key=True
    )
    email: Mapped[str] = mapped_column(Encrypted("message_choices.email"), default="")
    language: Mapped[str] = mapped_column(String(10), default="zh-Hans")
    # kinds that it does without
    without: Mapped[list[str]] = mapped_column(JSON, default=list)
    # whose phone answered a code: enterprises.phone_index of then
    phone_confirmed: Mapped[str] = mapped_column(
        String(64), default="", server_default=""
    )
    changed_at: Mapped[datetime]

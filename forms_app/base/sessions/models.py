"""The table of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class StoredSession(Base):
    """One browser.

    `secret_hash`: of what its cookie holds. `owner`: whose it is, as an actor signs
    ("staff:lianhu-reviewer"); empty for visitors. `device`: browser and system, as its
    owner reads them. `data`: what it is known by; codes and hashes of links too.
    """

    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)
    device: Mapped[str] = mapped_column(String(40))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    data: Mapped[dict[str, Any]] = mapped_column(
        Encrypted("sessions.data", as_json=True)
    )

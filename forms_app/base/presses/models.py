"""The table of presses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class Press(Base):
    """A form that was taken.

    `key`: a keyed hash of browser, page and content. `answer`: what its sender was told,
    as AnswerKept has it; None until it is known. It may hold an access code.
    """

    __tablename__ = "presses"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    pressed_at: Mapped[datetime] = mapped_column(index=True)
    answer: Mapped[dict[str, Any] | None] = mapped_column(
        Encrypted("presses.answer", as_json=True)
    )

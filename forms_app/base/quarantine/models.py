"""What lies in quarantine."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class Quarantined(Base):
    """One form that was sent.

    `form`: which, as office/junk/mouths.py calls it. `given`: its fields, as its operation
    takes them. `decision`: "" while nobody has said what it is, else one of
    office/junk/rules.py, which is carried out a while after `decided_at`. `why_not`: why
    it could not become what it was sent for.
    """

    __tablename__ = "quarantined"
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(10))
    community: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[datetime] = mapped_column(index=True)
    given: Mapped[dict[str, Any]] = mapped_column(
        Encrypted("quarantined.given", as_json=True)
    )
    decision: Mapped[str] = mapped_column(String(8), default="", index=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    why_not: Mapped[str] = mapped_column(String(200), default="")

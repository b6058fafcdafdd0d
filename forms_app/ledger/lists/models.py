"""A changed sheet that waits for somebody to look at it and take it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class SheetUpload(Base):
    """The cells a sheet would change; only who uploaded it can take it."""

    __tablename__ = "sheet_uploads"
    id: Mapped[int] = mapped_column(primary_key=True)
    listing: Mapped[str] = mapped_column(String(40))
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(
        Encrypted("sheet_uploads.changes", as_json=True)
    )

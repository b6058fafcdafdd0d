"""Table of retention: what was deleted, in batches; counts only, and the number that
orders the list of deletions.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class DeletionBatch(Base):
    """One batch.

    Its number stands in data/deletions.log too: a restored backup knows up to which
    number it has been.
    """

    __tablename__ = "deletion_batches"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(24))  # of retention/rules.py
    # of the rule file, with the campaign before it; "asked", "restored"
    row: Mapped[str] = mapped_column(String(80))
    count: Mapped[int]
    # none until the certificate is written
    certificate: Mapped[str | None] = mapped_column(String(20), index=True)

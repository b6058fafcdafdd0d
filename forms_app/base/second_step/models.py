"""Tables of the second step: what an account has for it, and resets that wait for a second
administrator.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class Authenticator(Base):
    """The app that shows the codes of an account. `last_period`: of the code that was
    taken last; none of it or before it is taken again.
    """

    __tablename__ = "authenticators"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Encrypted("authenticators.secret"))
    last_period: Mapped[int]
    since: Mapped[datetime]


class RecoveryCode(Base):
    """One of the codes on paper, until it is used."""

    __tablename__ = "recovery_codes"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)


class Passkey(Base):
    """One passkey of an account. `device`: where it was made. `uses`: by its own count.
    `used_at`: None until somebody signed in with it.
    """

    __tablename__ = "passkeys"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential: Mapped[bytes]
    credential_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[bytes]
    uses: Mapped[int]
    device: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AskedReset(Base):
    """One administrator wants the second step of an account reset, and why; another one
    has to say so too.
    """

    __tablename__ = "second_step_resets"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Encrypted("second_step_resets.reason"))

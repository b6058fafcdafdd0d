"""Tables of staff accounts: who may sign in, with which role, for which communities,
grids or monitoring points.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from flask_security.core import RoleMixin, UserMixin
from flask_security.utils import verify_password
from sqlalchemy import JSON, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.post import Post
from forms_app.base.db import Base
from forms_app.base.personal import Encrypted

LONGEST_NAME = 40
account_roles = Table(
    "account_roles",
    Base.metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)


def new_uniquifier() -> str:
    """What a session is tied to; a new one signs every device of the account out."""
    return secrets.token_hex(32)


class AccountRole(Base, RoleMixin):
    """One of the roles; Flask-Security wants them as rows."""

    __tablename__ = "roles"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Account(Base, UserMixin):
    """A staff account. The name is a post ("lianhu-reviewer"), not a person.

    Scopes are slugs. `name`: what people read of who did something, such as
    "莲湖社区审核员"; of a post too. `must_change`: the password was made for this account
    by somebody else.
    """

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    password: Mapped[str] = mapped_column(String(255))
    must_change: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=new_uniquifier
    )
    communities: Mapped[list[str]] = mapped_column(JSON, default=list)
    grids: Mapped[list[str]] = mapped_column(JSON, default=list)
    # of a keeper; none: all of the communities
    points: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]
    last_sign_in: Mapped[datetime | None]
    # of a one-day account, office time
    until: Mapped[datetime | None]
    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]
        secondary=account_roles, lazy="joined"
    )

    @property
    def shown(self) -> str:
        return self.name or self.username

    @property
    def post(self) -> Post:
        return Post.of(
            Role(self.roles[0].name), self.communities, self.grids, self.points
        )

    @property
    def actor(self) -> Actor:
        return Actor(
            "staff",
            self.username,
            Role(self.roles[0].name),
            frozenset(self.communities),
            frozenset(self.grids),
            frozenset(self.points),
        )

    def verify_and_update_password(self, password: str) -> bool:
        """A hook of Flask-Security. Only asked here: signing in reads, and the hash is
        made anew with the next password.
        """
        return bool(verify_password(password, self.password))


class SignInAddress(Base):
    """Where somebody signed in from, or tried to; `entry_number`: what they did."""

    __tablename__ = "sign_in_addresses"
    entry_number: Mapped[int] = mapped_column(
        ForeignKey("audit_entries.number"), primary_key=True
    )
    address: Mapped[str] = mapped_column(Encrypted("sign_in_addresses.address"))

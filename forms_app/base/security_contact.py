"""Where somebody tells an office that it is not safe, in content/office.toml; published
as /.well-known/security.txt (RFC 9116).

    [security]
    contact = "mailto:security@example.org"
    until = 2027-06-30
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms_app.base.contentfile.keys import Form, Key, Type, Values

CONTACT = Form(
    "一个地址：mailto:邮箱、https://网页，或者 tel:+86-10-12345678",
    r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+|https://[^\s/]+\.\S+|tel:\+[0-9-]{6,}",
)


@dataclass(frozen=True)
class SecurityContact:
    """`until`: the last day on which somebody reads what comes there."""

    contact: str
    until: date


KEY = Key(
    "security",
    "发现安全问题，往哪里说；写了才有 /.well-known/security.txt",
    "Where security problems are told; without it there is no /.well-known/security.txt",
    Type.TABLE,
    default=None,
    keys=(
        Key(
            "contact",
            "地址：mailto:、https: 或 tel:",
            "An address: mailto:, https: or tel:",
            Type.CODE,
            required=True,
            example="mailto:security@example.org",
            form=CONTACT,
            called="地址、联系方式",
        ),
        Key(
            "until",
            "到哪一天还有人看，最好在一年以内",
            "The last day on which somebody reads it, within a year at best",
            Type.DAY,
            required=True,
            example="2027-06-30",
            called="有效期、到期",
        ),
    ),
    called="安全、安全联系",
)


def security_contact_of(values: Values | None) -> SecurityContact | None:
    """What the table says that KEY declares."""
    return SecurityContact(**values) if values else None

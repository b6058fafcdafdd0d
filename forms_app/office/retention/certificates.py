"""The certificate of a night's deletions (删除证明): counts by kind, the rule, the
time, the head of the audit trail.

It is made from its audit entry alone, so it can be made again; no name, no key of
anybody's record.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry
from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.write import write_aside
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.office.retention import kinds, labels, versions
from forms_app.office.retention.operations import RUN
from forms_app.office.retention.rules import Retention

FOLDER = "certificates"


@dataclass(frozen=True)
class Certificate:
    """`deleted` has kind, row of the rule and number; `head` is the hash of the entry
    it is made from.
    """

    name: str
    at: datetime
    rule: str
    deleted: tuple[tuple[str, str, int], ...]
    number: int
    head: str

    @property
    def total(self) -> int:
        return sum(number for _kind, _row, number in self.deleted)


def of(entry: AuditEntry) -> Certificate:
    counted: dict[str, dict[str, int]] = entry.details["deleted"]
    deleted = tuple(
        (kind, row, number)
        for kind, rows in counted.items()
        for row, number in rows.items()
    )
    return Certificate(
        entry.subject,
        entry.office_time,
        entry.details["rule"],
        deleted,
        entry.number,
        entry.entry_hash,
    )


def issued(session: Session) -> Rows[Certificate]:
    """The newest first."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.action == RUN)
        .order_by(AuditEntry.number.desc())
    )
    return Rows(session, query, lambda entries: list(map(of, entries)))


def named(session: Session, name: str) -> Certificate | None:
    entry = session.scalar(
        select(AuditEntry).where(AuditEntry.action == RUN, AuditEntry.subject == name)
    )
    return of(entry) if entry else None


def write(office: Office, certificate: Certificate) -> None:
    """data/certificates/<name>.json and .txt."""
    folder = office.data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    write_aside(
        folder / f"{certificate.name}.json", (_as_json(certificate) + "\n").encode()
    )
    write_aside(
        folder / f"{certificate.name}.txt",
        as_text(certificate, versions.named(office, certificate.rule)).encode(),
    )


def write_missing(office: Office, session: Session) -> None:
    """After a crash between the entry and its files."""
    for certificate in issued(session):
        if not (office.data / FOLDER / f"{certificate.name}.txt").exists():
            write(office, certificate)


def _as_json(certificate: Certificate) -> str:
    found: dict[str, Any] = {
        "certificate": certificate.name,
        "at": certificate.at.isoformat(),
        "rule": certificate.rule,
        "deleted": [
            {"kind": kind, "row": row, "count": count}
            for kind, row, count in certificate.deleted
        ],
        "audit": {"number": certificate.number, "head": certificate.head},
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def as_text(certificate: Certificate, rule: Retention | None) -> str:
    """To print and file, in Chinese."""
    with use_language(DEFAULT):
        lines = [_("删除证明"), "", _("编号：%(name)s", name=certificate.name)]
        lines.append(_("时间：%(at)s", at=f"{certificate.at:%Y-%m-%d %H:%M:%S}"))
        lines.append(_("依据：%(rule)s", rule=certificate.rule))
        lines += ["", _("按照资料保存期限，已经删除：")]
        for kind, row, number in certificate.deleted:
            lines.append(
                f"  {kinds.label(kind)}（{labels.because(row, rule)}）：{number}"
            )
        if not certificate.deleted:
            lines.append("  " + _("这一次没有到期的资料。"))
        lines += ["", _("删除的内容不能恢复；证明里只有数目，没有任何人的姓名和编号。")]
        lines.append(
            _(
                "操作记录第 %(n)s 条，校验值：%(head)s",
                n=certificate.number,
                head=certificate.head,
            )
        )
        return "\n".join(lines) + "\n"

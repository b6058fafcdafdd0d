"""Decisions by the button: the same edit of the content file that an editor would make.

First an intent is committed (who, why, which file it saw, which text it writes), then
the file is replaced, only if it is still what was seen. The publisher finishes what a
crash left in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import (
    FaultyFile,
    Judge,
    StaleFile,
    current_hash,
    file_hash,
    must_be_good,
    render,
    replace_file,
    set_values,
)
from forms_app.base.flow import Flow
from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile, NotSetUp, Refused
from forms_app.permits.enterprises.content import (
    ENTERPRISES,
    EnterpriseFile,
    read_enterprise,
)
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import phones_beside
from forms_app.permits.resumption.models import Intent
from forms_app.permits.resumption.rules import PERMISSIONS, PermissionStatus, Step


@dataclass(frozen=True)
class Course:
    """The steps of a file in one mode of campaign. `first`: the state in which a step
    writes a file where there is none; `grounded`: those of which the public reads why.
    """

    flow: Flow[Any, Any]
    first: Mapping[Any, str]
    grounded: frozenset[Any]


OF_PERMITS = Course(
    PERMISSIONS,
    first={Step.OPEN: PermissionStatus.PENDING},
    grounded=frozenset({Step.SUSPEND, Step.REVOKE}),
)


@dataclass(frozen=True)
class _Asked:
    """What is asked of a file."""

    campaign: str
    course: Course
    step: StrEnum
    reason: str = ""
    basis: str = ""
    batch: int | None = None


def path_of(content: Path, enterprise: Enterprise, campaign: str) -> Path:
    """The enterprise's file in a campaign.

    Built from a checked reference and the slugs of a campaign and a community only.

    Raises:
        NotSetUp: there is no campaign that it could be.
    """
    if not campaign:
        raise NotSetUp("还没有专项行动：请先在 content/campaigns/ 里放好一个。")
    return content / decision_path(campaign, enterprise.community, enterprise.reference)


def ask(
    session: Session,
    content: Path,
    enterprise: Enterprise,
    campaign: str,
    step: StrEnum,
    *,
    course: Course = OF_PERMITS,
    reason: str = "",
    basis: str = "",
    batch: int | None = None,
    actor: Actor,
    now: datetime,
) -> Intent:
    """Commit to an edit; carry_out() makes it after the transaction.

    Raises:
        Refused: the file is or would be faulty, no such step, no public reason.
    """
    if step in course.grounded and not reason.strip():
        raise Refused("请写明理由，公众会看到。")
    asked = _Asked(campaign, course, step, reason, basis, batch)
    path = path_of(content, enterprise, campaign)
    seen = _seen(path)
    text = _new_text(seen, enterprise, asked, now)
    must_be_good(text.encode(), _judge(content, path))
    intent = Intent(
        reference=enterprise.reference,
        campaign=campaign,
        action=str(step),
        **_by(actor),
        reason=reason,
        expected_hash=None if seen is None else file_hash(seen),
        new_hash=file_hash(text.encode()),
        new_text=text,
        at=now,
    )
    session.add(intent)
    session.flush()
    return intent


def _by(actor: Actor) -> dict[str, str]:
    return {"actor_id": actor.id, "actor_role": str(actor.role or "")}


def judge(
    content: Path,
    enterprise: Enterprise,
    campaign: str,
    step: Step,
    *,
    now: datetime,
) -> None:
    """Whether a step that needs no reason is possible; it asks for nothing.

    Raises:
        Refused: the file is faulty, or the step is not possible from its state.
    """
    seen = _seen(path_of(content, enterprise, campaign))
    _new_text(seen, enterprise, _Asked(campaign, OF_PERMITS, step), now)


def file_of(
    content: Path, enterprise: Enterprise, campaign: str
) -> EnterpriseFile | None:
    """What the file says now; None where there is none, or a faulty one."""
    seen = _seen(path_of(content, enterprise, campaign))
    return (seen and read_enterprise(seen, enterprise.reference, date.max)[0]) or None


def _seen(path: Path) -> bytes | None:
    try:
        return read_content(path)
    except (FileNotFoundError, Unreadable):
        return None


def _new_text(
    seen: bytes | None, enterprise: Enterprise, asked: _Asked, now: datetime
) -> str:
    if seen is None:
        return _first_text(enterprise, asked, now)
    record, parsed = read_enterprise(seen, enterprise.reference, now.date())
    if record is None:
        raise Refused(
            "这家单位的内容文件有错，请先在“发布”页看清楚并改好：%(fault)s",
            fault=parsed.faults[0].message,
        )
    after = asked.course.flow.after(record.status, asked.step)
    values = {
        "Revision": str(record.revision + 1),
        "Status": str(after),
        "Since": now.date().isoformat(),
        "Reason": asked.reason if asked.step in asked.course.grounded else "",
    }
    if asked.batch:
        values["Batch"] = str(asked.batch)
    if asked.basis:
        values["Basis"] = asked.basis
    return set_values(parsed.text, values)


def _first_text(enterprise: Enterprise, asked: _Asked, now: datetime) -> str:
    if asked.step not in asked.course.first:
        raise Refused("没有找到这家单位的内容文件。它可能已被撤下，请到“发布”页核对。")
    known = enterprise.permissions.get(asked.campaign)
    values = {
        "Title": enterprise.name,
        "Reference": enterprise.reference,
        "Revision": str(known.revision + 1 if known else 1),
        "Kind": enterprise.kind,
        "Community": enterprise.community,
        "Grid": enterprise.grid,
        "Status": str(asked.course.first[asked.step]),
        "Since": now.date().isoformat(),
        **_batch(asked),
        "Basis": asked.basis,
        "Pilot": "no",
    }
    if asked.step in asked.course.grounded:
        values["Reason"] = asked.reason
    if enterprise.place_public and enterprise.place:
        values["Place"] = enterprise.place
    return render(values)


def _batch(asked: _Asked) -> dict[str, str]:
    """Only permits come in batches."""
    return {"Batch": str(asked.batch or 1)} if asked.course is OF_PERMITS else {}


def _judge(content: Path, path: Path) -> Judge:
    """The checker of the enterprise file at this path."""
    relative = path.relative_to(content).as_posix()
    return lambda data: ENTERPRISES.faults(data, relative, phones_beside(content))


def last_intent(session: Session, enterprise: Enterprise, campaign: str) -> int | None:
    """The id of the last edit that somebody asked for."""
    query = select(func.max(Intent.id)).where(
        Intent.reference == enterprise.reference, Intent.campaign == campaign
    )
    return session.scalar(query)


def carry_out(content: Path, enterprise: Enterprise, intent: Intent) -> None:
    """Replace the file.

    Raises:
        ChangedMeanwhile: somebody edited it after it was seen; nothing was written.
        FaultyFile: the checker would not take it any more; nothing was written.
    """
    path = path_of(content, enterprise, intent.campaign)
    data = intent.new_text.encode()
    try:
        replace_file(path, data, intent.expected_hash, _judge(content, path))
    except StaleFile:
        raise ChangedMeanwhile from None


def finish(session: Session, content: Path) -> None:
    """Carry out the intents a crash left behind; those overtaken by another edit are
    closed.
    """
    for intent in session.scalars(
        select(Intent).where(Intent.settled.is_(None)).order_by(Intent.id)
    ):
        every = decision_path(intent.campaign, "*", intent.reference)
        path = next(content.glob(every), None)
        enterprise = session.scalar(
            select(Enterprise).where(Enterprise.reference == intent.reference)
        )
        if path is None and enterprise:
            path = path_of(content, enterprise, intent.campaign)
        if path is None:
            continue
        try:
            now_there = current_hash(path)
            if now_there == intent.expected_hash:
                data = intent.new_text.encode()
                replace_file(path, data, intent.expected_hash, _judge(content, path))
            elif now_there != intent.new_hash:
                intent.settled = "overtaken"
        except StaleFile:
            intent.settled = "overtaken"
        except FaultyFile:
            intent.settled = "faulty"


def finish_waiting(office: Office) -> None:
    """The same, without taking the write lock when nothing waits."""
    with office.database.reading() as session:
        waiting = session.execute(
            select(Intent.id).where(Intent.settled.is_(None)).limit(1)
        ).first()
    if waiting:
        with office.database.writing() as session:
            finish(session, office.content)


def waiting_since(session: Session, moment: datetime) -> set[int]:
    """The intents that nothing came of since then."""
    waiting = Intent.settled.is_(None), Intent.at < moment
    return set(session.scalars(select(Intent.id).where(*waiting)))

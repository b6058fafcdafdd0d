"""Naming a material, posting it, acknowledging a letter.

One audit entry each.

What is counted here is public by community, so each asks for a count.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.models import Material, Posting
from forms_app.ledger.publicity.public_words import without_people
from forms_app.ledger.publicity.rules import Kind, Spot
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.outbox import Event, tell_all
from forms_app.permits.messages.queries import of_community
from forms_app.permits.messages.rules import Kind as Told


def name_material(
    session: Session,
    community: str,
    kind: Kind,
    title: str,
    since: date,
    slug: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> Material:
    """From now on it is to be posted everywhere, and a letter to be acknowledged.

    Raises:
        Refused: it is there already, or a number of a person stands in its title.
    """
    without_people(title)
    same = select(Material).where(
        Material.community == community, Material.kind == kind, Material.title == title
    )
    if session.scalar(same):
        raise Refused("这个社区已经有这份材料了。")
    material = Material(
        community=community, kind=str(kind), slug=slug, title=title, since=since
    )
    session.add(material)
    session.flush()
    _entry(
        session,
        "material.name",
        material,
        kind=str(kind),
        slug=slug,
        actor=actor,
        now=now,
    )
    if kind is Kind.LETTER:
        _tell(session, material, now)
    return material


def _tell(session: Session, material: Material, now: datetime) -> None:
    """The enterprises of its community are told of a letter."""
    event = Event(
        Told.LETTER,
        f"material/{material.id}",
        values={"title": material.title},
        path="/app/my/letters/",
    )
    tell_all(session, of_community(session, material.community), event, now)


def post(
    session: Session,
    material: Material,
    enterprise: Enterprise,
    spot: Spot,
    at: datetime | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> Posting:
    """Posted at an enterprise, now or `at`.

    Posted once more it is moved: the newest spot counts.
    """
    posting = _of(session, material, enterprise)
    posting.spot = str(spot)
    posting.posted_at = at or now
    posting.posted_by = actor.id
    _entry(
        session,
        "material.post",
        material,
        enterprise=enterprise.reference,
        spot=str(spot),
        actor=actor,
        now=now,
    )
    return posting


def post_at_place(
    session: Session,
    material: Material,
    grid: str,
    place: str,
    spot: Spot,
    *,
    actor: Actor,
    now: datetime,
) -> Posting:
    """Posted at a public place.

    Raises:
        Refused: a number of a person stands in the words for the place.
    """
    without_people(place)
    posting = _empty(material, grid)
    posting.place = place
    posting.spot = str(spot)
    posting.posted_at = now
    posting.posted_by = actor.id
    session.add(posting)
    session.flush()
    _entry(
        session,
        "material.post",
        material,
        posting=posting.id,
        spot=str(spot),
        actor=actor,
        now=now,
    )
    return posting


def acknowledge(
    session: Session,
    material: Material,
    enterprise: Enterprise,
    how: str = "online",
    *,
    actor: Actor,
    now: datetime,
) -> Posting:
    """已阅知: the first time counts.

    Raises:
        Refused: it was acknowledged before.
    """
    posting = _of(session, material, enterprise)
    if posting.acknowledged_at:
        raise Refused("已经阅知过了。")
    posting.acknowledged_at = now
    posting.acknowledged_how = how
    _entry(
        session,
        "material.acknowledge",
        material,
        enterprise=enterprise.reference,
        how=how,
        actor=actor,
        now=now,
    )
    return posting


def correct(
    session: Session,
    posting: Posting,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Cells of a sheet: `spot`, `posted_at`, `place`.

    Without a moment it counts as not posted.

    Raises:
        Refused: a moment to come, or a number of a person in the words for a place.
    """
    if values.get("posted_at") and values["posted_at"] > now:
        raise Refused("张贴时间不能在以后。")
    if "place" in values and posting.enterprise:
        raise Refused("单位的张贴不用写地方。")
    without_people(values.get("place", ""))
    for name, value in values.items():
        setattr(posting, name, value)
    if "posted_at" in values:
        posting.posted_by = actor.id if posting.posted_at else ""
    _entry(
        session,
        "material.correct",
        posting.material,
        posting=posting.id,
        changed=sorted(values),
        actor=actor,
        now=now,
    )


def _of(session: Session, material: Material, enterprise: Enterprise) -> Posting:
    """The one row of this material and enterprise."""
    query = select(Posting).where(
        Posting.material_id == material.id, Posting.enterprise_id == enterprise.id
    )
    if found := session.scalar(query):
        return found
    if enterprise.community != material.community:
        raise Refused("这份材料不是这个社区的。")
    posting = _empty(material, enterprise.grid)
    posting.enterprise = enterprise
    session.add(posting)
    return posting


def _empty(material: Material, grid: str) -> Posting:
    return Posting(material=material, community=material.community, grid=grid)


def _entry(
    session: Session,
    action: str,
    material: Material,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """The audit entry; the counts are public."""
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=material.subject,
        now=now,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)

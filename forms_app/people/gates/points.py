"""The monitoring points of the office, as the communities' content files declare them,
and who may open which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort

from forms_app.base import access
from forms_app.base.access import Actor
from forms_app.base.office import Office, current_office
from forms_app.permits.grid.community import Community, MonitoringPoint
from forms_app.permits.grid.queries import directory


@dataclass(frozen=True)
class Gate:
    """A point with its community."""

    point: MonitoringPoint
    community: Community

    @property
    def slug(self) -> str:
        return self.point.slug

    @property
    def name(self) -> str:
        return self.point.name


def gates(office: Office) -> Iterator[Gate]:
    for community in directory(office).values():
        for point in community.points:
            yield Gate(point, community)


def kept_by(office: Office, actor: Actor) -> list[Gate]:
    """The points at which this one registers."""
    return [
        gate for gate in gates(office) if actor.may_keep(gate.community.slug, gate.slug)
    ]


def seen_by(office: Office, actor: Actor) -> list[Gate]:
    """The points whose register this one of the office may look into."""
    return [gate for gate in gates(office) if actor.may_see(gate.community.slug, "")]


def must_keep(slug: str) -> Gate:
    """The point, or 404 when it is another's."""
    return next(
        (
            gate
            for gate in kept_by(current_office(), access.actor())
            if gate.slug == slug
        ),
        None,
    ) or abort(404)


def must_look_into(slug: str) -> Gate:
    return next(
        (
            gate
            for gate in seen_by(current_office(), access.actor())
            if gate.slug == slug
        ),
        None,
    ) or abort(404)

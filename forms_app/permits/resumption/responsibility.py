"""The two lines of responsibility for an enterprise: the post of its grid answers
for the community, its safety officer for the enterprise itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import directory


@dataclass(frozen=True)
class Line:
    """Who answers on one side."""

    title: Any
    who: str
    phone: str


def lines_of(office: Office, enterprise: Enterprise) -> list[Line]:
    community = directory(office).get(enterprise.community)
    grid = community.grid(enterprise.grid) if community else None
    own = f"{enterprise.name} {enterprise.safety_manager}"
    return [
        Line(
            _l("属地责任（网格）"),
            f"{grid.name} {grid.post}" if grid else "",
            grid.phone if grid else "",
        ),
        Line(_l("主体责任（单位安全管理员）"), own, enterprise.contact_phone),
    ]

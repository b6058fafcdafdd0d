"""Letters and sheets of the sample office, its joint groups and one notice
pasted into one of them.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from forms_app.base.documents.document import Document
from forms_app.base.documents.queries import current
from forms_app.base.documents.sections import LETTERS as OF_LETTERS
from forms_app.base.documents.sections import NOTICES as OF_NOTICES
from forms_app.base.office import Office
from forms_app.base.quantity import Qualifier
from forms_app.ledger.publicity import group_operations as groups
from forms_app.ledger.publicity import (
    hand_out_operations,
    message_operations,
    operations,
)
from forms_app.ledger.publicity.models import Group
from forms_app.ledger.publicity.rules import Kind, Spot
from forms_app.permits.grid.queries import directory
from forms_app.sample.actors import (
    itself,
    office_of,
    open_units,
    units,
    when,
    worker_of,
)
from forms_app.sample.plans import NOW

LETTER = "letters/to-friends"
NAMED = when("02-12 09:00")
# Community: every which enterprise does not have it yet, and has not acknowledged it;
# 0: all of them have.
LETTERS = {"chengdong": (0, 0), "qiantou": (7, 4)}
SPOTS = (Spot.DOOR, Spot.INSIDE, Spot.DOOR, Spot.BOARD)
# public places of Tonghai
SHEETS = "各类宣传材料"
PLACES = 20
# Grid, sheets, how exact, when. With those posted at 20 places and 29 enterprises: 1500
# and more.
HANDED_OUT = (
    ("tonghai-1", 451, Qualifier.EXACT, when("02-14 17:00")),
    ("tonghai-2", 500, Qualifier.MORE, when("02-20 17:00")),
    ("tonghai-3", 500, Qualifier.MORE, when("02-26 17:00")),
)
GROUP = "企业联防联控工作群"
NOTICE = "notices/cleared-daily"
MOST_MEMBERS = 30


def enter(session: Session, office: Office) -> None:
    documents = current(office, OF_LETTERS, OF_NOTICES)
    letter = documents[LETTER]
    notice = documents[NOTICE]
    for community, (unposted, unread) in LETTERS.items():
        _letter(session, letter, community, unposted, unread)
    _sheets(session)
    opened = {community: _group(session, community) for community in directory(office)}
    asked = office_of("qiantou", when("02-27 10:00"))
    message = message_operations.ask_to_send(
        session,
        opened["qiantou"],
        notice,
        f"{office.config.public_url}{notice.path}",
        **asked,
    )
    message_operations.pasted(
        session, message, **office_of("qiantou", when("02-27 10:05"))
    )


def _letter(
    session: Session, letter: Document, community: str, unposted: int, unread: int
) -> None:
    """Posted at each enterprise the day after it registered, and read there."""
    by = office_of(community, NAMED)
    material = operations.name_material(
        session, community, Kind.LETTER, letter.title, NAMED.date(), letter.slug, **by
    )
    for number, unit in enumerate(units(session, community)):
        if unposted and number % unposted == unposted - 1:
            continue
        posted = min(
            max(unit.registered_at, NAMED) + timedelta(days=1),
            NOW - timedelta(minutes=20),
        )
        operations.post(
            session, material, unit, SPOTS[number % 4], **worker_of(unit.grid, posted)
        )
        if not (unread and number % unread == unread - 1):
            operations.acknowledge(
                session, material, unit, **itself(unit, posted + timedelta(minutes=15))
            )


def _sheets(session: Session) -> None:
    by = office_of("tonghai", NAMED)
    sheets = operations.name_material(
        session, "tonghai", Kind.LEAFLET, SHEETS, NAMED.date(), **by
    )
    for number in range(PLACES):
        grid = f"tonghai-{1 + number % 3}"
        at = when(f"02-13 {9 + number // 3:02}:{number % 3 * 15:02}")
        place = f"示例楼 {number + 1} 号公告栏"
        operations.post_at_place(
            session, sheets, grid, place, Spot.BOARD, **worker_of(grid, at)
        )
    for number, unit in enumerate(units(session, "tonghai")):
        posted = max(unit.registered_at, NAMED) + timedelta(hours=26)
        operations.post(
            session, sheets, unit, SPOTS[number % 4], **worker_of(unit.grid, posted)
        )
    for grid, count, qualifier, at in HANDED_OUT:
        hand_out_operations.hand_out(
            session, sheets, grid, count, qualifier, at.date(), **worker_of(grid, at)
        )


def _group(session: Session, community: str) -> Group:
    """The first of those that are approved are in it; there is no robot."""
    opened = when("02-11 15:00")
    group = groups.open_group(session, community, GROUP, **office_of(community, opened))
    for number, unit in enumerate(open_units(session, community)[:MOST_MEMBERS]):
        joined = max(unit.registered_at, opened) + timedelta(minutes=number)
        groups.add_member(session, group, unit, **office_of(community, joined))
    return group

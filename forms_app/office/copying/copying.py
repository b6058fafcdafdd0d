"""Taking an office to another database, another place for its objects, or both, while
nobody writes to it.

One commit decides: the one by which the old database says where the office went. Until
then the office is where it was, and whatever stands in the new place is to be begun
again; from then on the old one takes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from forms_app.base.identity import Identity, Standing
from forms_app.base.objects.store import Objects
from forms_app.base.office import Office
from forms_app.office.copying import target
from forms_app.office.copying.files import all_objects, carry
from forms_app.office.copying.filling import CopyFailed, Tell, fill
from forms_app.office.copying.tables import Sum, every_table

# a bar: of what, how many there are
Watch = Callable[[str, int], AbstractContextManager[Tell]]


@dataclass(frozen=True)
class Goal:
    """Where the office goes; None: that stays where it is."""

    database: str | None = None
    objects: Objects | None = None


@dataclass
class Copied:
    """What was copied: the sum of each table, the same in both, and of the objects how
    many there are and which were lost before.
    """

    tables: Mapping[str, Sum] = field(default_factory=dict)
    objects: int = 0
    lost: list[str] = field(default_factory=list)


def shown(url: str) -> str:
    """An address of a database without its password."""
    return make_url(url).set(password=None).render_as_string()


def copy(office: Office, goal: Goal, watch: Watch) -> Copied:
    """Copy what goes, hold it against what was read, and leave the old place.

    Raises:
        CopyFailed: nothing was left; the target is to be begun again.
        DatabaseAway: the same, one of the databases cannot be used.
        ObjectsAway: the same, one of the places for objects cannot be asked.
        Busy: somebody else is writing, or copying.
    """
    copied = Copied()
    with office.database.closed() as session:
        here = session.get(Identity, 1)
        if here is None:
            raise CopyFailed("This database has no number yet. Run `migrate` first.")
        if goal.objects:
            _carry(session, office.objects, goal.objects, copied, watch)
        address = goal.objects.address if goal.objects else here.objects
        if goal.database:
            _fill(session, goal.database, here, address, copied, watch)
            here.standing = Standing.LEFT
            here.went_to = shown(goal.database)
        else:
            here.objects = address
    return copied


def _carry(
    session: Session, source: Objects, to: Objects, copied: Copied, watch: Watch
) -> None:
    objects = all_objects(session)
    with watch("objects", len(objects)) as tell:
        copied.lost = carry(objects, source, to, tell)
    copied.objects = len(objects) - len(copied.lost)


def _fill(
    session: Session,
    url: str,
    here: Identity,
    address: str,
    copied: Copied,
    watch: Watch,
) -> None:
    tables = every_table()
    source = session.connection()
    target.prepare(url, here)
    number = sum(one.number(source) for one in tables)
    with target.opened(url) as engine, engine.begin() as new:
        with watch("rows", number) as tell:
            copied.tables = fill(source, new, tables, tell)
        target.forget_hosts(new)
        target.note(new, here, Standing.COPIED, address)

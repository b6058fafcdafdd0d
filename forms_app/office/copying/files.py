"""The objects of an office on their way to another place: each is verified before and
after. What is lost in the old place is told, and no worse in the new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.attachments import store as attached
from forms_app.base.attachments.models import Attachment
from forms_app.base.exports import store as exports
from forms_app.base.exports.models import Export
from forms_app.base.objects.store import ObjectLost, Objects
from forms_app.office.copying.filling import Tell


@dataclass(frozen=True)
class Named:
    """One object that a row speaks of, with its digest."""

    name: str
    digest: str


def all_objects(session: Session) -> list[Named]:
    return [*_of_attachments(session), *_of_exports(session)]


def _of_attachments(session: Session) -> Iterator[Named]:
    query = select(Attachment.file, Attachment.sealed_hash).order_by(Attachment.id)
    for file, digest in session.execute(query):
        yield Named(attached.name_of(file), digest)


def _of_exports(session: Session) -> Iterator[Named]:
    query = select(Export).where(Export.sealed_hash != "").order_by(Export.id)
    for one in session.scalars(query):
        yield Named(exports.name_of(one), one.sealed_hash)


def carry(objects: list[Named], source: Objects, to: Objects, tell: Tell) -> list[str]:
    """Put each into the other place, and read it there; gives the names of those that
    are lost where they were.
    """
    lost = []
    for one in objects:
        try:
            data = source.get(one.name, one.digest)
        except ObjectLost:
            lost.append(one.name)
        else:
            to.put(one.name, data)
            to.get(one.name, one.digest)
        tell(1)
    return lost

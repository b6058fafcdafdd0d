"""The content folder of a host that shares its database, as a working copy: what another
host's publisher accepted is written here.

A file that somebody edited here meanwhile is never overwritten: it is put aside under its
name with a ~, and FAULTS.txt says so to whoever edits.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.write import StaleFile, make_folder, write_aside
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import brought
from forms_app.publishing.intake.folder_file import FolderFile, is_content
from forms_app.publishing.models import Offer, OfferState, Version

FILE = "working-copy.json"  # in data/: how far it has followed, and what is aside
ASIDE = "~"
OTHER = "另一台主机上先改了这个文件，网站用的是那一版；您在这里改的，放在旁边名字末尾有 ~ 的文件里"
MERGE = "把要改的写进新的这一版再保存，然后删掉那个 ~ 文件"


def note(data: Path, sequence: int) -> None:
    """Up to here the folder has what was accepted."""
    write_json(data / FILE, {**read_json(data / FILE), "sequence": sequence})


def followed(data: Path) -> int:
    """The number of the last version that the folder was brought to."""
    return int(read_json(data / FILE).get("sequence", 0))


def follow(office: Office) -> int:
    """Bring the content folder after what was accepted on other hosts; gives how many
    files that were.

    Raises:
        Busy, DatabaseAway: it cannot be told.
        OSError: the disk is full or away.
    """
    last = followed(office.data)
    host = holder_of(office.data)
    number = 0
    with office.database.reading() as session:
        last = known_here(session, last)
        newest = select(func.max(Version.sequence)).group_by(Version.path)
        new = newest.where(Version.sequence > last).scalar_subquery()
        found = select(Version).where(Version.sequence.in_(new))
        for row in session.scalars(found.order_by(Version.sequence)):
            if row.host != host and is_content(row.path):
                try:
                    number += _bring(office, session, row)
                except StaleFile:
                    break  # somebody is just writing it: the next time
            last = row.sequence
    note(office.data, last)
    return number


def known_here(session: Session, last: int) -> int:
    """The number up to which versions are known: of another database, where the office
    was before, it says nothing.
    """
    newest = session.scalar(select(func.max(Version.sequence))) or 0
    return last if last <= newest else 0


def faults(content: Path, data: Path) -> list[Fault]:
    """What lies aside and waits for whoever wrote it."""
    return [Fault(path, 0, OTHER, {}, MERGE) for path in aside(content, data)]


def aside(content: Path, data: Path) -> list[str]:
    """The paths of files that another text of lies aside."""
    told = read_json(data / FILE).get("aside", [])
    return [path for path in told if (content / name_aside(path)).exists()]


def name_aside(path: str) -> str:
    return f"{path}{ASIDE}"


def is_aside(path: str) -> bool:
    return path.endswith(ASIDE)


def name_in_place(path: str) -> str:
    return path.removesuffix(ASIDE)


def _bring(office: Office, session: Session, row: Version) -> bool:
    """Write one file; says whether anything was to be done.

    Raises:
        StaleFile: it was changed meanwhile.
    """
    path = office.content / row.path
    now = FolderFile.at(office.content, row.path)
    if row.hash in now.alike:
        _drop_aside(office, row)
        return False
    if now.data is not None and not now.alike & _known(office, session, row.path):
        own = session.get(Offer, (holder_of(office.data), row.path))
        if own and row.hash in own.hashes:
            return False  # it was saved here, and what stands there was saved over it
        put_aside(office, row.path)
        now = FolderFile(row.path)
    if row.text is None:
        path.unlink(missing_ok=True)
        return True
    make_folder(path.parent)
    write_aside(path, row.text, lambda: FolderFile.at(office.content, row.path) == now)
    _drop_aside(office, row)
    return True


def put_aside(office: Office, relative: str) -> None:
    """Keep what somebody wrote, under another name, and remember that it is there."""
    told = read_json(office.data / FILE)
    every = sorted({*told.get("aside", []), relative})
    write_json(office.data / FILE, {**told, "aside": every})
    (office.content / relative).replace(office.content / name_aside(relative))


def _drop_aside(office: Office, row: Version) -> None:
    """What was put aside and is accepted all the same needs nobody's look."""
    if row.path not in aside(office.content, office.data):
        return
    kept = FolderFile.at(office.content, name_aside(row.path))
    if row.hash in kept.alike:
        (office.content / name_aside(row.path)).unlink(missing_ok=True)


def _known(office: Office, session: Session, path: str) -> set[str]:
    """The hashes of every version that was accepted of a file, and of what other hosts
    offered, which may have been put here; but not of what waits to be looked at there.
    """
    found = set(session.scalars(select(Version.hash).where(Version.path == path)))
    found.add(brought.hashes(office.data).get(path, ""))
    offers = session.scalars(select(Offer).where(Offer.path == path)).all()
    host = holder_of(office.data)
    for one in offers:
        if one.host != host:
            found |= one.hashes
    own = (one for one in offers if one.host == host)
    return found - {one.hash for one in own if one.state != OfferState.TAKEN}

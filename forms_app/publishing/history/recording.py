"""Bringing the repository after what is accepted: python -m
forms_app.publishing.history.recording.

Of a decision every version stands in the journal, of any other file beside the office's
data (intake/versions.py); both outlast this process, so that one that was killed, or was
not there, misses none. Reasons are not recorded: they are kept for a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from forms_app.base.clock import real_now
from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jobs.lease import AtWork, hold
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.permits.resumption.public import decided_by
from forms_app.publishing.history.jobs import HISTORY
from forms_app.publishing.history.repository import (
    COMMITTER,
    Commit,
    Repository,
    blob_id,
)
from forms_app.publishing.intake import authors, edits, versions
from forms_app.publishing.intake.journal import OF_DOCUMENTS, Change, Journal
from forms_app.publishing.intake.sections import SECTIONS

JOURNAL = "Journal"  # how far a commit has followed the journal
SINCE = "Since"  # since when, in nanoseconds, its version of a file counts
UNCHANGED = frozenset({"checking", *OF_DOCUMENTS})
BEGINNING = "What was accepted when the history began"


def record(office: Office) -> int:
    """Commit what is not committed yet; gives how many versions that were.

    Raises:
        NoRepository: git is not there, or cannot write.
    """
    if office.config.content_git is None:
        return 0
    repository = Repository(office.config.content_git)
    repository.begin()
    # what comes meanwhile is in the next run
    journal = Journal(office.data / "journal.jsonl")
    last = journal.last_sequence()
    if repository.is_empty():
        repository.add([_first(office, last)])
        return 1
    changes = journal.after(repository.trailer(JOURNAL))
    commits = [
        *_decisions(office, changes, last),
        *_documents(office, repository, last),
    ]
    repository.add(sorted(commits, key=attrgetter("at")))
    repository.tidy()
    return len(commits)


def _first(office: Office, last: int) -> Commit:
    files = {path: _accepted(office, path) for path in sorted(_paths(office))}
    now = real_now()
    trailers = {JOURNAL: last, SINCE: int(now.timestamp() * versions.BILLION)}
    return Commit(now, COMMITTER, BEGINNING, files, trailers)


def _paths(office: Office) -> Iterator[str]:
    """Every content file that is accepted."""
    for section in SECTIONS:
        for path in office.accepted.glob(section.pattern):
            yield path.relative_to(office.accepted).as_posix()


def _accepted(office: Office, path: str) -> bytes | None:
    with suppress(FileNotFoundError, NotRegular):
        return read_own(office.accepted / path)
    return None


def _decisions(office: Office, changes: list[Change], last: int) -> Iterator[Commit]:
    for change in changes:
        if change.what in UNCHANGED:
            continue
        is_gone = change.what == "withdrawn" or change.text is None
        data = None if is_gone else (change.text or "").encode()
        at = datetime.fromisoformat(change.at)
        author = _decider(office, change)
        yield Commit(at, author, change.path, {change.path: data}, {JOURNAL: last})


def _decider(office: Office, change: Change) -> str:
    with office.database.reading() as session:
        account = decided_by(session, change.key, change.new_hash or "")
    return account or office.config.writers.get(change.author, change.author)


def _documents(office: Office, repository: Repository, last: int) -> Iterator[Commit]:
    """Of every file that is otherwise than in the newest commit."""
    known = repository.files()
    for path in sorted({*known, *_paths(office)}):
        if is_decision(path):
            continue
        current = _accepted(office, path)  # before the earlier ones, lest one be missed
        before = known.get(path)
        if _id_of(current) != before:
            since = repository.trailer(SINCE, path)
            for version in _versions(office, path, current, since):
                if _id_of(version.data) != before:
                    yield _commit(office, version, last)
                before = _id_of(version.data)


@dataclass(frozen=True)
class Version:
    """What was accepted of a file from a moment on, in nanoseconds; None where it went.
    `is_last`: it still counts.
    """

    path: str
    data: bytes | None
    since: int
    is_last: bool


def _versions(
    office: Office, path: str, current: bytes | None, since: int
) -> Iterator[Version]:
    """Those of a file after a moment, the oldest first."""
    for one in reversed(versions.kept(office.data, path)):
        text = versions.text_of(office.data, path, one.name)
        if one.until > since and text is not None:
            yield Version(path, text.encode(), since, False)
            since = one.until
    yield Version(path, current, since, True)


def _commit(office: Office, version: Version, last: int) -> Commit:
    at = real_now()
    if version.data is not None and version.since:
        at = versions.moment_of(version.since)
    since = int(at.timestamp() * versions.BILLION)
    if version.data is not None:
        since = version.since
    author = _author(office, version)
    files = {version.path: version.data}
    return Commit(at, author, version.path, files, {JOURNAL: last, SINCE: since})


def _author(office: Office, version: Version) -> str:
    """The account that saved it here; else, of what still lies there, whose file it is."""
    if version.data is None:
        return edits.UNKNOWN
    with office.database.reading() as session:
        accounts = edits.accounts(session, version.path)
    account = accounts.get(file_hash(version.data), "")
    return account or (_on_disk(office, version, accounts) or edits.UNKNOWN)


def _on_disk(office: Office, version: Version, accounts: Mapping[str, str]) -> str:
    """Empty where something else lies there by now."""
    path = version.path
    try:
        data = read_content(office.content / path)
        if text_of(data, path).encode() != version.data:
            return ""
    except (FileNotFoundError, Unreadable, NoText):
        return ""
    name = authors.of(office.content, [path])[path]
    return accounts.get(file_hash(data)) or office.config.writers.get(name, name)


def _id_of(data: bytes | None) -> str | None:
    return None if data is None else blob_id(data)


def main() -> None:
    office = Office.from_environ()
    with suppress(AtWork), hold(office, HISTORY.name, True):
        record(office)


if __name__ == "__main__":
    main()

"""Objects in the shared store that nothing names any more: swept once a day, by whoever
publishes. What a line of the table still names stays, for hosts that are behind; so does
what was put within the last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from forms_app.base import fence
from forms_app.base.away import translated
from forms_app.publishing.models import ReleaseRow
from forms_app.publishing.release.log_line import entry_of
from forms_app.publishing.release.shared_log import SharedLog
from forms_app.publishing.release.shared_store import FOLDER, digest_of

YOUNG = timedelta(days=1)
AT_A_TIME = 50  # while nobody can take over


def sweep(log: SharedLog, now: datetime) -> int:
    """Gives how many went. To be called where the log is sent, so that none of them is
    put meanwhile.

    Raises:
        Fenced: another publisher took over.
        Busy, DatabaseAway, ObjectsAway, LogDamaged: not all of it was done.
    """
    named = {digest for digest, _key in log.state().paths.values()}
    if log.is_behind():  # then others still need what is named no more here
        return 0
    named.update(_named_by_lines(log))
    listed = log.store.store.names(FOLDER)
    old = [one.name for one in listed if now - one.changed_at > YOUNG]
    left = [name for name in old if digest_of(name) not in named]
    number = 0
    for start in range(0, len(left), AT_A_TIME):
        if not fence.is_certain():
            break
        with fence.appending():
            for name in left[start : start + AT_A_TIME]:
                log.store.remove(name)
                number += 1
    return number


def _named_by_lines(log: SharedLog) -> Iterator[str]:
    with translated(), log.database.engine.connect() as connection:
        log.database.look_once(connection)
        for line in connection.scalars(select(ReleaseRow.line)):
            entry = entry_of(line.encode())
            yield from (digest for digest, _key in entry.get("changed", {}).values())
            if "whole" in entry:
                yield entry["whole"]

"""The publisher's lease where hosts share a database: one row, with a term by the
database's own clock and an epoch that every new holder makes larger.

Each append holds the row for as long as it takes, and is refused when the epoch is not
its own. While the database is away nobody can take over, and what cannot be asked there
is decided by the folder's own fence: takings-away must not wait. What is appended then
lies in this host's folder alone.
"""

from __future__ import annotations

import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, Connection, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.away import Busy, DatabaseAway, translated
from forms_app.base.db import Base, Database
from forms_app.base.fence import Fence, Fenced, FileFence

# seconds: what is saved on another host is to be public ten seconds after this one is gone
TERM = 7.0
RENEW_EVERY = 2.0
CERTAIN_FOR = 1.0
# A renewal takes milliseconds.
HELD_WITHIN = 2.0
BOOT = Path("/proc/sys/kernel/random/boot_id")
LONGEST_NAME = 20

# Moments are stored as UTC without a zone.
TAKE = text(
    "UPDATE lease SET holder = :holder, epoch = epoch + 1, "
    "until = (clock_timestamp() AT TIME ZONE 'UTC') + make_interval(secs => :term) "
    "WHERE id = (SELECT id FROM lease WHERE id = 1 FOR UPDATE SKIP LOCKED) "
    "AND (holder = :holder OR until <= (clock_timestamp() AT TIME ZONE 'UTC')) "
    "RETURNING epoch"
)
RENEW = text(
    "UPDATE lease "
    "SET until = (clock_timestamp() AT TIME ZONE 'UTC') + make_interval(secs => :term) "
    "WHERE id = 1 AND epoch = :epoch"
)
GIVE_BACK = text(
    "UPDATE lease SET until = (clock_timestamp() AT TIME ZONE 'UTC') "
    "WHERE id = 1 AND epoch = :epoch"
)
AT_WORK = text(
    "SELECT epoch FROM lease WHERE id = 1 AND holder <> :holder AND "
    "until > (clock_timestamp() AT TIME ZONE 'UTC')"
)
OF_ANOTHER = text(
    "SELECT epoch FROM lease WHERE id = 1 AND epoch > 0 AND holder <> :holder"
)
# Who freezes within an append holds nobody up for longer than its term. The row is not
# waited for in the database: a renewal that waits for a standby holds it for ever.
HOLD = text(
    "SELECT epoch, set_config('idle_in_transaction_session_timeout', :term, true) "
    "FROM lease WHERE id = 1 FOR SHARE SKIP LOCKED"
)


class Lease(Base):
    """One row. `holder`: the folder whose publisher it is; `until`: by the clock of the
    database, unless it is renewed.
    """

    __tablename__ = "lease"
    id: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    epoch: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime]


class TableFence:
    """The row, for the publisher of one folder.

    `epoch` is 0 as long as the database was away since the beginning. `stands_by`: the
    database said last that another host publishes, also before this process began. What is
    taken away here is told by the store then; whoever took over without the database might
    publish less than what is out, because it was not told of the last approvals.
    """

    has_term = True

    def __init__(self, database: Database, data: Path) -> None:
        self.database = database
        self.file = FileFence(data)
        self.holder = holder_of(data)
        self.epoch = 0
        self.another_publishes = data / "another-host-publishes"
        self.stands_by = self.another_publishes.exists()
        self.ask_again = 0.0  # monotonic; until then the database counts as away
        self.certain_until = 0.0  # the same: until then it is not asked again
        self._taking = threading.Lock()

    @property
    def is_alone(self) -> bool:
        return time.monotonic() < self.ask_again

    def take(self) -> bool:
        try:
            is_free = self._take_row()
        except Busy:
            return False
        if self.is_alone:
            is_free = not self.stands_by
        else:
            self.stands_by = not is_free
            self._keep()
        return is_free and self.file.take()

    def _keep(self) -> None:
        """For the process after this one; a disk that takes nothing ends nobody."""
        with suppress(OSError):
            if self.stands_by:
                self.another_publishes.touch()
            else:
                self.another_publishes.unlink(missing_ok=True)

    def _take_row(self) -> bool:
        """The same folder's publisher of before is not waited for: whether that may
        still append is told by the file. With the database away it is as if it were
        free, and asked again.

        Raises:
            Busy: whoever has it is in the middle of an append.
        """
        values = {"holder": self.holder, "term": TERM}
        with self._taking:
            try:
                with self.database.changing(TERM) as connection:
                    epoch = connection.scalar(TAKE, values)
            except DatabaseAway:
                self.ask_again = time.monotonic() + RENEW_EVERY
                return True
        self.epoch = epoch or self.epoch
        return epoch is not None

    def renew(self) -> bool:
        try:
            if not self.epoch:
                return self._take_row()
            with self.database.changing(TERM) as connection:
                values = {"epoch": self.epoch, "term": TERM}
                return connection.execute(RENEW, values).rowcount == 1
        except (Busy, DatabaseAway):
            return True  # nobody was heard to have taken it

    def give_back(self) -> None:
        try:
            with self.database.changing(TERM) as connection:
                connection.execute(GIVE_BACK, {"epoch": self.epoch})
        except (Busy, DatabaseAway):
            return

    def is_certain(self) -> bool:
        if time.monotonic() < self.certain_until:
            return True
        connection = self._connection()
        if connection is None:
            return False
        connection.close()
        self.certain_until = time.monotonic() + CERTAIN_FOR
        return True

    @contextmanager
    def appending(self) -> Iterator[None]:
        with self.file.appending():
            connection = self._connection()
            if connection is None:
                yield
                return
            with connection:
                yield
                is_whole = _is_let_go(connection)
            # It was cut off meanwhile: by its end, or by somebody who took over.
            if not is_whole and (again := self._connection()):
                again.close()

    def _connection(self) -> Connection | None:
        """One that holds the row until it is closed; None while the database is away.

        Raises:
            Fenced: another one took over.
        """
        if self.is_alone:
            return None
        try:
            with self._asking(), ExitStack() as stack:
                connection = stack.enter_context(self.database.engine.connect())
                self._hold(connection)
                stack.pop_all()
                return connection
        except (Busy, DatabaseAway):
            return None

    @contextmanager
    def within(self, connection: Connection) -> Iterator[None]:
        if self.is_alone:
            raise DatabaseAway("it did not answer a moment ago.")
        with self.file.appending():
            with self._asking():
                self._hold(connection)
            yield

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """A database that cannot be asked is not asked again for a moment."""
        try:
            with translated():
                yield
        except (Busy, DatabaseAway):
            self.ask_again = time.monotonic() + RENEW_EVERY
            self.certain_until = 0.0
            raise

    def _hold(self, connection: Connection) -> None:
        if not self.epoch and not self._take_row():
            raise Fenced("another host's publisher is at work")
        if not self.epoch:
            raise DatabaseAway("nobody knows who publishes.")
        epoch = _held(connection)
        if epoch != self.epoch:
            raise Fenced(f"epoch {self.epoch} is over, {epoch} has begun")


def _held(connection: Connection) -> int:
    """The epoch of the row, which is held until the transaction ends."""
    deadline = time.monotonic() + HELD_WITHIN
    while True:
        epoch: int | None = connection.scalar(HOLD, {"term": f"{TERM}s"})
        if epoch is not None:
            return epoch
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(0.02)


def _is_let_go(connection: Connection) -> bool:
    """Let go of the row; says whether it was held until now.

    Nothing was written, so that nothing is committed: a commit would wait for a standby.
    """
    try:
        with translated():
            connection.rollback()
    except (Busy, DatabaseAway):
        return False
    return True


def holder_of(data: Path) -> str:
    """Tells a folder from every other, also from one of the same name on a host of the
    same name.
    """
    try:
        boot = BOOT.read_text(encoding="ascii").strip()
    except OSError:
        boot = f"{uuid.getnode():x}"
    found = data.stat()
    host = socket.gethostname()[:LONGEST_NAME]
    return f"{host}/{boot[:13]}/{found.st_dev:x}/{found.st_ino:x}"[:80]


def publishes_elsewhere(database: Database, data: Path) -> bool:
    """Whether another host's publisher is at work; one that cannot be asked about is
    not.
    """
    if database.is_sqlite:
        return False
    try:
        with database.reading() as session:
            return session.scalar(AT_WORK, {"holder": holder_of(data)}) is not None
    except (Busy, DatabaseAway):
        return False


def published_last_elsewhere(database: Database, data: Path) -> bool:
    """Whether it was another host that published last, at work or not. A machine that was
    started anew counts as another until its publisher is at work.

    Raises:
        Busy, DatabaseAway: it cannot be told.
    """
    if database.is_sqlite:
        return False
    with database.reading() as session:
        return session.scalar(OF_ANOTHER, {"holder": holder_of(data)}) is not None


def fence_of(database: Database, data: Path) -> Fence:
    """As the database is shared or not."""
    return FileFence(data) if database.is_sqlite else TableFence(database, data)

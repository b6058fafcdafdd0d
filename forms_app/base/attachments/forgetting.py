"""The program that removes what was held of forms for its hour."""

from __future__ import annotations

from contextlib import suppress

from forms_app.base.attachments import deposits
from forms_app.base.attachments.jobs import DEPOSITS
from forms_app.base.jobs import lease
from forms_app.base.office import Office


def run(office: Office) -> None:
    """Remove it, and ask for the next time; not where another process does so."""
    with suppress(lease.AtWork), lease.hold(office, DEPOSITS.name):
        with office.database.writing() as session:
            next_due = deposits.forget(session, office, office.clock.now())
        if next_due:
            lease.ask_at(office, DEPOSITS.name, next_due)


if __name__ == "__main__":
    run(Office.from_environ())

"""`audit verify`: the audit trail from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from forms_app.base import audit
from forms_app.base.audit import Broken
from forms_app.base.commands import Group
from forms_app.base.office import Office, current_office
from forms_app.base.signing_key import SigningKey
from forms_app.publishing import evidence
from forms_app.publishing.alarms import Alarm, clear, raise_alarm, size_of_head
from forms_app.publishing.public_log.tree_head import TreeHead, is_signed

audit_group = Group("audit", help="The audit trail.")


@audit_group.command("verify")
@click.option(
    "--head",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A head of the public log that was kept elsewhere (scripts/verify_list.py --save).",
)
def audit_verify(head: Path | None) -> None:
    """Walk the whole audit chain, and compare it with the release log, the public log,
    the sheets of closed days, and the count of erased reasons.

    Exits with 1 and names the first entry that does not fit; that stands on the desk of
    administrators until it fits again.
    """
    office = current_office()
    saved = _saved(office, head) if head else None
    broken = evidence.check(office, saved)
    if broken:
        _remember(office, broken, saved)
        raise click.ClickException(str(broken))
    clear(office.data, Alarm.TRAIL)
    if saved and saved.size >= size_of_head(office.data):
        clear(office.data, Alarm.HEAD)
    with office.database.reading() as session:
        newest = audit.head(session)
    click.echo(f"Every entry fits. Head {newest}")


def _remember(office: Office, broken: Broken, saved: TreeHead | None) -> None:
    """Whether it does not fit by itself, or only with the head that somebody kept."""
    now = office.clock.now()
    if saved and evidence.check(office) is None:
        raise_alarm(office.data, Alarm.HEAD, now, str(broken), saved.size)
    else:
        raise_alarm(office.data, Alarm.TRAIL, now, str(broken))


def _saved(office: Office, file: Path) -> TreeHead:
    """A head that somebody kept, once it is one that this office has signed."""
    try:
        note = file.read_text(encoding="utf-8")
        if is_signed(note, SigningKey(office.keys)):
            return TreeHead.read(note)
    except (OSError, ValueError):
        pass
    raise click.ClickException(f"{file} is no head that this office has signed.")

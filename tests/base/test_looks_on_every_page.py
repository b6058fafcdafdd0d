"""Every page of staff that shows somebody leaves an entry, whichever view made it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from forms_app.base import read_log
from forms_app.base.access import access_of
from forms_app.base.audit import AuditEntry
from tests.planted import Place, addresses, plant

# Who of a column is: what a look at it is entered as.
WHOSE = {
    "people.name": "person",
    "people.phone": "person",
    "enterprises.contact_name": "enterprise",
    "enterprises.contact_phone": "enterprise",
    "enterprises.safety_manager": "enterprise",
    "volunteers.name": "volunteer",
    "volunteers.phone": "volunteer",
    "gate_visitors.name": "visitor",
    "gate_visitors.phone": "visitor",
    "gate_shifts.name": "shift",
    "feedback.phone": "feedback",
    "supply_entries.donor_name": "supply_entry",
    "supply_entries.receiver": "supply_entry",
    "isolation_cases.enterprise_supervisor": "case",
    "isolation_cases.follow_up": "case",
}
HOME = Place("xunmei", "xunmei-1", "xunmei-point-1", "XM-AAAA22")
# Made by whoever asks for them, and entered as that (base/exports).
OWN = ("<int:export_id>", "<int:upload_id>", "sign-out")


@pytest.fixture
def planted(office):
    with office.database.writing() as session:
        return plant(session, HOME)


def pages(app) -> Iterator[str]:
    """Every route that staff or keepers open by GET."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        is_own = any(part in rule.rule for part in OWN)
        if access and access.to == "staff" and "GET" in rule.methods and not is_own:
            yield rule.rule


def text_of(answer) -> str:
    """What somebody reads in it; of a workbook its sheets."""
    if not answer.data.startswith(b"PK"):
        return answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def entered(office) -> set[tuple[str, str]]:
    """Page and kind of every look."""
    query = select(AuditEntry.details).where(AuditEntry.action == read_log.READ)
    with office.database.reading() as session:
        looks = session.scalars(query).all()
    return {(look["page"], kind) for look in looks for kind in look["shown"]}


@pytest.mark.walk
@pytest.mark.same_on_both(reason="walks the pages; entries are the trail's")
def test_wherever_somebody_is_shown_a_look_is_entered(
    app, office, staff, planted
) -> None:
    admin = staff("admin")
    shown = set[tuple[str, str]]()
    for rule in pages(app):
        for address in addresses(rule, planted):
            text = text_of(admin.get(address))
            shown |= {
                (rule, kind)
                for column, kind in WHOSE.items()
                if planted.canaries[column] in text
            }
    assert len({rule for rule, _kind in shown}) >= 30
    assert {kind for _rule, kind in shown} == set(WHOSE.values())
    assert shown - entered(office) == set()

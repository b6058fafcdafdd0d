"""The lists of applications, enterprises and calls as Excel: the very rows of a view,
made while one waits or, when there are many, by the way (base/exports).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.exports.kinds import Asked, Kind, Tell, told
from forms_app.base.keys import keyring
from forms_app.base.listing import cell
from forms_app.base.long_list import LongList
from forms_app.base.office import Office
from forms_app.base.spreadsheets import workbook
from forms_app.base.worklist import Reader
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.call_list import CALLS
from forms_app.permits.resumption.enterprise_list import ENTERPRISES

ANSWERS = "answers"
LISTS = {
    **{one.name: one for one in (APPLICATIONS, ENTERPRISES, CALLS)},
    ANSWERS: APPLICATIONS,
}
PLACE = "exports.view"


def given(of: LongList, reader: Reader, asked: dict[str, str]) -> dict[str, Any]:
    """A view as an export keeps it: what somebody typed to find one may be a phone
    number.
    """
    sealed = keyring().seal(of.address(asked).encode(), PLACE).hex()
    return {"view": sealed, "rows": len(of.rows(reader, asked))}


def view_of(of: LongList, asked: Asked) -> dict[str, str]:
    sealed = bytes.fromhex(asked.given["view"])
    return of.read(keyring().open_sealed(sealed, PLACE).decode())


def number_of(_session: Session, asked: Asked) -> int:
    number: int = asked.given["rows"]
    return number


def make(
    of: LongList, session: Session, office: Office, asked: Asked, tell: Tell
) -> bytes:
    """The sheet of a view."""
    reader = Reader(office, session, asked.actor, asked.now)
    columns = of.columns(reader)
    found = of.rows(reader, view_of(of, asked))
    rows = ([cell(one.of(row)) for one in columns] for row in found.only(*of.reads))
    header = [str(one.header) for one in columns]
    return workbook(str(of.title), header, told(rows, len(found), tell))


def _kind(of: LongList) -> Kind:
    return Kind(of.name, of.title, number_of, partial(make, of))


APPLICATION_SHEET = _kind(APPLICATIONS)
ENTERPRISE_SHEET = _kind(ENTERPRISES)
CALL_SHEET = _kind(CALLS)

"""Documents by the words of their titles."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.documents.queries import originals
from forms_app.base.documents.sections import SECTIONS
from forms_app.base.matching import key_of, search
from forms_app.base.search import A_FEW, Hit, Hits
from forms_app.base.worklist import Reader


def documents(reader: Reader, typed: str) -> Hits:
    """The best first, of equals the newest, those that have expired too; at most a
    few.
    """
    everything = [
        document
        for section in SECTIONS
        for document in originals(reader.office, section)
    ]
    everything.sort(key=lambda one: (one.day, one.slug), reverse=True)
    found = search(everything, lambda one: key_of([one.title]), typed)
    rows = [
        Hit(one.title, f"/{one.path}", what=day(one.day)) for one in found.rows[:A_FEW]
    ]
    title = _l("告示和文件")
    return Hits(title, rows, len(found.rows), is_near=found.is_near)

"""Documents by the words of their titles."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.documents.queries import originals
from forms_app.base.documents.sections import SECTIONS
from forms_app.base.search import A_FEW, Hit, Hits
from forms_app.base.typed import plain, words_of
from forms_app.base.worklist import Reader


def documents(reader: Reader, typed: str) -> Hits:
    """The newest first, those that have expired too; at most a few."""
    words = words_of(typed)
    found = [
        document
        for section in SECTIONS
        for document in originals(reader.office, section)
        if words and all(word in plain(document.title) for word in words)
    ]
    found.sort(key=lambda one: (one.day, one.slug), reverse=True)
    rows = [
        Hit(one.title, f"/{one.path}", what=one.day.isoformat())
        for one in found[:A_FEW]
    ]
    return Hits(_l("告示和文件"), rows, len(found))

"""Which documents are public now, as their accepted files say."""

from __future__ import annotations

from forms_app.base.documents.document import ENGLISH, Document, DocumentSection
from forms_app.base.documents.sections import SECTIONS
from forms_app.base.office import Office


def current(office: Office, *sections: DocumentSection) -> dict[str, Document]:
    """Those that have not expired, by "section/slug", the newest first; in Chinese,
    which every one has.
    """
    today = office.clock.today()
    found = [
        document
        for section in sections
        for document in originals(office, section)
        if not document.has_expired(today)
    ]
    newest = sorted(found, key=lambda one: (one.day, one.slug), reverse=True)
    return {document.name: document for document in newest}


def originals(office: Office, section: DocumentSection) -> list[Document]:
    """Every one of a section, in Chinese, by its slug."""
    return [
        document
        for document in section.records(office.accepted).values()
        if document.lang != "en"
    ]


def title_of(office: Office, slug: str, lang: str) -> str:
    """The title of a document that something rests on, in its translation where there
    is one; else the slug.
    """
    names = [f"{slug}{ENGLISH}", f"{slug}.md"] if lang == "en" else [f"{slug}.md"]
    for name in names:
        for section in SECTIONS:
            document = section.record(office.accepted, f"{section.name}/{name}")
            if section.is_basis and document:
                return document.title
    return slug

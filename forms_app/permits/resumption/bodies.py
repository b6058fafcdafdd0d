"""Who comes to a check at the door, as the campaign says."""

from __future__ import annotations

from collections.abc import Iterable

from forms_app.base.catalogue import in_a_row, language
from forms_app.base.office import Office
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.resumption.labels import BODIES


def bodies_of(office: Office, campaign: str) -> list[tuple[str, str]]:
    """Slug and name of each; the usual ones where the campaign names none."""
    known = campaigns(office).get(campaign)
    if known is None or not known.bodies:
        return BODIES.choices()
    return [(one.slug, one.name(language())) for one in known.bodies]


def in_words(bodies: Iterable[tuple[str, str]], came: Iterable[str]) -> str:
    """Those that came, in a row; a slug that nobody knows any more is printed as it is."""
    names = dict(bodies)
    return in_a_row(str(names.get(one) or BODIES.label(one)) for one in came)

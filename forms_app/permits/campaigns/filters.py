"""The filter of any list whose rows are of a campaign: there where the office has
several.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.listing import Column, Filter
from forms_app.base.office import Office
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.choice import CHOICE
from forms_app.permits.campaigns.queries import names_beside_others

TITLE = _l("专项行动")


def menu(office: Office) -> list[tuple[str, str]]:
    """Slug and name of each, where there are several to choose from."""
    return list(names_beside_others(office).items())


def of_campaign(column: InstrumentedAttribute[Any] | None = None) -> Filter:
    """By the column that says which; without one it narrows nothing by itself."""
    if column is None:
        return Filter(CHOICE, TITLE, _options, is_needless=_is_needless)
    return Filter(
        CHOICE,
        TITLE,
        _options,
        where=lambda _reader, value: column == value,
        is_needless=_is_needless,
    )


def _options(reader: Reader) -> list[tuple[str, str]]:
    return menu(reader.office)


def _is_needless(reader: Reader) -> bool:
    return not menu(reader.office)


def columns(reader: Reader) -> list[Column]:
    """Says of a row which it is of, where there are several."""
    names = names_beside_others(reader.office)
    if not names:
        return []
    return [Column(CHOICE, TITLE, lambda row: names.get(row.campaign, row.campaign))]

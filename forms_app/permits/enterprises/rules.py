"""Rules of the register: kinds, keys by which doubles are found, and what a reference
looks like.
"""

from __future__ import annotations

from enum import StrEnum

from forms_app.base.typed import plain


class Kind(StrEnum):
    """What is counted apart: a shop is never an enterprise."""

    ENTERPRISE = "enterprise"
    MICRO = "micro"
    SHOP = "shop"
    TRADER = "trader"
    BUILDING = "building"
    HOTEL = "hotel"


class GridBy(StrEnum):
    """How the grid of a registration is known."""

    SAID = ""  # by whoever registered it, or confirmed by staff
    GUESSED = "guessed"  # from the address
    UNKNOWN = "unknown"  # nothing tells it: the first one, until staff say


# Who may register and apply for its tenants: whoever runs a mall or a building.
MANAGERS = frozenset({Kind.BUILDING})

# characters at most
ADDRESS_KEY = 120
SEARCH_KEY = 500
INITIALS = 160  # of them, so that the address is always there
CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇零", "12345678900")


def address_key(address: str, places: tuple[str, ...]) -> str:
    """An address without blanks, punctuation and the words every address has."""
    key = plain(address).translate(CHINESE_DIGITS)
    for word in places:
        key = key.replace(word, "")
    return key[:ADDRESS_KEY]

"""Rules of the register: kinds, keys by which doubles are found, and what a reference
looks like.
"""

from __future__ import annotations

from enum import StrEnum

from forms_app.base.typed import FORMS, plain


class Kind(StrEnum):
    """What is counted apart: a shop is never an enterprise."""

    ENTERPRISE = "enterprise"
    MICRO = "micro"
    SHOP = "shop"
    TRADER = "trader"
    BUILDING = "building"
    HOTEL = "hotel"


# Who may register and apply for its tenants: whoever runs a mall or a building.
MANAGERS = frozenset({Kind.BUILDING})

# characters at most: one sign may unfold to several, ㍿ to 株式会社
NAME_KEY = 80
ADDRESS_KEY = 120
SEARCH_KEY = 500
INITIALS = 160  # of them, so that the address is always there
CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇零", "12345678900")


def name_key(name: str, places: tuple[str, ...]) -> str:
    """What is left of a name when the legal form and the place are taken away; two
    equal keys are a likely double. `places`: what is local, longest first.
    """
    key = plain(name)
    for word in (*places, *FORMS):
        shorter = key.replace(word, "")
        key = shorter if len(shorter) >= 2 else key
    return key[:NAME_KEY]


def address_key(address: str, places: tuple[str, ...]) -> str:
    """An address without blanks, punctuation and the words every address has."""
    key = plain(address).translate(CHINESE_DIGITS)
    for word in places:
        key = key.replace(word, "")
    return key[:ADDRESS_KEY]

"""What was noted of an enterprise, in words: those of this room and of every room above
it, whether it is on or not.
"""

from __future__ import annotations

from forms_app.base.feature import installed_here
from forms_app.base.words import Words
from forms_app.permits.enterprises.labels import HISTORY

SLOT = "history"


def words() -> Words:
    found = dict(HISTORY)
    for feature in installed_here():
        if SLOT in feature.facts:
            found |= feature.load(feature.facts[SLOT])()
    return Words({code: (word.label, word.look) for code, word in found.items()})

"""The figures of the public pages, collected from the features that are on into the
accepted tree, for every build.
"""

from __future__ import annotations

from typing import Any

from forms_app.base.feature import switched_on
from forms_app.base.figures import Counting, Shown
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.base.profile import features_in
from forms_app.features import FEATURES


def collect(office: Office) -> bool:
    """Count anew; says whether anything differs."""
    path = office.accepted / "figures.json"
    shown_path = office.data / "people-shown.json"
    shown: Shown = {
        slug: kept
        for slug, kept in read_json(shown_path).items()
        if isinstance(kept, dict)
    }
    on = switched_on(FEATURES, features_in(office.accepted))
    figures: dict[str, Any] = {}
    with office.database.reading() as session:
        counting = Counting(office, session, office.clock.now(), read_json(path), shown)
        for feature in FEATURES:
            if feature.figures and feature.name in on:
                figures |= feature.load(feature.figures)(counting)
    write_json(shown_path, shown)  # first: what was printed once must not be forgotten
    return write_json(path, figures)

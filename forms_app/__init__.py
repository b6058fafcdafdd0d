"""Kaigong's app: applications and registrations, review, checks at the door, and the
office's pages.

Everything under /app/. The public site does not need it: WhiteNoise serves that from
the last release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from forms_app.base.feature import Feature
    from forms_app.base.office import Office

PROJECT = Path(__file__).parent.parent


def create_app(
    office: Office | None = None, features: tuple[Feature, ...] | None = None
) -> Flask:
    """The app of one office, with these features; without any named, with all.

    Does not need the database to be there: pages that do say so themselves. Where no
    office is given and that of the environment cannot be opened, the app has nothing
    but the commands that need none.
    """
    # Imported here, so that the publisher and the server of the public pages, which are
    # of this package, start at once.
    from forms_app.app import make_app

    return make_app(office, features)

"""The blueprint with all its pages."""

from forms_app.people.rosters import import_views, wall_views
from forms_app.people.rosters.views import rosters

__all__ = ["import_views", "rosters", "wall_views"]

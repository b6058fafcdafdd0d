"""The blueprint of cases with all its pages."""

from forms_app.isolation import affected_views, opening_views, people_views
from forms_app.isolation.case_views import cases

__all__ = ["affected_views", "cases", "opening_views", "people_views"]

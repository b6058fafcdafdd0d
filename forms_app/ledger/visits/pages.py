"""The blueprint of visits with all its pages."""

from forms_app.ledger.visits import survey_views
from forms_app.ledger.visits.staff_views import visits

__all__ = ["survey_views", "visits"]

"""The blueprints with all their pages."""

from forms_app.ledger.volunteering import service_views
from forms_app.ledger.volunteering.staff_views import volunteers
from forms_app.ledger.volunteering.views import volunteer

__all__ = ["service_views", "volunteer", "volunteers"]

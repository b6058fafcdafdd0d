"""The blueprints with all their pages."""

from forms_app.volunteering import service_views
from forms_app.volunteering.staff_views import volunteers
from forms_app.volunteering.views import volunteer

__all__ = ["service_views", "volunteer", "volunteers"]

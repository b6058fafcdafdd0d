"""The blueprint with all its pages."""

from forms_app.permits.tenants import alike_views, card_views, sheet_views
from forms_app.permits.tenants.views import tenants

__all__ = ["alike_views", "card_views", "sheet_views", "tenants"]

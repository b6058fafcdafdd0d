"""The blueprint with all its pages."""

from forms_app.people.gates import code_views, decision_views, staff_views
from forms_app.people.gates.views import gates

__all__ = ["code_views", "decision_views", "gates", "staff_views"]

"""The blueprint of an enterprise with all its pages."""

from forms_app.permits.messages import phone_views
from forms_app.permits.messages.my_views import my_messages

__all__ = ["my_messages", "phone_views"]

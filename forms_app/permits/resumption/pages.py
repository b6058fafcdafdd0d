"""The blueprints with all their pages."""

from forms_app.permits.resumption import (
    call_views,
    check_list_views,
    check_views,
    last_seen_views,
    look_views,
    my_views,
    paper_views,
    permission_views,
    poster_views,
    together_views,
)
from forms_app.permits.resumption.staff_views import review
from forms_app.permits.resumption.views import resumption

__all__ = [
    "call_views",
    "check_list_views",
    "check_views",
    "last_seen_views",
    "look_views",
    "my_views",
    "paper_views",
    "permission_views",
    "poster_views",
    "resumption",
    "review",
    "together_views",
]

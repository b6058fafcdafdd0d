"""The blueprints with all their pages."""

from forms_app.people.isolation import (
    affected_views,
    alarm_views,
    history_views,
    look_views,
    movement_views,
    opening_views,
    own_link_views,
    own_views,
    people_views,
    phone_views,
    place_views,
    resident_views,
    sheet_views,
    undecided_views,
)
from forms_app.people.isolation.case_views import cases
from forms_app.people.isolation.staff_views import missing
from forms_app.people.isolation.views import isolation

__all__ = [
    "affected_views",
    "alarm_views",
    "cases",
    "history_views",
    "isolation",
    "look_views",
    "missing",
    "movement_views",
    "opening_views",
    "own_link_views",
    "own_views",
    "people_views",
    "phone_views",
    "place_views",
    "resident_views",
    "sheet_views",
    "undecided_views",
]

"""How much one may ask for or take, and who may see an address. Pure."""

from __future__ import annotations

from datetime import timedelta

# the kinds of their items
POST_PLACE = "post-place"
SERVICE = "service"
MOST_NEEDED = 50  # places of a post
MOST_ASKED = 5  # unfinished services of one person
MOST_TAKEN = 5  # unfinished services of one helper
# unfinished places of somebody nobody has spoken with, who may have given any number
MOST_UNCONFIRMED = 2
SOON = timedelta(hours=4)  # by when a service is due that says nothing else


# The service that a need leads to; a bin is a duty.
OF_NEED = {"meals": "meal", "shopping": "shopping", "other": "other"}


def may_see_address(is_taken: bool, owner: str, asker: str, case_is_open: bool) -> bool:
    """Only who holds the service, only until it is done, only while somebody stays in."""
    return is_taken and bool(asker) and owner == asker and case_is_open


def owner_of(volunteer_id: int) -> str:
    """What stands for a volunteer where an item names who has it."""
    return f"volunteer/{volunteer_id}"

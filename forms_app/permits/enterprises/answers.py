"""What was said on the pages of the registration, as the record needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_app.base.office import Office
from forms_app.permits.enterprises.operations import Details
from forms_app.permits.enterprises.spots import Placed, placed
from forms_app.permits.grid.queries import directory


def place_of(office: Office, said: Mapping[str, Any]) -> Placed | None:
    """None while it was not said, and where a community was drawn anew meanwhile."""
    if not said.get("address") or not said.get("spot"):
        return None
    return placed(directory(office), said["spot"], said["address"])


def identity_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """By what another record of the same enterprise is found."""
    code = None if said.get("no_code") else said.get("code")
    return {
        "name": said.get("name", ""),
        "code": code or None,
        "address": said.get("address", ""),
    }


def details_of(said: Mapping[str, Any]) -> Details:
    """The record a filled form describes."""
    named = Details.__dataclass_fields__.keys() - {"code"}
    fields = {name: said[name] for name in named if name in said}
    return Details(code=identity_of(said)["code"], **fields)

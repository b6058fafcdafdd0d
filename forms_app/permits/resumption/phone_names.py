"""What a phone calls the doors of today and the lines of their checks: by reference and
id in the campaign that the office leads with; with the campaign behind an @ in others.
"""

from __future__ import annotations

from forms_app.base.office import Office
from forms_app.permits.grid.queries import leading

OF = "@"


def behind(office: Office, campaign: str) -> str:
    """What stands behind a name in a campaign."""
    return "" if campaign == leading(office) else f"{OF}{campaign}"


def read(office: Office, name: str) -> tuple[str, str]:
    """A name and its campaign."""
    plain, _of, campaign = name.partition(OF)
    return plain, campaign or leading(office)

"""What an operation raises when a rule says no, with the sentence that people read."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import gettext as _


class Refused(Exception):
    """A rule says no.

    The sentence tells the person what to do instead; it is a message of the catalogue.
    """

    def __init__(self, says: str, **values: Any) -> None:
        super().__init__(says)
        self.says = says
        self.values = values

    def __str__(self) -> str:
        return _(self.says, **self.values)


class NotSetUp(Refused):
    """The office has not laid down yet what this needs, such as a rule in force.

    A page that is only looked at says so and is no failure.
    """


class ChangedMeanwhile(Refused):
    """Somebody else changed the record after this page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "您打开页面之后，别人已经处理过这一件。下面是最新的情况，请看过再办。"
        )

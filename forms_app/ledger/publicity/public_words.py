"""What stands in a list, a sheet or a group must not carry a number of a person."""

from __future__ import annotations

from forms_app.base.contentfile.leaks import found_in
from forms_app.base.refusal import Refused


def without_people(*texts: str) -> None:
    """Let these pass.

    Raises:
        Refused: a phone number or a resident ID number stands in one.
    """
    if any(list(found_in(text)) for text in texts):
        raise Refused("这里不能写电话号码和身份证号码。")

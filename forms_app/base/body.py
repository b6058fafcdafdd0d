"""The body of a form: how many fields it may have.

A request of half a megabyte has room for a hundred thousand of them, which every step
after reading it would walk through. Parts of a form with files are counted by Werkzeug
(MAX_FORM_PARTS).
"""

from __future__ import annotations

from typing import IO, Any

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

MOST_FIELDS = 5_000  # the longest page of ours has a third of that


class CountedFields(FormDataParser):
    """A form as Werkzeug reads it, unless it has too many fields."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        rest, fields, files = super().parse(stream, mimetype, content_length, options)
        if sum(map(len, fields.listvalues())) > MOST_FIELDS:
            raise RequestEntityTooLarge
        return rest, fields, files


class CountedRequest(Request):
    """A request whose form is counted."""

    form_data_parser_class = CountedFields

"""Trying the changed rows of a sheet before anybody takes them: each by the list's own
operation, and undone again, so that the preview says what the writing would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from forms_app.base.catalogue import use_language
from forms_app.base.listing import Column, Listing
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.ledger.lists.differences import Difference


@dataclass(frozen=True)
class Trial:
    """A list, whoever handed a sheet of it in, and its columns by key."""

    listing: Listing
    reader: Reader
    columns: dict[str, Column]

    @classmethod
    def of(cls, listing: Listing, reader: Reader) -> Trial:
        columns = {column.key: column for column in listing.columns(reader)}
        return cls(listing, reader, columns)

    def judged(
        self, records: Iterable[Any], found: Iterable[Difference]
    ) -> list[Difference]:
        """The differences, each that the operation refuses with its fault.

        A cell that is refused by itself keeps none of its row back; where cells are
        refused together only, all of them are.
        """
        known = {self.listing.number(record): record for record in records}
        told: list[Difference] = []
        for number, of_row in groupby(found, key=lambda one: one.number):
            cells = list(of_row)
            good = [one for one in cells if not one.fault]
            faults = dict(self._faults(known[number], good)) if good else {}
            told += [
                replace(one, fault=faults.get(one.key, one.fault)) for one in cells
            ]
        return told

    def _faults(
        self, record: Any, cells: list[Difference]
    ) -> Iterator[tuple[str, str]]:
        """The key of each cell that cannot be taken, and why."""
        if not self._refusal(record, cells):
            return
        alone = {one.key: self._refusal(record, [one]) for one in cells}
        left = [one for one in cells if not alone[one.key]]
        together = self._refusal(record, left) if left else ""
        for key, fault in alone.items():
            if fault or together:
                yield key, fault or together

    def _refusal(self, record: Any, cells: list[Difference]) -> str:
        """What the operation says to these cells; "" where it takes them. Undone."""
        attempt = self.reader.session.begin_nested()
        try:
            self.change(record, cells)
            self.reader.session.flush()
        except Refused as refused:
            return str(refused)
        finally:
            attempt.rollback()
        return ""

    def change(self, record: Any, cells: list[Difference]) -> None:
        """Change a row as its cells say.

        Raises:
            Refused: the list's own operation says no.
        """
        assert self.listing.change, "a list without it has no column that can be read"
        values = {}
        with use_language(cells[0].lang):
            for one in cells:
                read = self.columns[one.key].read
                assert read, "a cell of a column that is not read has a fault"
                values[one.key] = read(one.after)
        self.listing.change(self.reader, record, values)

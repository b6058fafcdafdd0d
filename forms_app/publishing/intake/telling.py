"""What was saved on a host that does not publish, takes away and cannot be offered, or is
taken by nobody: it is told to every host by the object store (tombstones.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from forms_app.base import pulse
from forms_app.base.clock import real_now
from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.publishing.intake import tombstones
from forms_app.publishing.intake.folder_file import FolderFile
from forms_app.publishing.intake.tombstones import Tombstone, Tombstones
from forms_app.publishing.intake.urgent import is_taken_away, may_take_away
from forms_app.publishing.intake.working_copy import name_in_place

FILE = "told.json"  # in data/: what was told, by path
NO_HOST = ""  # nobody's page says it better


class Telling:
    """Of one host. `told`: by path of the content folder."""

    def __init__(self, office: Office) -> None:
        self.office = office
        told = read_json(office.data / FILE)
        self.told = {path: Tombstone.of(one) for path, one in told.items()}

    def tell(self, paths: list[str], offered: Mapping[str, set[str]]) -> None:
        """Those of them that take away; `offered`: by path, the hashes of what was.

        Also this host shows it by that: its own pages do not know it yet.
        """
        pulse.beat(within=pulse.WHOLE)
        new = {
            path: self._tombstone(path, offered)
            for path in paths
            if path not in self.told and self._takes_away(path)
        }
        tombstones.note(self.office.data, iter(new.values()))
        if new:
            self._note(self.told | new)

    def _tombstone(self, path: str, offered: Mapping[str, set[str]]) -> Tombstone:
        place = name_in_place(path)
        before = {*offered.get(path, ()), *offered.get(place, ())}
        over = sorted(before - FolderFile.at(self.office.content, path).alike)
        at = real_now().isoformat()
        return Tombstone(place, Path(place).stem, at, NO_HOST, tuple(over))

    def _note(self, told: dict[str, Tombstone]) -> None:
        """Also for the next process: what is taken back then ends too."""
        self.told = told
        with suppress(OSError):
            write_json(
                self.office.data / FILE,
                {path: asdict(one) for path, one in told.items()},
            )

    def take_back(self) -> None:
        """What was told, and was saved otherwise before it could be offered. What was
        accepted ends by the journal.
        """
        for path in [path for path in self.told if not self._takes_away(path)]:
            with suppress(OSError):
                if not is_taken_away(self.office.accepted / name_in_place(path)):
                    store = Tombstones(self.office.objects, self.office.keys)
                    store.take_back(self.office.data, self.told[path])
                self._note(
                    {one: told for one, told in self.told.items() if one != path}
                )

    def _takes_away(self, path: str) -> bool:
        place = name_in_place(path)
        return is_decision(place) and may_take_away(
            self.office.content / path, self.office.accepted / place
        )

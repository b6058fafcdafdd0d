"""content/office.toml: what an office is called, how it looks, what is local, which
features it uses. One file an office, judged like every content file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from forms_app.base.contentfile.rows import Row, Written
from forms_app.base.contentfile.rulefile import read_toml

if TYPE_CHECKING:
    from forms_app.base.office import Office

FILE = "office.toml"
ACCENTS = ("vermilion", "indigo", "pine", "plum")
KEYS = (
    "name",
    "name_en",
    "of",
    "of_en",
    "accent",
    "places",
    "features",
    "timezone",
)
LONGEST = 40  # characters of a name: the masthead is one line on a phone
SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|省|市|区|县|镇|街道)$")


@dataclass(frozen=True)
class Profile:
    """One office, as its file says.

    `places`: what is local, the largest first. `features`: the names of those that are
    on, None for all there are. `timezone`: by which clock it shows and reads moments.
    """

    name: str = "社区告示"
    name_en: str = "Community Notice Board"
    of: str = ""
    of_en: str = ""
    accent: str = ACCENTS[0]
    places: tuple[str, ...] = ()
    features: tuple[str, ...] | None = None
    timezone: str = "Asia/Shanghai"

    @property
    def place_words(self) -> tuple[str, ...]:
        """The places as people write them: with and without what kind of place it is,
        longest first.
        """
        short = [SUFFIX.sub("", place) for place in self.places]
        return tuple(
            sorted({*self.places, *short}, key=lambda word: (-len(word), word))
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def read_profile(
    data: bytes, features: Collection[str] | None = None
) -> tuple[Profile | None, Written]:
    """The profile; None beside the faults that were noted in what is written.

    `features`: the names a file may switch on; None where it was judged before.
    """
    values, faults = read_toml(data, FILE)
    text = data.decode("utf-8", "replace")
    written = Written(FILE, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    written.faults += faults
    if values is None:
        return None, written
    row = Row(written, 0, values)
    written.know(row, KEYS)
    profile = Profile(
        name=_name(row, "name", required=True),
        name_en=_name(row, "name_en", required=True),
        of=_name(row, "of"),
        of_en=_name(row, "of_en"),
        accent=row.word("accent", ACCENTS) if "accent" in values else ACCENTS[0],
        places=_words(row, "places") or (),
        features=_words(row, "features", features),
        timezone=_timezone(row),
    )
    return (None if written.faults else profile), written


def _name(row: Row, key: str, required: bool = False) -> str:
    word = row.text(key, required)
    if len(word) > LONGEST * (1 if word.isascii() is False else 2):
        row.fault(key, "“%(key)s”太长，页头放不下", "40 个字以内")
    return word


def _words(
    row: Row, key: str, allowed: Collection[str] | None = None
) -> tuple[str, ...] | None:
    """Several words, which may be none at all; None where the key is not there."""
    if key not in row.values:
        return None
    if row.values[key] == []:
        return ()
    return row.words(key, allowed)


def _timezone(row: Row) -> str:
    word = row.text("timezone") or Profile.timezone
    if word not in available_timezones():
        row.fault(
            "timezone",
            "没有“%(value)s”这个时区",
            Profile.timezone,
            word,
            sorted(available_timezones()),
        )
        return Profile.timezone
    return word


_read: dict[Path, tuple[tuple[int, int], Profile]] = {}


def profile_in(folder: Path) -> Profile:
    """The profile of an accepted tree or of a content folder; read again when its file
    changes. An office without one has a neutral name.
    """
    path = folder / FILE
    try:
        stat = path.stat()
    except FileNotFoundError:
        return Profile()
    stamp = (stat.st_mtime_ns, stat.st_size)
    if path not in _read or _read[path][0] != stamp:
        found, _written = read_profile(path.read_bytes())
        _read[path] = (stamp, found or Profile())
    return _read[path][1]


def local_places(office: Office) -> tuple[str, ...]:
    """What the office says is local, longest first."""
    return profile_in(office.accepted).place_words

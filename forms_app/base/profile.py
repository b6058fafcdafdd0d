"""content/office.toml: what an office is called, how it looks, what is local, which
features it uses. One file an office, judged like every content file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.campaign_folder import CAMPAIGN
from forms_app.base.contentfile.keys import Key, Type, Values, names
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.section import Block, Section
from forms_app.base.contentfile.toml import read_toml
from forms_app.base.contentfile.values import read_keys
from forms_app.base.contentfile.written import Written, plain_text
from forms_app.base.jsonfiles import read_json
from forms_app.base.second_eyes import KEY as SECOND_EYES
from forms_app.base.second_eyes import NOBODY, SecondEyes, second_eyes_of
from forms_app.base.security_contact import KEY as SECURITY
from forms_app.base.security_contact import SecurityContact, security_contact_of

if TYPE_CHECKING:
    from forms_app.base.office import Office

FILE = "office.toml"
ACCENTS = {
    "vermilion": "朱红、红色",
    "indigo": "靛蓝、蓝色",
    "pine": "松绿、绿色",
    "plum": "梅紫、紫色",
}
ACCENT = "vermilion"  # of an office that names none
ZONE = "Asia/Shanghai"  # of an office that names none
LONGEST = 40  # characters of a name: the masthead is one line on a phone
KEYS = (
    Key(
        "name",
        "页头的名称",
        "Its name at the top of every page",
        required=True,
        example="示例社区告示",
        high=LONGEST,
        called="名称",
    ),
    Key(
        "name_en",
        "英文页上的名称",
        "The same on English pages",
        required=True,
        example="Example Notice Board",
        high=LONGEST,
        called="英文名称",
    ),
    Key(
        "of",
        "写在名称旁边的街道或区",
        "What stands beside the name",
        example="……",
        high=LONGEST,
        called="所属",
    ),
    Key(
        "of_en",
        "旁边那一行的英文",
        "The same in English",
        example="……",
        high=LONGEST,
        called="所属英文",
    ),
    Key(
        "accent",
        "颜色：朱红、靛蓝、松绿、梅紫",
        "Its colour",
        Type.WORD,
        choices=ACCENTS,
        default=ACCENT,
        example="indigo",
        called="颜色",
    ),
    Key(
        "places",
        "本地的地名，从大到小",
        "The names of what is local, the largest first",
        Type.LIST,
        example='["示例省", "示例市"]',
        called="地名",
    ),
    Key(
        "features",
        "要用的功能；不写就是全部",
        "The features that are on; all where it is left out",
        Type.LIST,
        choices=lambda beside: beside.features,
        example='["visits", "feedback"]',
        called="功能",
    ),
    Key(
        "campaign",
        "首页先说哪一个专项行动；只有一个就不用写",
        "The campaign that the first page leads with; not needed where there is one",
        Type.WORD,
        choices=lambda beside: beside.campaigns,
        example="opening",
        called="专项行动",
    ),
    Key(
        "timezone",
        "时区",
        "Its time zone",
        default=ZONE,
        example=ZONE,
        called="时区",
    ),
    Key(
        "licence",
        "公布的数据按什么许可使用",
        "The licence under which its data may be used",
        example="CC BY 4.0",
        high=LONGEST,
        called="许可、数据许可",
    ),
    SECOND_EYES,
    SECURITY,
)
NAMES = ("name", "name_en", "of", "of_en")
SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|省|市|区|县|镇|街道)$")


@dataclass(frozen=True)
class Profile:
    """One office, as its file says.

    `places`: what is local, the largest first. `features`: the names of those that are
    on, None for all there are. `campaign`: the slug of the one that it leads with, empty
    where there is one alone. `timezone`: by which clock it shows and reads moments.
    `second_eyes`: what a second account confirms. `security`: where somebody tells that
    it is not safe. `licence`: how its data may be used, empty where nobody said.
    """

    name: str = "社区告示"
    name_en: str = "Community Notice Board"
    of: str = ""
    of_en: str = ""
    accent: str = ACCENT
    places: tuple[str, ...] = ()
    features: tuple[str, ...] | None = None
    campaign: str = ""
    timezone: str = ZONE
    second_eyes: SecondEyes = NOBODY
    security: SecurityContact | None = None
    licence: str = ""

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


class OfficeFile(Section[Profile]):
    """The one file of what belongs to one office."""

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[Profile | None, Written]:
        values, faults = read_toml(data, path)
        written = Written(path, plain_text(data), beside, faults)
        if values is None:
            return None, written
        row = Row(written, 0, values)
        row.know(names(KEYS))
        profile = _profile(row, read_keys(row, KEYS))
        return (None if written.faults else profile), written


OFFICE = OfficeFile(FILE, _l("办公室"), (Block(KEYS),), files="")


def _profile(row: Row, values: Values) -> Profile:
    """What also shows between the keys is noted in the row's file."""
    return Profile(
        **{key: values[key] for key in (*NAMES, "accent", "places", "campaign")},
        features=values["features"] if "features" in row.values else None,
        timezone=_timezone(row, values["timezone"]),
        second_eyes=second_eyes_of(values[SECOND_EYES.name]),
        security=security_contact_of(values[SECURITY.name]),
        licence=values["licence"],
    )


def _timezone(row: Row, word: str) -> str:
    if not word or word in available_timezones():
        return word or Profile.timezone
    row.fault(
        "timezone",
        "没有“%(value)s”这个时区",
        ZONE,
        word,
        sorted(available_timezones()),
    )
    return Profile.timezone


def profile_in(folder: Path) -> Profile:
    """The profile of an accepted tree or of a content folder; read again when its file
    changes. An office without one has a neutral name.
    """
    return OFFICE.record(folder, FILE) or Profile()


def features_in(tree: Path) -> tuple[str, ...] | None:
    """The features that an accepted tree has on: those of the office, and those that its
    campaigns need until they are over; None for all there are.
    """
    chosen = profile_in(tree).features
    if chosen is None:
        return None
    today = str(read_json(tree / "today.json").get("today", ""))
    return (*chosen, *needed_by(CAMPAIGN_RULES.records(tree).values(), today))


def needed_by(rules: Iterable[RuleFile], today: str) -> Iterator[str]:
    """The features that campaigns need on a day; a rehearsal needs none."""
    for rule in rules:
        is_over = rule.until is not None and today > str(rule.until)
        if rule.kind == CAMPAIGN and not is_over and not rule.extra.get("draft"):
            yield from rule.extra.get("features", ())


def local_places(office: Office) -> tuple[str, ...]:
    """What the office says is local, longest first."""
    return profile_in(office.accepted).place_words

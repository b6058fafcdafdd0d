"""What the public sees of an enterprise: one entry made of its accepted file, its
standing and its community.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from markupsafe import Markup

from forms_app.base.formulas import csv_line
from forms_app.base.initials import initials_of
from forms_app.base.wording import Wording
from forms_app.permits.campaigns.campaign import Campaign, Phase, Published
from forms_app.permits.enterprises.content import (
    GRANTED,
    NOT_PUBLIC,
    EnterpriseFile,
)
from forms_app.permits.grid.community import Community
from forms_app.publishing.intake.logged import BEGINNING
from forms_app.publishing.site.fingerprint import digest
from forms_app.publishing.site.inputs import Inputs

REVOKED_SHOWN = timedelta(days=30)
# Of an inspection, what its list has; the page of an enterprise says all.
LISTED = {
    Published.PASSED: {"passed"},
    Published.ALL: {"passed", "checking", "mending", "suspended"},
    Published.NONE: set[str](),
}
BEGUN = {Phase.RUNNING, Phase.OVER}
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Entry:
    """`shown` is approved, checking, suspended, revoked or withdrawn; `listed` whether
    it stands in lists. `over`: the last day of its campaign, once that is past.
    """

    reference: str
    name: str
    kind: str
    community: str
    community_name: dict[str, str]
    grid_name: str
    place: str
    batch: int | None
    since: str
    shown: str
    listed: bool
    reason: str
    pilot: bool
    basis_link: tuple[str, str] | None
    office: str
    phone: str
    object_until: str  # the last day of the time to object
    may_object: bool  # until then
    remark: str  # Markdown
    campaign: str
    campaign_name: dict[str, str]
    over: str
    words: Wording  # of its campaign
    logged: str  # since which day the public log says so; empty where nobody knows
    log_began: str  # the day of the log, where it began later than this was decided
    # its row as markup, by language
    rows: dict[str, Markup] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def fingerprint(self) -> bytes:
        return digest(repr(_all_of(self)).encode())

    @cached_property
    def csv_line(self) -> str:
        """The same for a spreadsheet; what it would take for a formula gets an
        apostrophe in front.
        """
        return csv_line(self.row().values())

    @cached_property
    def row_print(self) -> bytes:
        """The fingerprint of what lists say of it: less than the page says, so that a
        remark touches no list.
        """
        told = repr((self.row(), self.community_name, self.over))
        return digest(told.encode() + self.words.fingerprint)

    @cached_property
    def sorts(self) -> tuple[str, str]:
        """Newest first means descending by this; a total order, so that equal days
        never depend on the file system.
        """
        return self.since, self.reference

    @cached_property
    def line(self) -> str:
        """The row as it stands in the data files."""
        return _compact(self.row())

    @cached_property
    def search_line(self) -> str:
        """The row with what else a search looks through, or shows."""
        initials = {"initials": initials_of(self.name), "over": self.over}
        return _compact({**self.row(), **initials})

    def warm_up(self) -> None:
        """Make the lines of the data files before they are needed."""
        _ = self.listed and (self.line, self.search_line, self.csv_line)

    @property
    def key(self) -> str:
        return f"{self.campaign}/{self.reference}"

    @property
    def area(self) -> str:
        return f"{self.campaign}/{self.community}"

    @property
    def url(self) -> str:
        return f"/enterprises/{self.reference}/"

    def row(self) -> dict[str, object]:
        """The public data row: these keys and no others."""
        return {
            "reference": self.reference,
            "name": self.name,
            "kind": self.kind,
            "community": self.community,
            "grid": self.grid_name,
            "place": self.place,
            "batch": self.batch,
            "since": self.since,
            "status": self.shown,
            "url": self.url,
        }


# All that makes an entry: what a page of it may show.
_all_of = attrgetter(*(each.name for each in fields(Entry) if each.compare))


def entry(
    record: EnterpriseFile,
    community: Community,
    inputs: Inputs,
    bases: dict[str, tuple[str, str]],
) -> Entry | None:
    """None when it is pending, or its campaign has not begun or is a rehearsal."""
    campaign = inputs.campaigns.get(record.campaign)
    phase = inputs.phase(record.campaign)
    if campaign is None or phase not in BEGUN or record.status in NOT_PUBLIC:
        return None
    shown, since = shown_as(record, inputs.standing.get(record.key, {}))
    until = _object_until(since, inputs)
    return Entry(
        record.reference,
        record.title,
        str(record.kind),
        record.community,
        {"zh-Hans": community.title, "en": community.title_en},
        _grid_name(community, record.grid),
        record.place,
        record.batch,
        since,
        shown,
        _is_listed(campaign, shown, record.since, inputs.today),
        record.reason,
        record.pilot,
        bases.get(record.basis),
        community.office,
        community.phone,
        until,
        inputs.today.isoformat() <= until,
        record.remark,
        campaign.slug,
        {"zh-Hans": campaign.zh, "en": campaign.en},
        str(campaign.until) if phase is Phase.OVER else "",
        campaign.words,
        *_logged(record.key, campaign, inputs),
    )


def _logged(key: str, campaign: Campaign, inputs: Inputs) -> tuple[str, str]:
    """Since when it is in the public log; or that it is older than the log, and the day
    of that. What was decided before its campaign began was not public then.
    """
    begins = campaign.begins.isoformat()
    own = inputs.logged.get(key, "")
    log_began = inputs.logged.get(BEGINNING, "")
    if own or (log_began and begins > log_began):
        return max(own, begins), ""
    return "", log_began


def _object_until(since: str, inputs: Inputs) -> str:
    days = timedelta(days=inputs.objection_days)
    return (date.fromisoformat(since) + days).isoformat()


def _grid_name(community: Community, slug: str) -> str:
    grid = community.grid(slug)
    return grid.name if grid else slug


def shown_as(record: EnterpriseFile, exception: Mapping[str, str]) -> tuple[str, str]:
    """The state that the public sees, and its day."""
    match exception.get("standing"):
        case "withdrawn":
            return "withdrawn", exception["since"]
        case "checking" if record.status in GRANTED:
            return "checking", record.since.isoformat()
    return str(record.status), record.since.isoformat()


def _is_listed(campaign: Campaign, shown: str, since: date, today: date) -> bool:
    if campaign.is_inspection:
        return shown in LISTED[campaign.published]
    if shown == "revoked":
        return today - since <= REVOKED_SHOWN
    return shown != "withdrawn"

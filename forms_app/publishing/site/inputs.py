"""The inputs of a build that are not content files: which day it is, what is excepted,
what was counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.jsonfiles import read_json
from forms_app.base.profile import Profile, features_in, profile_in
from forms_app.base.vocabulary import Vocabulary
from forms_app.base.wording import NEUTRAL, Wording
from forms_app.ledger.feedback.content import objection_days
from forms_app.ledger.feedback.rules import OBJECTION_DAYS
from forms_app.office.retention.rules import Retention
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.queries import campaigns_in, vocabulary_in
from forms_app.permits.grid.queries import leading_in
from forms_app.publishing.intake.logged import logged_in
from forms_app.publishing.intake.media import Placed, placed_in
from forms_app.publishing.site.kept import retention_in


@dataclass(frozen=True)
class Shelf:
    """Pictures and attachments by their path in the content, and where their copies
    lie: in a folder, or in memory.
    """

    placed: dict[str, Placed] = field(default_factory=dict)
    folder: Path = Path()
    copies: dict[str, bytes] = field(default_factory=dict)

    def data(self, name: str) -> bytes:
        """The bytes of a copy."""
        kept = self.copies.get(name)
        return (self.folder / name).read_bytes() if kept is None else kept


@dataclass(frozen=True)
class Inputs:
    """`standing` and `figures` as written by accept.py and collect.py; missing files
    mean none. `objection_days` is of the rule file in force.

    `as_of` is the time of the release, `list_as_of` by area (a community in a campaign)
    the time its list last changed. `lead` is the campaign that the site leads with.
    `logged`: by its key, the day of a decision in the public log, where it is known.
    `retention`: the rule in force of how long what is kept.
    """

    today: date
    as_of: str
    demo: bool
    list_as_of: dict[str, str] = field(default_factory=dict)
    standing: dict[str, dict[str, str]] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    objection_days: int = OBJECTION_DAYS
    profile: Profile = field(default_factory=Profile)
    media: Shelf = field(default_factory=Shelf)
    features: tuple[str, ...] | None = None
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    lead: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    logged: Mapping[str, str] = field(default_factory=dict)
    retention: Retention | None = None

    def wording(self, campaign: str | None = None) -> Wording:
        """The words of a campaign, of the leading one where none is named."""
        found = self.campaigns.get(self.lead if campaign is None else campaign)
        return found.words if found else NEUTRAL

    def phase(self, campaign: str) -> Phase:
        """Where a campaign stands today; a draft where there is none of this name."""
        found = self.campaigns.get(campaign)
        return found.phase(self.today) if found else Phase.DRAFT

    @property
    def listed(self) -> list[str]:
        """The campaigns that have lists: the leading one, and those that are neither a
        rehearsal nor to come.
        """
        shown = {Phase.RUNNING, Phase.OVER}
        found = (slug for slug in self.campaigns if self.phase(slug) in shown)
        return [*dict.fromkeys([self.lead, *found])]

    @property
    def supplies(self) -> dict[str, Any]:
        """By community, as of the time each says."""
        found: dict[str, Any] = self.figures.get("supplies", {})
        return found

    @classmethod
    def read(cls, tree: Path) -> Inputs:
        """Of an accepted tree; of a plain content folder, the newest date any file
        names is today.
        """
        saved = read_json(tree / "today.json")
        if not saved:
            newest = max(_dates(tree), default="2020-01-01")
            saved = {"today": newest, "as_of": f"{newest} 00:00", "demo": False}
        return cls(
            date.fromisoformat(saved["today"]),
            saved["as_of"],
            saved["demo"],
            saved.get("list_as_of", {}),
            read_json(tree / "standing.json"),
            read_json(tree / "figures.json"),
            objection_days(tree / "rules", date.fromisoformat(saved["today"])),
            profile_in(tree),
            Shelf(placed_in(tree), tree / MEDIA),
            features_in(tree),
            campaigns_in(tree),
            leading_in(tree),
            vocabulary_in(tree, date.fromisoformat(saved["today"])),
            logged_in(tree),
            retention_in(tree / "rules", date.fromisoformat(saved["today"])),
        )


def _dates(tree: Path) -> list[str]:
    found = []
    for path in tree.rglob("*.md"):
        for row in path.read_text(encoding="utf-8-sig").split("\n"):
            if not row.strip():
                break
            if row.lower().startswith(("date:", "since:")):
                found.append(row.partition(":")[2].strip())
    return found

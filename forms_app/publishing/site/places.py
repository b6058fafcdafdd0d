"""Where the lists and data files of a campaign lie: those of the leading one have the
short addresses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """What the paths of one campaign begin with; `whole` is without a suffix."""

    root: str
    search: str
    sitemap: str
    whole: str

    @classmethod
    def of(cls, campaign: str, lead: str) -> Place:
        if campaign == lead:
            return cls("enterprises/", "data/search/", "sitemap/", "data/enterprises")
        root = f"campaigns/{campaign}/"
        return cls(
            root,
            f"data/{root}search/",
            f"sitemap/{campaign}/",
            f"data/campaigns/{campaign}",
        )

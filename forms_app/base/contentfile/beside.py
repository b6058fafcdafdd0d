"""What a content file is judged by beside itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """What it may name: slugs of communities, of the `grids` of its own one and of
    documents, names of features, by rule the ids of its rows.
    `originals`: the paths of the files that a translation may belong to, and with a /
    behind them the folders that hold texts. `prefixes`: those of communities that are
    taken. `campaigns`: their slugs; `areas`: those of communities, as their files are
    called, read or not.

    None: not looked at, as with an accepted file.
    """

    communities: Collection[str] | None = None
    documents: Collection[str] | None = None
    rows: Mapping[str, Collection[str]] | None = None
    features: Collection[str] | None = None
    originals: Collection[str] | None = None
    grids: Collection[str] | None = None
    campaigns: Collection[str] | None = None
    areas: Collection[str] | None = None
    prefixes: Collection[str] = ()

    def rows_of(self, rule_id: str) -> Collection[str] | None:
        return None if self.rows is None else self.rows.get(rule_id)


ACCEPTED = Beside()

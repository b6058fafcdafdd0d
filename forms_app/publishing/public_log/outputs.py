"""The files of the public log: its tiles, its head, its key, and what is where.

A full tile never changes. The last one is named by how many lines it has, so that whoever
has read the head asks for just these.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from forms_app.base.contentfile.write import file_hash
from forms_app.base.signing_key import SigningKey
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.publishing.public_log.leaf_file import LeafFile
from forms_app.publishing.public_log.lines import WIDTH, Lines, tile, tile_of
from forms_app.publishing.release.version_file import PUBLIC_LOG
from forms_app.publishing.site.entries import LISTED
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.places import Place

HEAD = f"{PUBLIC_LOG}head.txt"
KEY = f"{PUBLIC_LOG}key.txt"
INDEX = f"{PUBLIC_LOG}index.json"
TILES = f"{PUBLIC_LOG}tiles/"
# Of a list of permits, what is always in it: a revocation leaves it after a while.
OF_PERMITS = frozenset({"approved", "checking", "suspended"})


@dataclass(frozen=True)
class File:
    """`key` is the hash of what `make` gives."""

    path: str
    key: str
    make: Callable[[], bytes]


def of(data: bytes, path: str) -> File:
    return File(path, file_hash(data), lambda: data)


def tile_path(number: int, width: int = WIDTH) -> str:
    """`number` from zero."""
    partial = "" if width == WIDTH else f".{width}"
    return f"{TILES}{number:06}{partial}.txt"


def tile_files(lines: Lines, file: LeafFile) -> list[File]:
    """Those of the full tiles are read from the disk, if they are needed at all."""

    def reader(number: int) -> Callable[[], bytes]:
        return lambda: tile_of(file.read(), number)

    found = [
        File(tile_path(number), digest, reader(number))
        for number, digest in enumerate(lines.full)
    ]
    if lines.tail:
        path = tile_path(len(lines.full), len(lines.tail))
        found.append(of(tile(lines.tail), path))
    return found


def tile_paths(size: int) -> list[str]:
    """Of a tree of this size."""
    full, rest = divmod(size, WIDTH)
    paths = [tile_path(number) for number in range(full)]
    return [*paths, tile_path(full, rest)] if rest else paths


def index_file(key: SigningKey) -> File:
    """What is where, for whoever writes a program."""
    told = {
        "head": f"/{HEAD}",
        "tiles": f"/{TILES}",
        "lines_in_a_tile": WIDTH,
        "key": f"/{KEY}",
        "fingerprint": key.fingerprint,
        "hashing": "RFC 9162, SHA-256: 0x00 before a line, 0x01 before two nodes",
        "head_format": "signed note, c2sp.org/tlog-checkpoint",
        "explained": "/help/public-log/",
    }
    return of((json.dumps(told, indent=1) + "\n").encode(), INDEX)


def lists_of(inputs: Inputs) -> tuple[str, ...]:
    """For each list its campaign, its address, and the statuses that always stand in it."""
    found = []
    for slug in inputs.listed:
        if campaign := inputs.campaigns.get(slug):
            address = f"/{Place.of(slug, inputs.lead).whole}.json"
            statuses = ",".join(sorted(_listed(campaign)))
            found.append(f"{slug} {address} {statuses}")
    return tuple(found)


def _listed(campaign: Campaign) -> frozenset[str]:
    if campaign.is_inspection:
        return frozenset(LISTED[campaign.published])
    return OF_PERMITS


def origin_of(public_url: str) -> str:
    """What the log is called: the host of the site, and the folder."""
    host = urlsplit(public_url).netloc or "localhost"
    return f"{host}/{Path(PUBLIC_LOG)}"

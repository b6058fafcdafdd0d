"""The public log as the site of a host has it, and the lines that this host knows."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.office import Office
from forms_app.base.ownfile import read_own
from forms_app.base.publisher_lease import published_last_elsewhere
from forms_app.publishing.public_log.leaf_file import Kept, LeafFile
from forms_app.publishing.public_log.outputs import HEAD, tile_paths
from forms_app.publishing.public_log.tree_head import TreeHead
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.state import Paths


@dataclass(frozen=True)
class LogOnSite:
    """Of what is out: `paths` with their objects."""

    paths: Paths
    objects: Objects

    @classmethod
    def of(cls, office: Office) -> LogOnSite:
        """Nothing of it where what is out cannot be told."""
        try:
            paths = ReleaseLog(office.site).state().paths
        except LogDamaged:
            paths = {}
        return cls(paths, Objects(office.site / "objects"))

    def read(self, path: str) -> bytes:
        """Nothing where there is none, or it is harmed."""
        digest, _key = self.paths.get(path, ("", ""))
        try:
            return read_own(self.objects.path(digest)) if digest else b""
        except OSError:
            return b""

    def head(self) -> TreeHead | None:
        data = self.read(HEAD)
        try:
            return TreeHead.read(data.decode()) if data else None
        except ValueError:
            return None

    def lines(self, size: int) -> list[str]:
        data = b"".join(map(self.read, tile_paths(size)))
        return data.decode("ascii", "replace").splitlines()


def known_lines(office: Office, on_site: LogOnSite) -> list[Kept]:
    """Those on the disk; where another host published last, and noted them there, those
    of its tiles.
    """
    head = on_site.head()
    if head and published_last_elsewhere(office.database, office.data):
        return [Kept(0, line) for line in on_site.lines(head.size)]
    return LeafFile(office.data).read()

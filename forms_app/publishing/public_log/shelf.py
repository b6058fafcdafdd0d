"""What of the public log is on the site: held against the lines on the disk at the start,
and brought after them.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms_app.base.office import Office
from forms_app.base.signing_key import SigningKey
from forms_app.publishing.public_log import outputs
from forms_app.publishing.public_log.leaf import moment_of
from forms_app.publishing.public_log.leaf_file import Kept, LeafFile
from forms_app.publishing.public_log.lines import Lines
from forms_app.publishing.public_log.merkle import Tree
from forms_app.publishing.public_log.on_site import LogOnSite
from forms_app.publishing.public_log.outputs import HEAD, TILES, File
from forms_app.publishing.public_log.tree_head import TreeHead, signed_note
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.site.inputs import Inputs


class LogContradicted(Exception):
    """Neither the lines on the disk nor the tiles of the site are what the published head
    names; nothing more is signed until somebody has looked into it.
    """


class Shelf:
    """Of one publisher's site."""

    def __init__(self, office: Office, releaser: Releaser, file: LeafFile) -> None:
        self.office = office
        self.releaser = releaser
        self.file = file
        self.key: SigningKey | None = None
        self.note = ""
        self.moment = ""  # of the newest head
        # what the note tells of: size, release, lists, address
        self.said: tuple[object, ...] = ()
        self.partial: str | None = None  # the tile that is not full

    @property
    def is_begun(self) -> bool:
        return HEAD in self.releaser.built

    def is_behind(self) -> bool:
        """Whether the head is of an older release than the site, or something of it is to
        be made again.
        """
        is_of_now = self.said[1:2] == (self.releaser.number,)
        return self.is_begun and not is_of_now

    def right(self, kept: list[Kept], sequence: int) -> list[Kept]:
        """The lines on the disk, where they continue what was published; else what was
        published, which is put on the disk.

        Raises:
            LogContradicted: that is lost too.
        """
        on_site = LogOnSite(self.releaser.shown, self.releaser.site.objects)
        told = on_site.head()
        self.moment = max(self.moment, told.moment if told else "")
        if told is None or is_told(kept, told):
            return kept
        found = [Kept(sequence, line) for line in on_site.lines(told.size)]
        if not is_told(found, told):
            raise LogContradicted
        self.file.write_anew(found)
        return found

    def bring_out(self, lines: Lines, inputs: Inputs, audit: str = "") -> None:
        """Tiles, head, key and index, as far as they are not there.

        Raises:
            KeysMissing: it cannot be signed.
            OSError: the disk is full or away.
        """
        self.key = self.key or SigningKey(self.office.keys)
        self._sign(self.key, lines, inputs, audit)
        files = [
            *outputs.tile_files(lines, self.file),
            outputs.of(self.key.pem, outputs.KEY),
            outputs.index_file(self.key),
            outputs.of(self.note.encode(), HEAD),
        ]
        built = self.releaser.built
        fresh = [one for one in files if built.get(one.path, ("", ""))[1] != one.key]
        made = [(one.path, one.make(), one.key) for one in fresh]
        self.releaser.beside(made, self._stale(files))

    def _sign(self, key: SigningKey, lines: Lines, inputs: Inputs, audit: str) -> None:
        lists = outputs.lists_of(inputs)
        address = self.office.config.public_url
        says = (lines.tree.size, self.releaser.number, lists, address)
        if says == self.said:
            return
        now = moment_of(self.office.clock.now())
        self.moment = max(now, lines.moment, self.moment)
        head = TreeHead(
            outputs.origin_of(address),
            lines.tree.size,
            lines.tree.root,
            self.moment,
            self.releaser.number,
            audit,
            lists,
        )
        self.note = signed_note(head, key)
        self.said = says

    def _stale(self, files: Iterable[File]) -> set[str]:
        """Tiles that are on the site and not among these: as a rule the one that was not
        full.
        """
        wanted = {one.path for one in files if one.path.startswith(TILES)}
        if self.partial is None:
            there = {path for path in self.releaser.built if path.startswith(TILES)}
        else:
            there = {self.partial}
        self.partial = max(wanted, default="")
        return there - wanted


def is_told(kept: list[Kept], told: TreeHead) -> bool:
    """Whether the first lines are those that a head names."""
    tree = Tree()
    for one in kept[: told.size]:
        tree.add(one.line.encode())
    return (tree.size, tree.root) == (told.size, told.root)

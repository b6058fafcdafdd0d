"""Pictures and attachments: what lies in content/media/ is looked at by what is in it, and
a copy that may be published is kept in the accepted tree, under its hash.

A picture is made smaller and written afresh in a process of its own, once; what else
rides along in it (a place, a name, a day) stays behind, as do the names of who wrote an
attachment. media.json says of each file
what it became, so that a page is a function of the accepted tree.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from forms_app.base.attachments.rules import LARGEST, Bad, Kind, recognise
from forms_app.base.attachments.taking import WORDS, NotTaken, nameless, take
from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.stamp import stamp
from forms_app.base.contentfile.targets import MEDIA, targets_in
from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.db import Busy
from forms_app.base.jsonfiles import read_json, write_json

INDEX = "media.json"
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
# Of an attachment that is an archive: what must be in it.
ARCHIVES = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".ofd": "OFD.xml",
}
MOST_FILES = 2000
SIGNED = ".ofd"  # as it was issued: another byte would break its seal
MADE_BY = 3  # what was made in an earlier way is made again
MACROS = "vbaproject.bin"
SHOWN = 16  # characters of a hash in the address of a file
# What may lie there, for people.
ALLOWED = "JPG、PNG、WebP 图片，PDF、DOCX、XLSX、PPTX、OFD 附件"


@dataclass(frozen=True)
class Placed:
    """A file of content/media/ as it is published: `name` in the folder of its copies,
    `size` in bytes. `stamp` tells the original, and
    in which way it was made; a picture has its size in pixels.
    """

    name: str
    size: int
    stamp: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Made:
    """What became of a file: its copy, or the message that says why there is none."""

    data: bytes = b""
    ending: str = ""
    width: int = 0
    height: int = 0
    says: str = ""
    allowed: str = ""


def make(data: bytes, ending: str) -> Made:
    """The copy of a file that may be published; takes up to some seconds."""
    kind = recognise(data)
    try:
        if ending in PICTURES:
            return _picture(data) if kind is not Kind.PDF else _refused(Bad.UNKNOWN)
        if ending == ".pdf" and kind is Kind.PDF:
            return Made(nameless(data, is_pdf=True), ending)
        if ending in ARCHIVES and kind is not Bad.TOO_LARGE:
            return _archive(data, ending)
    except NotTaken as error:
        return _refused(error.bad)
    except Busy:
        return _refused(Bad.TOO_MUCH)
    if kind in {Bad.EMPTY, Bad.TOO_LARGE}:
        return _refused(Bad(kind))
    return Made(says="文件里的内容和文件名的结尾不一样", allowed=ALLOWED)


def _picture(data: bytes) -> Made:
    smaller = take(data).data
    with Image.open(io.BytesIO(smaller)) as image:
        return Made(smaller, ".jpg", image.width, image.height)


def _archive(data: bytes, ending: str) -> Made:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return _refused(Bad.DAMAGED)
    if not any(name.startswith(ARCHIVES[ending]) for name in names):
        return Made(says="文件里的内容和文件名的结尾不一样", allowed=ALLOWED)
    if any(name.lower().endswith(MACROS) for name in names):
        says = "这个附件里有宏，公众不敢打开"
        return Made(says=says, allowed="另存为不带宏的 DOCX、XLSX，或者 PDF")
    if ending == SIGNED:
        return Made(data, ending)
    return Made(nameless(data, is_pdf=False), ending)


def _refused(bad: Bad) -> Made:
    with use_language("zh-Hans"):
        return Made(says=str(WORDS[bad]), allowed=ALLOWED)


class Media:
    """The media of one content tree. `accepted`: where the copies are kept; None keeps
    them in memory, for a tree that is only looked at.

    `again` is called when a file that was made beside is ready; without it nothing is
    made beside.
    """

    def __init__(self, content: Path, accepted: Path | None = None) -> None:
        self.folder = content / MEDIA
        self.accepted = accepted
        self.again: Callable[[], None] | None = None
        self.placed = placed_in(accepted) if accepted else {}
        self.copies: dict[str, bytes] = {}
        self.there: set[str] = set()
        self.refused: dict[str, tuple[str, Made]] = {}  # by path, with its stamp
        self.making: dict[str, tuple[str, Future[Made]]] = {}
        self.maker = ThreadPoolExecutor(1, "media")
        self.faults: list[Fault] = []
        self.changed: set[str] = set()

    def look(self, paths: Collection[str]) -> set[str]:
        """Take what is new among these (media/…); gives those that a text may name: they
        have a copy, or will have one in a moment.
        """
        self.faults = []
        self.there = set(paths)
        good = {path for path in sorted(paths)[:MOST_FILES] if self._take(path)}
        if len(paths) > MOST_FILES:
            self._tell(f"{MEDIA}/", "文件夹里的文件太多", "不超过 2000 个；删去不用的")
        self._save()
        return good

    def _take(self, path: str) -> bool:
        file = self.folder / path.partition("/")[2]
        ending = file.suffix.lower()
        if "/" in path.partition("/")[2] or ending not in {
            *PICTURES,
            ".pdf",
            *ARCHIVES,
        }:
            self._tell(path, "content/media/ 里只放图片和附件，不放文件夹", ALLOWED)
            return False
        try:
            now = f"{MADE_BY}.{stamp(file.lstat())}"
            kept = self.placed.get(path)
            if kept and kept.stamp == now and self._has_copy(kept):
                return True
            made = self._made(path, now, file, ending)
        except FileNotFoundError:
            return path in self.placed
        except Unreadable as error:
            made = Made(says=error.says, allowed=error.allowed)
        if made is None:
            return True
        if made.says:
            self.refused[path] = (now, made)
            self._tell(path, made.says, made.allowed)
        else:
            self._keep(path, now, made)
        return path in self.placed

    def _has_copy(self, kept: Placed) -> bool:
        if self.accepted is None:
            return kept.name in self.copies
        return (self.accepted / MEDIA / kept.name).exists()

    def _made(self, path: str, now: str, file: Path, ending: str) -> Made | None:
        """None while it is made beside."""
        if path in self.refused and self.refused[path][0] == now:
            return self.refused[path][1]
        if path not in self.making or self.making[path][0] != now:
            data = read_content(file, LARGEST)
            if self.again is None:
                return make(data, ending)
            again = self.again
            future = self.maker.submit(make, data, ending)
            future.add_done_callback(lambda _done: again())
            self.making[path] = (now, future)
        future = self.making[path][1]
        if not future.done():
            return None
        del self.making[path]
        return future.result()

    def _keep(self, path: str, now: str, made: Made) -> None:
        name = file_hash(made.data)[:SHOWN] + made.ending
        self.placed[path] = Placed(name, len(made.data), now, made.width, made.height)
        self.changed.add(path)
        if self.accepted is None:
            self.copies[name] = made.data
            return
        copy = self.accepted / MEDIA / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            write_aside(copy, made.data)

    def _tell(self, path: str, says: str, allowed: str) -> None:
        self.faults.append(Fault(path, 0, says, {}, allowed))

    def forget(self, texts: Iterable[str]) -> None:
        """What is gone is forgotten, unless one of these accepted texts still shows it."""
        gone = self.placed.keys() - self.there
        for text in texts if gone else ():
            if gone and MEDIA in text:
                gone = gone.difference(target.media for target in targets_in(text))
        for path in gone:
            del self.placed[path]
            self.changed.add(path)
        self._save()

    def taken(self) -> set[str]:
        """The paths that are otherwise since this was asked last."""
        changed = self.changed
        self.changed = set()
        return changed

    def _save(self) -> None:
        """The index after the copies it names; then the copies that it names no more."""
        if not self.changed or self.accepted is None:
            return
        saved = {path: asdict(one) for path, one in sorted(self.placed.items())}
        write_json(self.accepted / INDEX, saved)
        named = {one.name for one in self.placed.values()}
        for copy in (self.accepted / MEDIA).glob("*.*"):
            if copy.name not in named:
                with suppress(OSError):
                    copy.unlink()


def placed_in(accepted: Path) -> dict[str, Placed]:
    """What the files of content/media/ became, by path."""
    return {path: Placed(**one) for path, one in read_json(accepted / INDEX).items()}

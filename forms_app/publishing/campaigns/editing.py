"""Starting and ending a campaign: edits of its campaign.toml, judged as the office would
have it before they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forms_app.base.catalogue import in_a_row
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.campaign_folder import CAMPAIGN_FILE, CAMPAIGNS
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.toml_text import set_keys
from forms_app.base.contentfile.write import (
    FaultyFile,
    StaleFile,
    file_hash,
    replace_file,
)
from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.publishing import preview
from forms_app.publishing.campaigns.copying import left_to_fill_in


@dataclass(frozen=True)
class Edit:
    """An edit of a campaign.toml that is judged and not written yet. `seen`: the hash of
    the file it was made from.
    """

    slug: str
    path: Path
    data: bytes
    seen: str

    def write(self) -> None:
        """Raises:
        ChangedMeanwhile: the file was changed after it was seen; nothing was written.
        """
        try:
            replace_file(self.path, self.data, self.seen, lambda _data: [])
        except StaleFile:
            raise ChangedMeanwhile from None


def hash_of(office: Office, slug: str) -> str:
    """Of its campaign.toml as it stands; empty where there is none to be read."""
    try:
        return file_hash(read_content(_path(office, slug)))
    except (FileNotFoundError, Unreadable):
        return ""


def start(office: Office, slug: str, seen: str) -> Edit:
    """A rehearsal goes live.

    Raises:
        Refused: it is none, or has titles that are to be replaced.
        FaultyFile: the judge finds a fault.
        ChangedMeanwhile: the file is not what was seen.
    """
    _must_be(office, slug, Phase.DRAFT, "这个行动已经不在演练")
    edit = _edit(office, slug, seen, {"draft": False})
    rule, _faults = rulefile.read(edit.data, _relative(slug))
    marked = left_to_fill_in(rule) if rule else []
    if set(marked) - {"basis"}:
        raise Refused(
            "名称还没有改好，先在 campaign.toml 里改：%(keys)s", keys=in_a_row(marked)
        )
    return edit


def end(office: Office, slug: str, seen: str) -> Edit:
    """Today is the last day of a running campaign.

    Raises: as start().
    """
    _must_be(office, slug, Phase.RUNNING, "这个行动不在进行")
    today: date = office.clock.today()
    return _edit(office, slug, seen, {"to": today, "ended_on": None})


def _must_be(office: Office, slug: str, phase: Phase, says: str) -> None:
    if campaigns(office)[slug].phase(office.clock.today()) is not phase:
        raise Refused(says)


def _relative(slug: str) -> str:
    return f"{CAMPAIGNS}/{slug}/{CAMPAIGN_FILE}"


def _path(office: Office, slug: str) -> Path:
    return office.content / _relative(slug)


def _edit(office: Office, slug: str, seen: str, values: dict[str, Any]) -> Edit:
    try:
        old = read_content(_path(office, slug))
        text = text_of(old, _relative(slug))
    except (FileNotFoundError, Unreadable, NoText):
        raise ChangedMeanwhile from None
    if file_hash(old) != seen:
        raise ChangedMeanwhile
    new = set_keys(text, values)
    own, others = preview.faults(office, {_relative(slug): new})
    for fault in (*own, *others):
        raise FaultyFile(fault)
    return Edit(slug, _path(office, slug), new.encode(), seen)

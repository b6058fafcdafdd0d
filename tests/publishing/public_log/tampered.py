"""A site with a public log, small and made by hand, and ways to tamper with it.

Whoever tampers either has the key of the office (then a head that somebody saved tells on
him) or has not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms_app.base.keys import Keyring
from forms_app.base.signing_key import SigningKey
from forms_app.publishing.public_log.leaf import canonical, row_hash
from forms_app.publishing.public_log.lines import WIDTH, tile
from forms_app.publishing.public_log.merkle import Tree
from forms_app.publishing.public_log.outputs import HEAD, KEY, TILES, tile_path
from forms_app.publishing.public_log.tree_head import TreeHead, signed_note

CAMPAIGN = "reopening"
LISTED = ("approved", "checking", "suspended")
STATUSES = (*LISTED, "revoked", "withdrawn")
ADDRESS = "data/enterprises.json"
Row = dict[str, Any]


@dataclass
class Office:
    """What one says of each enterprise, and every line of its log."""

    chance: random.Random
    key: SigningKey = field(default_factory=lambda: SigningKey(Keyring.create()))
    rows: dict[str, Row] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    minute: int = 0
    release: int = 1
    saved: int = 0  # how many lines it had when somebody saved its head

    def decide(self, reference: str, status: str) -> None:
        """One more decision, a minute after the last."""
        self.minute += 1
        row = self.rows.get(reference) or {
            "reference": reference,
            "name": f"示例 {reference}",
            "kind": "shop",
            "community": "shili",
            "place": f"{self.chance.randrange(9)}号楼",
            "batch": self.chance.choice([None, 1, 2]),
        }
        row |= {"since": f"2020-03-{1 + self.minute % 28:02}", "status": status}
        self.rows[reference] = row
        self.lines.append(self.line(row))

    def line(self, row: Row, minute: int | None = None) -> str:
        return canonical(
            {
                "moment": moment(self.minute if minute is None else minute),
                "campaign": CAMPAIGN,
                "reference": row["reference"],
                "status": row["status"],
                "file": f"{self.chance.getrandbits(256):064x}",
                "row": row_hash(row),
            }
        )

    def go_on(self, number: int, of: int) -> None:
        for _decision in range(number):
            reference = f"SL-{self.chance.randrange(of):06}"
            weights = (6, 1, 1, 1, 1)
            self.decide(reference, *self.chance.choices(STATUSES, weights))
        self.release += 1

    @property
    def list(self) -> list[Row]:
        """The public list, with what a log does not answer for."""
        shown = [row for row in self.rows.values() if row["status"] in LISTED]
        return [{**row, "grid": "一格", "url": "/"} for row in deepcopy(shown)]

    def head(self) -> TreeHead:
        tree = Tree()
        for line in self.lines:
            tree.add(line.encode())
        lists = (f"{CAMPAIGN} /{ADDRESS} {','.join(LISTED)}",)
        now = moment(self.minute)
        return TreeHead(
            "office.example/data/log",
            tree.size,
            tree.root,
            now,
            self.release,
            "",
            lists,
        )

    def note(self) -> str:
        return signed_note(self.head(), self.key)


def moment(minute: int) -> str:
    day, rest = divmod(minute, 1440)
    return f"2020-03-{1 + day:02}T{rest // 60:02}:{rest % 60:02}:00Z"


def write(office: Office, folder: Path, rows: list[Row] | None = None) -> None:
    """The files of its site that a checker reads."""
    (folder / TILES).mkdir(parents=True, exist_ok=True)
    write_lines(office.lines, folder)
    (folder / HEAD).write_text(office.note(), encoding="utf-8")
    (folder / KEY).write_bytes(office.key.pem)
    write_list(office.list if rows is None else rows, folder)


def write_lines(lines: list[str], folder: Path) -> None:
    for start in range(0, len(lines), WIDTH):
        some = lines[start : start + WIDTH]
        path = folder / tile_path(start // WIDTH, len(some))
        path.write_bytes(tile(some))


def write_list(rows: list[Row], folder: Path) -> None:
    whole = {"as_of": "", "count": len(rows), "enterprises": rows}
    (folder / ADDRESS).write_text(json.dumps(whole), encoding="utf-8")


# By whoever can write to the web server, and has not the key


def altered_status(office: Office, folder: Path) -> None:
    rows = office.list
    row = office.chance.choice(rows)
    row["status"] = office.chance.choice(
        [one for one in LISTED if one != row["status"]]
    )
    write(office, folder, rows)


def altered_row(office: Office, folder: Path) -> None:
    rows = office.list
    row = office.chance.choice(rows)
    name = office.chance.choice(["name", "place", "kind", "community", "batch"])
    row[name] = "另一家"
    write(office, folder, rows)


def backdated_row(office: Office, folder: Path) -> None:
    rows = office.list
    office.chance.choice(rows)["since"] = "2020-02-10"
    write(office, folder, rows)


def dropped_row(office: Office, folder: Path) -> None:
    rows = office.list
    rows.remove(office.chance.choice(rows))
    write(office, folder, rows)


def swapped_rows(office: Office, folder: Path) -> None:
    rows = office.list
    one, other = office.chance.sample(rows, 2)
    first = one["reference"]
    one["reference"] = other["reference"]
    other["reference"] = first
    write(office, folder, rows)


def added_row(office: Office, folder: Path) -> None:
    rows = office.list
    rows.append({**office.chance.choice(rows), "reference": "SL-NOBODY"})
    write(office, folder, rows)


def doubled_row(office: Office, folder: Path) -> None:
    rows = office.list
    rows.append(office.chance.choice(rows))
    write(office, folder, rows)


def taken_away_and_shown(office: Office, folder: Path) -> None:
    """One that was revoked or withdrawn stands on the list as before."""
    reference = office.chance.choice(office.list)["reference"]
    row = deepcopy(office.rows[reference])
    office.decide(reference, "withdrawn")
    write(office, folder, [*office.list, row])


def altered_line(office: Office, folder: Path) -> None:
    write(office, folder)
    lines = list(office.lines)
    number = office.chance.randrange(len(lines))
    lines[number] = with_other(office, lines[number])
    write_lines(lines, folder)


def swapped_lines(office: Office, folder: Path) -> None:
    write(office, folder)
    lines = list(office.lines)
    swap(lines, *office.chance.sample(range(len(lines)), 2))
    write_lines(lines, folder)


def dropped_line(office: Office, folder: Path) -> None:
    write(office, folder)
    path = office.chance.choice(sorted((folder / TILES).glob("*.txt")))
    lines = path.read_text(encoding="ascii").splitlines()
    del lines[office.chance.randrange(len(lines))]
    path.write_bytes(tile(lines))


def a_head_of_his_own(office: Office, folder: Path) -> None:
    """Log and list fit each other; he signs with a key of his own beside ours."""
    office.lines.pop(office.chance.randrange(len(office.lines)))
    write(office, folder)
    stranger = SigningKey(Keyring.create())
    note = signed_note(office.head(), stranger)
    (folder / HEAD).write_text(note, encoding="utf-8")


# By whoever has the key: everything fits, but for the head that somebody saved


def forked(office: Office, folder: Path) -> None:
    """A line of before is another one, and all is signed anew."""
    number = office.chance.randrange(office.saved)
    office.lines[number] = with_other(office, office.lines[number])
    fit(office, folder)


def forked_by_order(office: Office, folder: Path) -> None:
    swap(office.lines, *office.chance.sample(range(office.saved), 2))
    fit(office, folder)


def forked_by_dropping(office: Office, folder: Path) -> None:
    del office.lines[office.chance.randrange(office.saved)]
    fit(office, folder)


def cut(office: Office, folder: Path) -> None:
    del office.lines[office.saved - office.chance.randrange(1, 20) :]
    fit(office, folder)


def backdated(office: Office, folder: Path) -> None:
    """A new line says that it was noted before."""
    row = office.chance.choice(list(office.rows.values()))
    office.lines.append(office.line(row, office.chance.randrange(office.saved)))
    fit(office, folder)


def another_key(office: Office, folder: Path) -> None:
    office.key = SigningKey(Keyring.create())
    write(office, folder)


def an_older_state(office: Office, folder: Path) -> None:
    office.release -= 2
    write(office, folder)


def fit(office: Office, folder: Path) -> None:
    """Its list is what its log says last, as far as it can be."""
    last = {json.loads(line)["reference"]: json.loads(line) for line in office.lines}
    office.rows = {one: office.rows[one] for one in last if one in office.rows}
    write(office, folder)


def swap(lines: list[str], one: int, other: int) -> None:
    first = lines[one]
    lines[one] = lines[other]
    lines[other] = first


def with_other(office: Office, line: str) -> str:
    said = json.loads(line)
    name = office.chance.choice(["moment", "reference", "status", "file", "row"])
    said[name] = {
        "moment": "2020-03-01T00:00:00Z",
        "reference": "SL-OTHERS",
        "status": office.chance.choice([s for s in STATUSES if s != said["status"]]),
    }.get(name, "0" * 64)
    return canonical(said)


WITHOUT_THE_KEY: tuple[Callable[[Office, Path], None], ...] = (
    altered_status,
    altered_row,
    backdated_row,
    dropped_row,
    swapped_rows,
    added_row,
    doubled_row,
    taken_away_and_shown,
    altered_line,
    swapped_lines,
    dropped_line,
    a_head_of_his_own,
)
WITH_THE_KEY: tuple[Callable[[Office, Path], None], ...] = (
    forked,
    forked_by_order,
    forked_by_dropping,
    cut,
    backdated,
    another_key,
    an_older_state,
)

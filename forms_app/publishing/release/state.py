"""What is out: every path of the site, and the object that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms_app.publishing.release.log_line import Entry

# output path → hash of its object, key of what it was made of
Paths = dict[str, tuple[str, str]]


@dataclass
class State:
    """What is out: the number of the release and its map."""

    number: int = 0
    at: str = ""
    paths: Paths = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        for path in entry.get("gone", ()):
            self.paths.pop(path, None)
        for path, (digest, key) in (
            *entry.get("changed", {}).items(),
            *entry.get("same", {}).items(),
        ):
            self.paths[path] = (digest, key)
        if "release" in entry:
            self.number = entry["release"]
            self.at = entry["at"]


@dataclass
class Net(State):
    """What some entries come to: what they leave at these paths, and which are `gone`."""

    gone: set[str] = field(default_factory=set)

    def apply(self, entry: Entry) -> None:
        self.gone |= {*entry.get("gone", ())}
        super().apply(entry)
        self.gone -= self.paths.keys()

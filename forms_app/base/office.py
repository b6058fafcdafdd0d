"""An office: its folder, its keys, its clock and its database, opened once a process.

The folder lies outside the code, so that upgrading never touches it. Never creates keys
beside an existing database.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.clock import OfficeClock
from forms_app.base.config import Config
from forms_app.base.db import Database
from forms_app.base.identity import must_be_here, must_belong
from forms_app.base.keys import Keyring, KeysMissing, use_keyring
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.objects.folder import FolderOfObjects
from forms_app.base.objects.store import Objects
from forms_app.base.profile import profile_in
from forms_app.base.settings import ConfigError
from forms_app.base.zone import use_zone

KEYS = Path("keys", "keys.json")  # in data/


@dataclass(frozen=True)
class Office:
    """One office, open. All paths are absolute."""

    config: Config
    content: Path
    data: Path
    accepted: Path
    site: Path
    clock: OfficeClock
    keys: Keyring
    database: Database
    objects: Objects

    @classmethod
    def open(cls, config: Config, is_served: bool = False) -> Office:
        """Open the folder, making data/ and the first keys where there is no database
        yet.

        `is_served`: without its keys too, since the public site needs none; then the
        database is away until they are there.

        Raises:
            KeysMissing: the database is there but its keys are not.
            DatabaseAway: there are no keys, and whether the database needs the old ones
                cannot be asked.
        """
        root = config.office
        data = root / "data"
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = Database(config.database_url, data / "write.lock")
        keys = _keys(data / KEYS, database, is_served)
        database.must_belong = partial(must_belong, keys=keys, data=data)
        objects = _objects(config, data, keys)
        database.must_be_here = partial(
            must_be_here, keys=keys, objects=objects.address
        )
        accepted = root / "accepted"
        office = cls(
            config=config,
            content=root / "content",
            data=data,
            accepted=accepted,
            site=root / "site",
            clock=OfficeClock.load(data / "demo-clock.json"),
            keys=keys,
            database=database,
            objects=objects,
        )
        database.carried["office"] = office
        office.use()
        return office

    def use(self) -> None:
        """What a process has once, keys and zone, are this office's; again, after it had
        opened another.
        """
        accepted = self.accepted
        use_keyring(self.keys)
        use_zone(lambda: profile_in(accepted).zone)

    @property
    def id(self) -> str:
        """Tells the backups and lists of two offices apart that lie in one folder; says
        nothing about either.
        """
        return id_by(self.keys)

    @classmethod
    def from_environ(cls, is_served: bool = False) -> Office:
        """The office that KAIGONG_OFFICE names. `is_served`: as `open` says.

        Raises:
            ConfigError: a setting is wrong, or no office lies in that folder.
        """
        config = Config.from_environ(os.environ)
        root = config.office
        if not (root / "content").exists() and not (root / "data").exists():
            raise ConfigError(
                f"There is no office in {root}. Lay one out with python3 "
                f"scripts/run.py --new {root}, or set KAIGONG_OFFICE to its folder."
            )
        return cls.open(config, is_served)


def _keys(file: Path, database: Database, is_served: bool) -> Keyring:
    """The keys of an office, the first ones where there is no database yet."""
    if not file.exists() and database.is_new():
        Keyring.create().save(file)
    try:
        return Keyring.load(file)
    except KeysMissing:
        if not is_served:
            raise
        return Keyring.away(file)


def id_by(keys: Keyring) -> str:
    """The id of the office whose keys these are; it stays when they are rotated."""
    return keys.digest("index", "office")[:12]


def _objects(config: Config, data: Path, keys: Keyring) -> Objects:
    if config.objects is None:
        return FolderOfObjects(data)
    return BucketOfObjects(config.objects, partial(id_by, keys))


def current_office() -> Office:
    """The office of the Flask app that is answering."""
    office: Office = current_app.extensions["kaigong"]
    return office


def office_of(session: Session) -> Office:
    """The office whose database a session reads and writes."""
    office: Office = session.info["office"]
    return office


def by_whom() -> dict[str, Any]:
    """What every operation is given: whoever is answered, and office time."""
    return {"actor": access.actor(), "now": current_office().clock.now()}

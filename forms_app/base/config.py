"""Configuration: what an office is set to, read once into one frozen object.

A missing or unsafe value stops the start with its name and an example. What may be set
and where it may be said: settings.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import ArgumentError

from forms_app.base.channels import Channel, read_channels
from forms_app.base.database_address import SCHEME, for_sqlalchemy
from forms_app.base.objects.address import Bucket, read_bucket
from forms_app.base.settings import (
    ROBOT_HOSTS,
    ConfigError,
    Settings,
    Value,
    read_settings,
)

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - nothing is bound here


@dataclass(frozen=True)
class Config:
    """What an office is set to. `public_url` has no slash at its end."""

    office: Path
    database_url: str
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    metrics_token: str | None = None
    # where its objects are; None: in its folder
    objects: Bucket | None = None
    # where groups' robots may be asked
    robot_hosts: tuple[str, ...] = ROBOT_HOSTS
    # by which enterprises are told something
    channels: tuple[Channel, ...] = ()
    # the repository of what was accepted; None: none is made
    content_git: Path | None = None
    # by the git author or the owner of a content file: which account that is
    writers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read and check every setting.

        Raises:
            ConfigError: names the setting, what is wrong, and an example.
        """
        return cls.of(read_settings(office_folder(environ), environ))

    @classmethod
    def of(cls, settings: Settings) -> Config:
        """The same, of settings that were read."""
        token = settings["metrics_token"].text
        return cls(
            office=settings.folder,
            database_url=database(settings).text,
            public_url=_public_url(settings),
            trusted_proxies=_whole(settings["trusted_proxies"], 0, 5),
            host=settings["host"].text,
            port=_whole(settings["port"], 1, 65535),
            workers=_whole(settings["workers"], 1, 64),
            metrics_token=token or settings.secret_in("metrics_token_file"),
            objects=read_bucket(settings),
            robot_hosts=_robot_hosts(settings["robot_hosts"]),
            channels=read_channels(settings),
            content_git=_content_git(settings),
            writers=settings.writers,
        )

    @classmethod
    def of_its_own(cls, office: Path) -> Config:
        """An office with its SQLite database in its folder, whatever else is set."""
        return cls(office=office, database_url=sqlite_in(office))

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str] | None:
        """The names under which the app answers: that of its address, and this machine.

        None, which is any, where no address is set and other machines are let in: what
        they call this one is not known.
        """
        public = urlsplit(self.public_url).hostname or ""
        if public in LOOPBACK and self.host in EVERY_ADDRESS:
            return None
        return sorted({public, self.host, "127.0.0.1", "localhost"} - EVERY_ADDRESS)


def office_folder(environ: Mapping[str, str]) -> Path:
    """The office folder that KAIGONG_OFFICE names.

    Raises:
        ConfigError: it names none.
    """
    office = environ.get("KAIGONG_OFFICE", "").strip()
    if not office:
        raise ConfigError(
            "KAIGONG_OFFICE is not set. It is the office folder, for example "
            "KAIGONG_OFFICE=/srv/office; the program OFFICE/kaigong sets it by itself."
        )
    return Path(office).expanduser().absolute()


def database(settings: Settings) -> Value:
    """The address of the database and where it was said.

    The environment's DATABASE_URL goes first, then the one of settings.toml's three
    ways that is used there, then SQLite in the office folder.
    """
    said = settings["database_url"]
    if said.source == said.setting.variable:
        return supported(said, said.text)
    keys = ("database_url", "database_file", "database_variable")
    given = [settings[key] for key in keys if settings[key].text]
    if len(given) > 1:
        raise ConfigError(
            f"{given[1].name} names the database a second time; it stands in "
            f"{given[0].setting.key} too. Keep one of them."
        )
    if not given:
        return Value(said.setting, sqlite_in(settings.folder), "default")
    (value,) = given
    if value.setting.key == "database_file":
        return supported(value, settings.secret_in("database_file") or "")
    if value.setting.key == "database_variable":
        address = settings.environ.get(value.text, "").strip()
        if not address:
            raise ConfigError(
                f"{value.name} says that the variable {value.text} holds the address of "
                f"the database, and it is not set. For example: {value.text}="
                "postgresql://user:password@localhost/kaigong"
            )
        return supported(value, address)
    return supported(value, value.text)


def sqlite_in(office: Path) -> str:
    return f"sqlite:///{office / 'data' / 'kaigong.sqlite3'}"


def supported(said: Value, url: str) -> Value:
    """The address in SQLAlchemy's words."""
    # what many hosts hand out; SQLAlchemy knows only the long name
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url.startswith("postgresql://"):
        url = SCHEME + url.removeprefix("postgresql://")
    if not url.startswith(("sqlite:///", SCHEME)):
        raise ConfigError(
            f"{said.name} names a database that is not supported. Leave it empty for "
            "SQLite, or use DATABASE_URL=postgresql://user:password@localhost/kaigong."
        )
    if url.startswith(SCHEME):
        try:
            url = for_sqlalchemy(url)
        except (ValueError, ArgumentError):  # it may say a password
            raise ConfigError(
                f"{said.name} cannot be read as an address. For example: DATABASE_URL="
                "postgresql://user:password@localhost/kaigong, or, of a server and its "
                "standby, postgresql://user:password@one:5432,two:5432/kaigong."
            ) from None
    return Value(said.setting, url, said.source)


def _public_url(settings: Settings) -> str:
    said = settings["public_url"]
    url = (said.text or f"http://127.0.0.1:{settings['port'].text}").rstrip("/")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts = urlsplit("")
        host = None
    if parts.scheme not in {"http", "https"} or not host or parts.path or parts.query:
        raise ConfigError(
            f"{said.name} must be the address people type, without a path, "
            f"for example {said.such_as('https://kaigong.example.org')}"
        )
    is_plain = parts.scheme == "http" and host not in LOOPBACK
    if is_plain and settings["allow_http"].text != "1":
        raise ConfigError(
            f"{said.name} begins with http://, so passwords and phone numbers would "
            "travel unprotected. Use https://…, or set KAIGONG_ALLOW_HTTP=1 on a closed "
            "test network."
        )
    return url


def _whole(said: Value, low: int, high: int) -> int:
    if not said.text.isdecimal() or not low <= int(said.text) <= high:
        raise ConfigError(
            f"{said.name} must be a whole number from {low} to {high}, for example "
            f"{said.such_as(said.setting.example)}"
        )
    return int(said.text)


def _content_git(settings: Settings) -> Path | None:
    """It is written by the service alone; what others edit lies elsewhere."""
    folder = settings.path("content_git")
    content = settings.folder / "content"
    if folder and content.resolve() in [folder.resolve(), *folder.resolve().parents]:
        said = settings["content_git"]
        example = said.such_as("content.git")
        raise ConfigError(
            f"{said.name} lies in the content folder ({folder}), where people edit. "
            f"Name a folder beside it: {example}"
        )
    return folder


def _robot_hosts(said: Value) -> tuple[str, ...]:
    """Names of hosts, asked by https alone; http://… only of this machine, for trying
    it out.
    """
    given = said.text.split()
    for one in given:
        parts = urlsplit(one if "://" in one else f"https://{one}")
        is_name = "://" not in one and parts.netloc == parts.hostname and not parts.path
        is_own = (
            parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.path
        )
        if not is_name and not is_own:
            raise ConfigError(
                f"{said.name} has {one!r}, which is not the name of a host. "
                f"For example {said.such_as(said.setting.example)}"
            )
    return tuple(given)

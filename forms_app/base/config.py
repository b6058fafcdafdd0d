"""Configuration: environment variables, read once into one frozen object.

A missing or unsafe value stops the start with its name and an example; nothing else in
the project reads the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROBOT_HOSTS = "qyapi.weixin.qq.com oapi.dingtalk.com open.feishu.cn"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ConfigError(Exception):
    """A value of the environment that must be put right before anything starts."""


@dataclass(frozen=True)
class Config:
    """What the environment says. `public_url` has no slash at its end."""

    office: Path
    database_url: str
    public_url: str
    trusted_proxies: int
    metrics_token: str | None = None
    # where groups' robots may be asked
    robot_hosts: tuple[str, ...] = tuple(ROBOT_HOSTS.split())

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read and check every KAIGONG_* variable.

        Raises:
            ConfigError: names the variable, what is wrong, and an example.
        """
        office = environ.get("KAIGONG_OFFICE", "").strip()
        if not office:
            raise ConfigError(
                "KAIGONG_OFFICE is not set. It is the office folder, for example "
                "KAIGONG_OFFICE=/srv/kaigong/office."
            )
        folder = Path(office).expanduser().absolute()
        return cls(
            office=folder,
            database_url=_database_url(environ.get("DATABASE_URL", "").strip(), folder),
            public_url=_public_url(
                environ.get("KAIGONG_PUBLIC_URL", "").strip(), environ
            ),
            trusted_proxies=_trusted_proxies(
                environ.get("KAIGONG_TRUSTED_PROXIES", "0").strip()
            ),
            metrics_token=environ.get("KAIGONG_METRICS_TOKEN", "").strip() or None,
            robot_hosts=_robot_hosts(
                environ.get("KAIGONG_ROBOT_HOSTS", ROBOT_HOSTS).split()
            ),
        )

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def _database_url(url: str, office: Path) -> str:
    if not url:
        return f"sqlite:///{office / 'data' / 'kaigong.sqlite3'}"
    # what many hosts hand out; SQLAlchemy knows only the long name
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError(
            "DATABASE_URL names a database that is not supported. "
            "Leave it empty for SQLite, or use DATABASE_URL=postgresql://user:password@localhost/kaigong."
        )
    return url


def _public_url(url: str, environ: Mapping[str, str]) -> str:
    url = (url or f"http://127.0.0.1:{environ.get('KAIGONG_PORT', '8000')}").rstrip("/")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts = urlsplit("")
        host = None
    if parts.scheme not in {"http", "https"} or not host or parts.path or parts.query:
        raise ConfigError(
            "KAIGONG_PUBLIC_URL must be the address people type, without a path, "
            "for example KAIGONG_PUBLIC_URL=https://kaigong.example.org."
        )
    if (
        parts.scheme == "http"
        and host not in LOOPBACK
        and environ.get("KAIGONG_ALLOW_HTTP") != "1"
    ):
        raise ConfigError(
            "KAIGONG_PUBLIC_URL begins with http://, so passwords and phone numbers "
            "would travel unprotected. "
            "Use https://…, or set KAIGONG_ALLOW_HTTP=1 on a closed test network."
        )
    return url


def _trusted_proxies(text: str) -> int:
    if not text.isdecimal() or int(text) > 5:
        raise ConfigError(
            "KAIGONG_TRUSTED_PROXIES is the number of proxies in front of the app, 0 to 5, "
            "for example KAIGONG_TRUSTED_PROXIES=1 behind one nginx."
        )
    return int(text)


def _robot_hosts(given: list[str]) -> tuple[str, ...]:
    """Names of hosts, asked by https alone; http://… only of this machine, for trying
    it out.
    """
    for one in given:
        parts = urlsplit(one if "://" in one else f"https://{one}")
        is_name = "://" not in one and parts.netloc == parts.hostname and not parts.path
        is_own = (
            parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.path
        )
        if not is_name and not is_own:
            raise ConfigError(
                f"KAIGONG_ROBOT_HOSTS has {one!r}, which is not the name of a host. "
                "Write names with blanks between, "
                "for example KAIGONG_ROBOT_HOSTS='qyapi.weixin.qq.com oapi.dingtalk.com'."
            )
    return tuple(given)

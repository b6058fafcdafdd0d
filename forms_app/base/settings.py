"""What an office is set to: environment over OFFICE/settings.toml over default.

Each setting is one line of SETTINGS. settings.toml holds no secret: a password or a
token is named by the file or the variable that holds it.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.lines import key_lines

FILE = "settings.toml"
CHANNELS = "channels"
WRITERS = "writers"
CHANNEL = re.compile(r"[a-z][a-z0-9-]{0,19}")
ROBOT_HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn")
# user:password@ in an address, or a password among what follows it
PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@|[?&]password=", re.IGNORECASE)


class ConfigError(Exception):
    """A setting that must be put right before anything starts; exit code 2."""


@dataclass(frozen=True)
class Setting:
    """One setting: `key` in settings.toml, `variable` in the environment ("": none).

    `example` is its value as settings.toml has it; its type is the one that is asked
    for. `secret`: its value is never shown, and never stands in settings.toml.
    """

    key: str
    variable: str
    example: Any
    default: str = ""
    secret: bool = False


SETTINGS = (
    Setting("public_url", "KAIGONG_PUBLIC_URL", "https://kaigong.example.org"),
    Setting("allow_http", "KAIGONG_ALLOW_HTTP", True, "0"),
    Setting("trusted_proxies", "KAIGONG_TRUSTED_PROXIES", 1, "0"),
    Setting("host", "KAIGONG_HOST", "127.0.0.1", "127.0.0.1"),
    Setting("port", "KAIGONG_PORT", 8000, "8000"),
    Setting("workers", "KAIGONG_WORKERS", 2, "2"),
    Setting("database_url", "DATABASE_URL", "postgresql:///kaigong"),
    Setting("database_file", "", "/etc/kaigong/database-url"),
    Setting("database_variable", "", "KAIGONG_DATABASE"),
    Setting("objects", "KAIGONG_OBJECTS", "s3://kaigong/office"),
    Setting("objects_endpoint", "KAIGONG_OBJECTS_ENDPOINT", "https://s3.example.org"),
    Setting("objects_region", "KAIGONG_OBJECTS_REGION", "us-east-1", "us-east-1"),
    Setting("objects_secret", "KAIGONG_OBJECTS_SECRET", "", secret=True),
    Setting("objects_secret_file", "", "/etc/kaigong/objects-secret"),
    Setting("content_git", "KAIGONG_CONTENT_GIT", "/srv/kaigong/content.git"),
    Setting("passphrase_file", "", "/etc/kaigong/passphrase"),
    Setting("metrics_token", "KAIGONG_METRICS_TOKEN", "", secret=True),
    Setting("metrics_token_file", "", "/etc/kaigong/metrics-token"),
    Setting(
        "robot_hosts",
        "KAIGONG_ROBOT_HOSTS",
        ["qyapi.weixin.qq.com", "oapi.dingtalk.com"],
        " ".join(ROBOT_HOSTS),
    ),
)
IN_THE_FILE = tuple(one.key for one in SETTINGS if not one.secret)


@dataclass(frozen=True)
class Value:
    """What a setting is set to, as text, and where that was said."""

    setting: Setting
    text: str
    source: str

    @property
    def name(self) -> str:
        """What it is called where it was said, for a sentence about it."""
        if self.source == self.setting.variable:
            return self.source
        return f"{self.source}: {self.setting.key}"

    def such_as(self, example: Any) -> str:
        """An example, as it is written where this one was said."""
        if self.source == self.setting.variable:
            words = example if not isinstance(example, list) else " ".join(example)
            quoted = f"'{words}'" if " " in str(words) else words
            return f"{self.source}={quoted}"
        return f"{self.setting.key} = {_in_toml(example)}"


@dataclass(frozen=True)
class Settings:
    """All settings of one office, and the environment they were read in."""

    folder: Path
    values: Mapping[str, Value]
    environ: Mapping[str, str] = field(repr=False)
    # by name, as channels.py reads them
    channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # by the git author or the owner of a content file: which account that is
    writers: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        return self.values[key]

    def path(self, key: str) -> Path | None:
        """The file that a setting names, seen from the office folder; None where it
        names none.
        """
        text = self[key].text
        return self.folder / Path(text).expanduser() if text else None

    def secret_in(self, key: str) -> str | None:
        """What the file holds that a setting names; None where it names none.

        Raises:
            ConfigError: the file cannot be read, or others may read it too.
        """
        path = self.path(key)
        return read_secret(path, self[key].name) if path else None

    def secret_of_channel(self, name: str, file: str) -> str:
        """The same of the file that a channel names; empty where it names none."""
        named_by = self.channel_line(name, "secret_file")
        path = self.folder / Path(file).expanduser()
        return read_secret(path, named_by) if file else ""

    def channel_line(self, name: str, key: str = "") -> str:
        """Where settings.toml declares a channel, or a key of it: its file and line."""
        path = self.folder / FILE
        written = path.read_text(encoding="utf-8-sig").splitlines()
        header = re.compile(rf"\s*\[\s*{CHANNELS}\s*\.\s*[\"']?{re.escape(name)}\b")
        starts = [n for n, one in enumerate(written, 1) if header.match(one)]
        first = starts[0] if starts else 1
        is_key = re.compile(rf"\s*{re.escape(key)}\s*=")
        for line, one in enumerate(written[first:], first + 1):
            if one.lstrip().startswith("["):
                break
            if key and is_key.match(one):
                return f"{path}:{line}"
        return f"{path}:{first}"


def read_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Every setting of the office in `folder`.

    Raises:
        ConfigError: settings.toml cannot be read, or holds what it may not.
    """
    saved, text = _in_file(folder / FILE)
    channels = _channels(folder / FILE, saved.pop(CHANNELS, {}))
    writers = _writers(folder / FILE, saved.pop(WRITERS, {}))
    written = _written(folder / FILE, saved, text)
    values = {}
    for one in SETTINGS:
        said = environ.get(one.variable, "").strip() if one.variable else ""
        if said:
            values[one.key] = Value(one, said, one.variable)
        else:
            values[one.key] = written.get(one.key, Value(one, one.default, "default"))
    return Settings(folder, values, environ, channels, writers)


def read_secret(path: Path, named_by: str) -> str:
    """The password, token or address in a file that only the service reads.

    Raises:
        ConfigError: it cannot be read, others may read it too, or it is empty.
    """
    try:
        is_open = path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH)
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigError(
            f"{named_by} names {path}, which cannot be read ({why})."
        ) from None
    if is_open:
        raise ConfigError(
            f"{named_by} names {path}, which everybody on this machine may read. "
            f"Keep it to the service: chmod o= {path}"
        )
    if not secret:
        raise ConfigError(f"{named_by} names {path}, which is empty.")
    return secret


def _in_file(path: Path) -> tuple[dict[str, Any], str]:
    """What settings.toml says, and its text; nothing where there is none."""
    if path.is_symlink() and not path.exists():
        raise ConfigError(f"{path} points to {path.readlink()}, which is not there.")
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        saved = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return {}, ""
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} cannot be understood: {error}. A line is written as in "
            'public_url = "https://kaigong.example.org" or port = 8000.'
        ) from None
    _no_password(path, text)
    return saved, text


def _channels(path: Path, said: Any) -> dict[str, dict[str, Any]]:
    """The channels by name, not read further."""
    if not isinstance(said, dict) or not all(
        isinstance(one, dict) and CHANNEL.fullmatch(name) for name, one in said.items()
    ):
        raise ConfigError(
            f"{path}: a channel is a table with a short name of its own: [channels.sms]"
        )
    return said


def _writers(path: Path, said: Any) -> dict[str, str]:
    """Whose account writes content files under another name."""
    if not isinstance(said, dict) or not all(
        isinstance(account, str) and account.strip() for account in said.values()
    ):
        raise ConfigError(
            f"{path}: [writers] says which account somebody is who writes content "
            'files, one a line: "git author or owner of the file" = "account"'
        )
    return {name: account.strip() for name, account in said.items()}


def _written(path: Path, saved: Mapping[str, Any], text: str) -> dict[str, Value]:
    """The settings of one line that the file says."""
    lines = key_lines(text.split("\n"))
    known = {one.key: one for one in SETTINGS}
    return {
        key: _value(known, key, value, f"{path}:{lines.get((0, key), 1)}")
        for key, value in saved.items()
    }


def _no_password(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if PASSWORD.search(line):
            raise ConfigError(
                f"{path}:{number}: a password stands here in the clear. Put the address "
                "into a file that only the service reads and name that: "
                'database_file = "/etc/kaigong/database-url"'
            )


def _value(known: Mapping[str, Setting], key: str, value: Any, place: str) -> Value:
    """One value of settings.toml, as text; says what is wrong without repeating it."""
    if key not in IN_THE_FILE:
        near = get_close_matches(key, IN_THE_FILE, 1, 0.5)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise ConfigError(
            f"{place}: there is no setting {key}.{meant} "
            f"The settings are: {', '.join(IN_THE_FILE)}."
        )
    setting = known[key]
    is_right = type(value) is type(setting.example)
    if isinstance(value, list):
        is_right = is_right and all(isinstance(one, str) for one in value)
    if not is_right:
        raise ConfigError(
            f"{place}: write {key} like this: {key} = {_in_toml(setting.example)}"
        )
    return Value(setting, _as_text(value), place)


def _as_text(value: Any) -> str:
    """As an environment variable has it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return " ".join(value) if isinstance(value, list) else str(value).strip()


def _in_toml(value: Any) -> str:
    """As settings.toml has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(f'"{one}"' for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)

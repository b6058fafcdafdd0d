"""The passphrase of backups: from a file, a variable or systemd's credentials, so that
none has to stand on a command line, where every user of the machine reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from forms_app.base.config import office_folder
from forms_app.base.settings import ConfigError, read_secret, read_settings

VARIABLE = "KAIGONG_PASSPHRASE"
CREDENTIAL = "passphrase"  # in systemd's $CREDENTIALS_DIRECTORY

passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the passphrase, which only its owner may read. Without it: the "
    f"variable {VARIABLE}, the systemd credential “{CREDENTIAL}”, the passphrase_file "
    "of settings.toml, or what you type.",
)


def passphrase(file: Path | None, environ: Mapping[str, str], twice: bool) -> str:
    """What one of the places holds, the nearest first; else what somebody types, twice
    for a new one.

    Raises:
        ConfigError: a file that is named cannot be used, or nobody is there to ask.
    """
    found = known_passphrase(file, environ)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise ConfigError(
            "There is no passphrase, and nobody to ask. Name a file with it: "
            "--passphrase-file FILE"
        )
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice))


def known_passphrase(file: Path | None, environ: Mapping[str, str]) -> str | None:
    """What one of the places holds, without asking anybody; None where none has any.

    Raises:
        ConfigError: a file that is named cannot be used.
    """
    if file:
        return read_secret(file, "--passphrase-file")
    if environ.get(VARIABLE):
        return environ[VARIABLE]
    credentials = environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (Path(credentials) / CREDENTIAL).exists():
        return read_secret(Path(credentials) / CREDENTIAL, "CREDENTIALS_DIRECTORY")
    if not environ.get("KAIGONG_OFFICE", "").strip():
        return None
    return read_settings(office_folder(environ), environ).secret_in("passphrase_file")

"""What a host does for an office: everything, or only one part of it where hosts share
the database and the place of the objects.
"""

from __future__ import annotations

import sys
from enum import StrEnum

from forms_app.base.config import Config
from forms_app.preflight import CannotStart

WEB_SERVER = "web server"
PUBLISHER = "publisher"
FOLLOWER = "follower"
PROCESS = "forms_app.publishing.service.process"


class Role(StrEnum):
    """`WEB` serves and never publishes; `PUBLISHER` publishes, or stands by for it, and
    serves nothing; `ALL` is both.
    """

    ALL = "all"
    WEB = "web"
    PUBLISHER = "publisher"

    @property
    def serves(self) -> bool:
        return self is not Role.PUBLISHER

    @property
    def publishes(self) -> bool:
        return self is not Role.WEB


def commands(role: Role) -> dict[str, list[str]]:
    """What each child runs; all read the settings of the office. The last one has a
    pulse.
    """
    web = [sys.executable, "-m", "forms_app.web"]
    publisher = [sys.executable, "-m", PROCESS]
    if role is Role.WEB:
        return {WEB_SERVER: web, FOLLOWER: [*publisher, "--follow"]}
    if role is Role.PUBLISHER:
        return {PUBLISHER: publisher}
    return {WEB_SERVER: web, PUBLISHER: publisher}


def role_of(said: str) -> Role:
    """Raises:
    CannotStart: there is no such role.
    """
    try:
        return Role(said or Role.ALL)
    except ValueError:
        every = ", ".join(Role)
        raise CannotStart(f"There is no role {said}. The roles are: {every}.") from None


def must_be_possible(role: Role, config: Config, is_demo: bool) -> None:
    """Raises:
    CannotStart: a part of an office has to share with the others what it lacks.
    """
    if role is Role.ALL:
        return
    if is_demo:
        raise CannotStart(f"The demo is on one machine: leave --role {role} out.")
    if config.database_url.startswith("sqlite"):
        raise CannotStart(
            f"--role {role} is for hosts that share a database, and this office has its "
            "own in its folder (SQLite). Take it to PostgreSQL first: kaigong copy --to "
            "postgresql://…; on one machine leave --role out."
        )
    if config.objects is None:
        raise CannotStart(
            f"--role {role} is for hosts that share the place of photos and files, and "
            "this office has them in its folder. Take them to a bucket first: kaigong "
            "copy --objects s3://BUCKET/FOLDER; on one machine leave --role out."
        )

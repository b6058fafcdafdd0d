"""The shell of a page that works without a network, its worker, and the list it carries.

The shell holds no data. The list holds what somebody at a door has to know, and no
phone number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, url_for

from forms_app import PROJECT
from forms_app.base.access import Actor
from forms_app.base.app_theme import RELEASED, theme_files
from forms_app.base.office import Office
from forms_app.base.profile import profile_in

THEME = PROJECT / "theme" / "static"
TEMPLATE = Path(__file__).parent / "templates" / "offline" / "phone.html"
SCRIPTS = (
    "elements",
    "office",
    "page",
    "phone",
    "phone-form",
    "phone-kept",
    "phone-send",
    "photos",
    "queue",
    "sealed",
)
MOST = 200  # doors that one phone carries
FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class PhonePage:
    """One such page.

    `name`: of what it keeps on the phone. `template`: its file; `parts`: those it is
    made of that others share. `scripts`: what is its own of theme/static/js; the first
    is the page's.
    """

    name: str
    template: Path
    scripts: tuple[str, ...]
    parts: tuple[Path, ...] = ()

    @property
    def template_name(self) -> str:
        """As templates name each other: visits/phone.html."""
        return f"{self.template.parent.name}/{self.template.name}"

    @property
    def files(self) -> tuple[str, ...]:
        scripts = sorted([*SCRIPTS, *self.scripts])
        return "css/style.css", "img/icon.svg", *(f"js/{one}.js" for one in scripts)

    def worker(self, page: str, scope: str) -> Response:
        made_of = (TEMPLATE, self.template, *self.parts)
        return worker(self.name, page, scope, self.files, made_of)


def worker(
    name: str,
    page: str,
    scope: str,
    files: Sequence[str],
    made_of: Iterable[Path] = (),
    script: str = "phone-worker",
) -> Response:
    """The service worker of a page, with what it keeps: `files` of the theme. Another
    byte in any of them, or in what the page is made of, makes another version of it.
    `page`: the shell that is kept too; empty where there is none, and what is kept are
    pages of the public site.
    """
    text = (THEME / "js" / f"{script}.js").read_text(encoding="utf-8")
    parts = [path.read_bytes() for path in (*made_of, *(THEME / one for one in files))]
    address = f"{theme_files().address()}/" if page else RELEASED
    values = {
        "NAME": name,
        "VERSION": sha256(b"".join([address.encode(), *parts])).hexdigest()[:16],
        "PAGE": page,
        "SHELL": [*filter(None, [page]), *(f"{address}{one}" for one in files)],
    }
    head = "".join(
        f"const {name} = {json.dumps(value)};\n" for name, value in values.items()
    )
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": scope}
    return Response(head + text, mimetype="text/javascript", headers=headers)


def ways(blueprint: str, scope: str) -> dict[str, str]:
    """Where the page of a blueprint fetches from and sends to. `scope`: the addresses
    that lead to it without a network.
    """
    return {
        "page": url_for(f"{blueprint}.offline"),
        "list": url_for(f"{blueprint}.today"),
        "token": url_for("phones.token"),
        "send": url_for(f"{blueprint}.send"),
        "worker": url_for(f"{blueprint}.worker"),
        "scope": scope,
    }


def listed(
    office: Office,
    actor: Actor,
    now: datetime,
    doors: Sequence[Any],
    stops: Iterable[dict[str, Any]],
) -> dict[str, Any]:
    """The list as a phone keeps it, sealed, for a day; `stops` are of the first MOST
    doors.
    """
    return {
        "account": actor.id,
        "now": now.isoformat(timespec="seconds"),
        "zone": profile_in(office.accepted).timezone,
        "more": len(doors) > MOST,
        "stops": list(stops),
    }

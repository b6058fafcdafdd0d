"""The live site around the app, each with the security headers.

If the app cannot start, the public site is served all the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from forms_app import create_app
from forms_app.base import background, logs
from forms_app.base.app_theme import FOLDER, AppTheme, KeptThemes
from forms_app.base.keys import KeysMissing
from forms_app.base.office import Office
from forms_app.base.plainpage import plain_page
from forms_app.publishing.release.headers import SecurityHeaders, security_headers
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.shared_log import is_shared
from forms_app.publishing.release.withheld import Withheld

AWAY = plain_page(
    "503 Service Unavailable",
    "办事页面暂时打不开",
    "请稍后再试；名单和通知照常可看。",
    "The forms are away for a moment; the public pages are not.",
    again_in=30,
)
KEYS_AWAY = plain_page(
    "503 Service Unavailable",
    "办事页面暂时停用",
    "办公室的密钥文件读不出来，管理员把它放回去以后就能继续办理；名单和通知照常可看。",
    "The keys of this office cannot be read. The forms open again when they are put "
    "back; the public pages are not affected.",
    again_in=60,
)
AFTER_START = 3.0  # seconds; by then the publisher is ready too


class FormsApp:
    """The app, made with the first request for it: after a restart the public pages and
    the publisher come first.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.lock = threading.Lock()
        self.application: Callable[..., Iterable[bytes]] | None = None

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        return (self.application or self.make())(environ, start_response)

    def make(self) -> Callable[..., Iterable[bytes]]:
        with self.lock:
            if self.application is None:
                try:
                    self.office.keys.must_be_there()
                    made: Callable[..., Iterable[bytes]] = create_app(self.office)
                    _clear_exports(self.office)
                except KeysMissing as error:  # until they are there
                    logs.configure().error("no keys", says=str(error))
                    return KEYS_AWAY
                except Exception as error:  # noqa: BLE001 - whatever it is, the public site must not go with it
                    says = str(error)[:300]
                    logs.configure().error(
                        "the app did not start", error=type(error).__name__, says=says
                    )
                    made = AWAY
                self.application = made
            return self.application

    def make_soon(self) -> None:
        """So that the first person does not wait for it either."""
        background.begin("the app", self.make, after=AFTER_START)


def _clear_exports(office: Office) -> None:
    """What was over while no server ran."""
    from forms_app.base.exports.work import clear_later

    clear_later(office, AFTER_START)


def make_application(office: Office) -> LiveSite:
    """The whole: static site and app, with their headers."""
    forms = FormsApp(office)
    forms.make_soon()
    headers = security_headers(office.config.is_https)
    withheld = Withheld(office.site) if is_shared(office) else None
    kept = KeptThemes(office.site / FOLDER)
    background.begin("the theme's files", kept.keep, after=AFTER_START)
    themed = AppTheme(forms, kept, are_others=is_shared(office))
    return LiveSite(SecurityHeaders(themed, headers), office.site, headers, withheld)

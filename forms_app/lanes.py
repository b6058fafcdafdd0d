"""What the web server runs: every request in a lane of its own, so that none of them
keeps another kind waiting.

The public site is answered in the loop itself, from memory or page by page: it needs no
thread, and nothing that is sent to /app/ can take one from it. A body for the app is
received first, with a deadline; only then does the request take one of the few threads
there are for its lane. What finds its lane full is told so at once.

Measured before, with 2 processes of 8 threads that shared everything: 24 bodies that
never come, or 60 sign-ins at once, and no page of the public site was answered any more.
Now pages take 0.7 ms beside 60 such bodies, as ever. More threads would only have raised
the number, since a WSGI server's input has no deadline. What the lanes do not part is the
processor: beside forms that keep every core busy a page takes some ten milliseconds;
fewer threads or a shorter switch interval changed that by less than the noise. The loop
costs a sixth of the pages a second that granian's own threads give; answering whole pages
without WSGI (release/whole.py) makes up for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

from forms_app.base import workers
from forms_app.base.app_theme import is_versioned
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.office import Office
from forms_app.base.plainpage import plain_page
from forms_app.base.rsgi import (
    Application,
    BodyIncomplete,
    Environ,
    ask,
    ask_for_all,
    environ_of,
    read_beginning,
    read_body,
    send,
)
from forms_app.publishing.release.headers import SecurityHeaders, security_headers
from forms_app.publishing.release.serve import is_dynamic
from forms_app.publishing.release.whole import WholePages
from forms_app.wsgi import make_application

WAITS_AT_MOST = 30.0  # seconds for a place in a lane
# Seconds in which a full lane has to let go of one request. Whatever a request waits for,
# it gives up sooner.
STANDS_STILL_AFTER = 60.0
SMALL = 512 * 1024  # bytes of a body; more is for whoever is signed in
LARGEST = MOST_BYTES
COOKIE = "kaigong="
SIGN_IN = "/app/staff/sign-in/"
PROBES = frozenset({"/app/healthz", "/app/metrics"})

BUSY = plain_page(
    "503 Service Unavailable",
    "现在来办事的人太多",
    "您填写的内容没有丢：请留在这一页，等半分钟，按浏览器的“刷新”，同意再提交一次。"
    "名单和通知照常可看。",
    "Too many people are using the forms. What you typed is not lost: stay on this "
    "page, wait half a minute, reload it and agree to send it again.",
    again_in=30,
)
SLOW = plain_page(
    "408 Request Timeout",
    "网络太慢，没有收全",
    "您提交的内容没有收全，也没有登记。请换个信号好的地方，留在这一页，按浏览器的“刷新”，"
    "同意再提交一次；照片多的，请返回去少选几张，分几次传。",
    "The connection was too slow: what you sent did not arrive and was not recorded. "
    "Find a better connection, stay on this page, reload it and agree to send it "
    "again; or go back and send fewer photos at a time.",
    again_in=5,
)


class Full(Exception):
    """Nobody more can wait in this lane."""


class Lane:
    """So many requests of one kind at once in this process, and so many that wait."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self.at_once = at_once
        self.free = asyncio.Semaphore(at_once)
        self.room = at_once + waiting
        self.moved = time.monotonic()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Raises Full when there is none, or none becomes free in time."""
        if not self.room:
            raise Full
        self.room -= 1
        try:
            await self._wait()
            self.moved = time.monotonic()
            try:
                yield
            finally:
                self.free.release()
        finally:
            self.room += 1

    def stands_still(self) -> bool:
        """Whether all its places are held by requests that do not end."""
        passed = time.monotonic() - self.moved
        return self.free.locked() and passed > STANDS_STILL_AFTER

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(WAITS_AT_MOST):
                await self.free.acquire()
        except TimeoutError:
            raise Full from None


class Lanes:
    """The whole of an office for granian: `site` is the public site around the app,
    `pages` are those of it that need not be asked for.
    """

    def __init__(
        self, site: Application, is_https: bool, pages: WholePages | None = None
    ) -> None:
        headers = security_headers(is_https)
        self.site = site
        self.pages = pages
        self.busy = SecurityHeaders(BUSY, headers)
        self.slow = SecurityHeaders(SLOW, headers)
        # bodies on their way, and held until they are answered
        self.small = Lane(at_once=400, waiting=0)
        self.large = Lane(at_once=4, waiting=200)
        # the app's own threads
        self.forms = Lane(at_once=8, waiting=100)
        # a hash takes a fifth of a second of every core
        self.sign_in = Lane(at_once=1, waiting=20)
        # so that a busy office is not taken for a dead one
        self.probes = Lane(at_once=1, waiting=10)
        self.threads = (self.forms, self.sign_in, self.probes)
        self.pool = ThreadPoolExecutor(sum(lane.at_once for lane in self.threads))

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        if workers.beats:
            workers.beats.begin(loop, self.gets_on)

    def gets_on(self) -> bool:
        """Whether the threads do: for a worker that does not there is another."""
        return not any(lane.stands_still() for lane in self.threads)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        is_public = is_versioned(scope.path) or not is_dynamic(scope.path)
        page = is_public and self.pages and self.pages.asked_for(scope)
        if page:
            protocol.response_bytes(200, page.headers, page.body)
            return
        environ = environ_of(scope)
        if is_public:
            environ["wsgi.input"] = BytesIO()
            await send(ask(self.site, environ), protocol)
            return
        try:
            await self._dynamic(environ, protocol)
        except Full:
            await send(ask(self.busy, environ), protocol)
        except BodyIncomplete:
            await send(ask(self.slow, environ), protocol)

    async def _dynamic(self, environ: Environ, protocol: Any) -> None:
        async with contextlib.AsyncExitStack() as held:
            if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
                await self._receive(environ, protocol, held)
            else:
                environ["wsgi.input"] = BytesIO()
            await held.enter_async_context(self._lane(environ).place())
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(
                self.pool, ask_for_all, self.site, environ
            )
        # no place is held while a slow client reads
        await send(answer, protocol)

    def _lane(self, environ: Environ) -> Lane:
        path = environ["PATH_INFO"]
        if path in PROBES:
            return self.probes
        is_sign_in = environ["REQUEST_METHOD"] == "POST" and path == SIGN_IN
        return self.sign_in if is_sign_in else self.forms

    async def _receive(
        self, environ: Environ, protocol: Any, held: contextlib.AsyncExitStack
    ) -> None:
        """Put the body of a request into its environ.

        By its length the app refuses one that is too large, in its own words: there what
        was typed is given back, so its beginning is read.
        """
        said = environ.get("CONTENT_LENGTH", "")
        length = int(said) if said.isdigit() else None
        may_be_large = COOKIE in environ.get("HTTP_COOKIE", "")
        most = LARGEST if may_be_large else SMALL
        if length is not None and length > most:
            environ["wsgi.input"] = BytesIO()
            if may_be_large:
                await held.enter_async_context(self.small.place())
                environ["wsgi.input"] = await read_beginning(protocol)
            return
        is_small = length is None or length <= SMALL
        lane = self.small if is_small else self.large
        await held.enter_async_context(lane.place())
        body, received = await read_body(protocol, SMALL if is_small else most, length)
        held.callback(body.close)
        environ["wsgi.input"] = body
        # it is whole now, as behind a proxy that buffers
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ.setdefault("CONTENT_LENGTH", str(received))


def __getattr__(name: str) -> Any:
    """`application` is made when a server asks for it, so that importing this module
    has no side effects.
    """
    if name == "application":
        office = Office.from_environ(is_served=True)
        site = make_application(office)
        made = Lanes(site, office.config.is_https, WholePages(site))
        globals()[name] = made
        return made
    raise AttributeError(name)

"""Pictures of every page that links lead to, as wide as a desk and as wide as a phone.

    .venv/bin/python scripts/pictures.py http://127.0.0.1:8000 out --as office --password …

Looks at one page of each kind of a running office, changes nothing, and needs what tests
need (Playwright and a Chromium). Without --as it walks the public pages.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"desk": (1280, 900), "phone": (375, 812)}
STAFF = "/app/staff/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", help="of the running office")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--as", dest="account", default="", help="a staff account")
    parser.add_argument("--password", default="")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = opened(browser, given.address, given.account, given.password)
        for path in pages(page, given.address, STAFF if given.account else "/"):
            if given.only in path:
                take(page, given.address + path, given.folder)
        browser.close()


def opened(browser: Browser, address: str, account: str, password: str) -> Page:
    """A page of whoever is to look."""
    page = browser.new_context(locale="zh-CN").new_page()
    if account:
        page.goto(f"{address}{STAFF}sign-in/")
        page.locator("#username").fill(account)
        page.locator("#password").fill(password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**{STAFF}")
    return page


def kind(path: str) -> str:
    """The same for /app/staff/items/12/ and /app/staff/items/13/."""
    without = re.sub(r"/(?:[A-Z]{2}-[0-9A-Z]+|\d[\d-]*)(?=/)", "/x", path)
    return re.sub(r"/enterprises/[^/]+/", "/enterprises/x/", without)


def pages(page: Page, address: str, start: str) -> Iterator[str]:
    """One page of each kind that links lead to, below where one starts."""
    waiting = [start]
    seen = {kind(start)}
    while waiting:
        path = waiting.pop(0)
        answer = page.request.get(address + path)
        if answer.headers.get("content-type", "").startswith("text/html"):
            yield path
            for link in re.findall(r'href="([^"#?]+)', answer.text()):
                found = urlsplit(urljoin(address + path, link))
                is_ours = f"{found.scheme}://{found.netloc}" == address
                below = found.path.startswith(start)
                if is_ours and below and kind(found.path) not in seen:
                    seen.add(kind(found.path))
                    waiting.append(found.path)


def take(page: Page, address: str, folder: Path) -> None:
    """What is seen without scrolling, at each width."""
    page.goto(address)
    name = kind(urlsplit(address).path).strip("/").replace("/", "-") or "home"
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{size}.png")


if __name__ == "__main__":
    main()

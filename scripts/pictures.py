"""Pictures of every page that links lead to, as wide as a phone, a tablet and a desk.

    .venv/bin/python scripts/pictures.py http://127.0.0.1:8000 out --as office --password …

Looks at one page of each kind of a running office, changes nothing, and needs what tests
need (Playwright and a Chromium). Without --as it walks the public pages. With
--looks dark,large,en it takes them in the dark, in large type and in English too, and
--sheets lays those of one width and look side by side.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"phone": (375, 812), "tablet": (768, 1024), "desk": (1280, 900)}
LOOKS = ("plain", "dark", "large", "en")
COLUMNS = {"phone": 8, "tablet": 6, "desk": 4}  # of a sheet
SHEET = 1920  # pixels wide
LABEL = 16  # pixels below a picture for its name
STAFF = "/app/staff/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", help="of the running office")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--as", dest="account", default="", help="a staff account")
    parser.add_argument("--password", default="")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    parser.add_argument(
        "--looks", default="plain", help=f"one or more of {','.join(LOOKS)}"
    )
    parser.add_argument("--sheets", action="store_true", help="also side by side")
    given = parser.parse_args()
    looks = given.looks.split(",")
    if unknown := set(looks) - set(LOOKS):
        parser.error(f"--looks: {', '.join(unknown)}; there are {', '.join(LOOKS)}")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for look in looks:
            page = opened(browser, given.address, given.account, given.password, look)
            for path in pages(page, given.address, beginning(given.account, look)):
                if given.only in path:
                    take(
                        page, addressed(given.address + path, look), given.folder / look
                    )
        browser.close()
    if given.sheets:
        for look in looks:
            lay_out(given.folder / look)


def beginning(account: str, look: str) -> str:
    """Where links are followed from; the public site has its English below /en/."""
    if account:
        return STAFF
    return "/en/" if look == "en" else "/"


def addressed(address: str, look: str) -> str:
    """The app says in which language by a word of the query."""
    is_app = urlsplit(address).path.startswith("/app/")
    return f"{address}?lang=en" if look == "en" and is_app else address


def opened(
    browser: Browser, address: str, account: str, password: str, look: str
) -> Page:
    """A page of whoever is to look."""
    scheme = "dark" if look == "dark" else "light"
    page = browser.new_context(locale="zh-CN", color_scheme=scheme).new_page()
    if look == "large":
        page.add_init_script("localStorage.setItem('large', '1')")
    if account:
        page.goto(f"{address}{STAFF}sign-in/")
        page.locator("#username").fill(account)
        page.locator("#password").fill(password)
        page.locator("main form button").first.click()
        page.wait_for_url(f"**{STAFF}")
    return page


def kind(path: str) -> str:
    """The same for /app/staff/items/12/ and /app/staff/items/13/, for one notice and the next."""
    without = re.sub(r"/(?:[A-Z]{2}-[0-9A-Z]+|\d[\d-]*)(?=/)", "/x", path)
    without = re.sub(r"/enterprises/[^/]+/", "/enterprises/x/", without)
    without = re.sub(r"/(campaigns/[^/]+)/[^/]+/", r"/\1/x/", without)
    return re.sub(r"/(notices|letters|communities)/[^/]+/$", r"/\1/x/", without)


def pages(page: Page, address: str, start: str) -> Iterator[str]:
    """One page of each kind that links lead to, below where one starts."""
    waiting = [start]
    seen = {kind(start)}
    shown = set()
    while waiting:
        answer = page.request.get(address + waiting.pop(0))
        # where it led to: whoever is not signed in sees one page at many addresses
        path = urlsplit(answer.url).path
        if kind(path) in shown:
            continue
        if answer.headers.get("content-type", "").startswith("text/html"):
            shown.add(kind(path))
            yield path
            for link in re.findall(r'href="([^"#?]+)', answer.text()):
                found = urlsplit(urljoin(address + path, link))
                is_ours = f"{found.scheme}://{found.netloc}" == address
                below = found.path.startswith(start)
                if start == "/" and found.path.startswith("/en/"):
                    continue  # a look of its own
                if is_ours and below and kind(found.path) not in seen:
                    seen.add(kind(found.path))
                    waiting.append(found.path)


def take(page: Page, address: str, folder: Path) -> None:
    """What is seen without scrolling, at each width."""
    page.goto(address)
    folder.mkdir(exist_ok=True)
    name = kind(urlsplit(address).path).strip("/").replace("/", "-") or "home"
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{size}.png")


def lay_out(folder: Path) -> None:
    """Sheets of three rows, of one width each, every picture with its name below."""
    for size, (width, height) in SIZES.items():
        wide = SHEET // COLUMNS[size]
        tall = wide * height // width + LABEL
        pictures = sorted(folder.glob(f"*-{size}.png"))
        many = COLUMNS[size] * 3
        for number, first in enumerate(range(0, len(pictures), many), start=1):
            sheet = Image.new("RGB", (SHEET, tall * 3), "white")
            for place, path in enumerate(pictures[first : first + many]):
                row, column = divmod(place, COLUMNS[size])
                stick(sheet, path, (column * wide, row * tall), wide - 8)
            sheet.save(folder / f"sheet-{size}-{number:02}.png")


def stick(sheet: Image.Image, path: Path, at: tuple[int, int], wide: int) -> None:
    """One picture, so wide, with its name."""
    with Image.open(path) as picture:
        small = picture.resize((wide, picture.height * wide // picture.width))
    sheet.paste(small, at)
    name = path.stem.rpartition("-")[0]
    ImageDraw.Draw(sheet).text((at[0], at[1] + small.height + 2), name, fill="black")


if __name__ == "__main__":
    main()

"""What axe finds on a page that stands in the browser, and pictures of it for people."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).parent.parent / "screenshots"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


def violations(page: Page) -> list[tuple[str, str, str | None]]:
    """Rule, first element, and what would mend it. Scripts must run, else axe waits for ever."""
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (
            one["id"],
            one["nodes"][0]["html"][:200],
            one["nodes"][0].get("failureSummary"),
        )
        for one in found
    ]


def fits(page: Page, width: int) -> bool:
    """Nothing is wider than the screen. A click may just have led here: the document is begun, and empty."""
    page.wait_for_load_state()
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide <= width


def judge(page: Page, name: str) -> None:
    """No violation, nothing wider than the screen; a picture at both widths."""
    page.wait_for_load_state()
    PICTURES.mkdir(exist_ok=True)
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=str(PICTURES / f"{name}-{width}.png"), full_page=True)
        assert fits(page, width), f"{name} is wider than {width}"
    assert violations(page) == []

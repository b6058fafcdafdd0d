"""The inspection of kitchens, which is made of files alone, and answers to what it asks."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

FILES = Path(__file__).parent / "publishing" / "campaigns" / "kitchens"
NAMES = "ask@kitchens-2020-"  # what stands before the names of its questions
TYPED = {
    "meals": "300",
    "cooks": "6",
    "cleaned": "2020-03-02",
    "leads": "食堂主任",
    "noon_adults": "200",
    "noon_children": "20",
    "evening_adults": "180",
}
TICKED = {"fuel": "gas", "valve": "shut", "feeds": "sheltered"}


def answer(form: Page | Locator, **changed: str) -> None:
    """Fill in what has to be answered; `changed` by the names of the questions."""
    for name, value in TICKED.items():
        form.locator(f"[name='{NAMES}{name}'][value='{value}']").check()
    for name, value in {**TYPED, **changed}.items():
        form.locator(f"[name='{NAMES}{name}']").fill(value)

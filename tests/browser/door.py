"""The door of an enterprise: where it signs in with its reference and access code."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Door:
    """Of one enterprise of the office at an address."""

    address: str
    reference: str
    code: str

    def enter(self, page: Page) -> None:
        page.goto(f"{self.address}/app/my/sign-in/")
        page.locator("[name=reference]").fill(self.reference)
        page.locator("[name=access_code]").fill(self.code)
        page.locator("main form button").first.click()
        page.wait_for_url(f"{self.address}/app/my/")

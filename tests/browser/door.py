"""Doors: where an enterprise signs in with its reference and access code, and staff with an account."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.conftest import PASSWORD


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


def enter_as_staff(page: Page, address: str, account: str) -> None:
    """To a page of staff, whichever language it is in; they are asked who they are first."""
    page.goto(address)
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()

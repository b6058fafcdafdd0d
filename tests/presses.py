"""A person who presses a button several times, faster than the server answers."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask.testing import FlaskClient

HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|press)" value="([^"]+)">')


def of_page(client: FlaskClient, page: str) -> dict[str, str]:
    """What the forms of a page carry unseen, as it is loaded now."""
    found = dict(HIDDEN.findall(client.get(page).text))
    assert found.keys() == {"csrf_token", "press"}, f"{page} has no form"
    return found


def together(
    client: FlaskClient, path: str, fields: dict[str, Any], times: int = 3
) -> list[Any]:
    """The answers to one form that one browser sends so many times at once."""
    barrier = Barrier(times)

    def press(browser: FlaskClient) -> Any:
        barrier.wait(10)
        return browser.post(path, data=fields)

    browsers = [same_browser(client) for _ in range(times)]
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(press, browsers))


def same_browser(client: FlaskClient) -> FlaskClient:
    """Another request of the same browser: its cookies as they are now."""
    browser = client.application.test_client()
    browser._cookies = dict(client._cookies)
    return browser

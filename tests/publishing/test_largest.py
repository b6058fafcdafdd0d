"""The largest that an editor, a clerk and a phone may hand in, all at once: what is taken
away goes first.
"""

from __future__ import annotations

import io
import os
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
from PIL import Image

from tests.people.rosters.handed_in import HEADER, PERSON, xlsx
from tests.publishing.soon import SUSPENDED
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_media import put_media
from tests.supervised import Supervised, supervised
from tests.visitor import Phone, register

pytestmark = [
    pytest.mark.long,
    pytest.mark.same_on_both(reason="about files, not about the database"),
]
FRONT = "Title: 关于防汛值守的通知\nDate: 2020-03-01\nNumber: 示例〔2020〕{n}号\nIssuer: 示例街道办事处\nKind: prevention\n\n"
PARAGRAPH = (
    "各社区、各单位要落实专人值守，每天早晚各查一次，有情况马上报告；" * 6 + "\n\n"
)
TURNS = 5
NOTICES = 4
WITHIN = 1.0  # seconds
PATIENCE = 120.0


def notice(number: int) -> str:
    """As long as a file may be, of ordinary paragraphs."""
    front = FRONT.format(n=number)
    room = 256 * 1024 - len(front.encode()) - 1024
    return front + PARAGRAPH * (room // len(PARAGRAPH.encode()))


def picture(side: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(
        out, "JPEG", quality=60
    )
    return out.getvalue()


def until_shown(running: Supervised, word: str) -> float:
    """How many seconds it takes until a visitor of the page reads it."""
    began = time.monotonic()
    while f"</span> {word}" not in _page(running):
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.01)
    return time.monotonic() - began


def _page(running: Supervised) -> str:
    try:
        return Phone(running.address, 0).open(f"/enterprises/{REFERENCE}/")
    except OSError:
        return ""


def test_beside_the_largest_of_everything_a_suspension_is_public_in_a_second(
    office,
) -> None:
    put(office, GOOD)
    office.database.close()
    photo = picture(3600)
    roster = xlsx([HEADER, *(PERSON for _ in range(19_000))])
    assert 5_000_000 < len(photo) < 10_000_000
    took = []
    with (
        supervised(office.config.office) as running,
        ThreadPoolExecutor(2) as hands,
    ):
        until_shown(running, "有效")
        phone = Phone(running.address, 1)
        register(phone, "示例箱包二厂")
        phone.post("/app/apply/", {})
        for turn in range(TURNS):
            work = [
                hands.submit(phone.send_file, path, field, file)
                for path, field, file in (
                    ("/app/my/papers/", "papers", (photo, "a.jpg")),
                    ("/app/my/people/upload/", "sheet", (roster, "a.xlsx")),
                )
            ]
            for number in range(NOTICES):
                path = office.content / "notices" / f"large-{turn}-{number}.md"
                path.write_text(notice(turn * NOTICES + number), encoding="utf-8")
            put_media(office, f"large-{turn}.jpg", photo)
            time.sleep(0.2)
            put(office, SUSPENDED.replace("Revision: 1", f"Revision: {turn * 2 + 1}"))
            took.append(until_shown(running, "暂停"))
            assert all(each.result() for each in work), "each was answered"
            put(office, GOOD.replace("Revision: 1", f"Revision: {turn * 2 + 2}"))
            until_shown(running, "有效")
    print("public after", [round(each, 2) for each in took])
    assert median(took) < WITHIN, took

"""The largest that an editor, a clerk and a phone may hand in, all at once: what is taken away goes first."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from PIL import Image

from tests import journeys
from tests.conftest import PROJECT, post, token
from tests.people.rosters.handed_in import HEADER, PERSON, xlsx
from tests.publishing.soon import SUSPENDED, WITHIN, is_suspended, page, until
from tests.publishing.test_accept import GOOD, put
from tests.publishing.test_media import put_media
from tests.scripts.test_run import free_port, lines_of

pytestmark = [
    pytest.mark.long,
    pytest.mark.same_on_both(reason="about files, not about the database"),
]
FRONT = "Title: 关于防汛值守的通知\nDate: 2020-03-01\nNumber: 示例〔2020〕{n}号\nIssuer: 示例街道办事处\nKind: prevention\n\n"
PARAGRAPH = (
    "各社区、各单位要落实专人值守，每天早晚各查一次，有情况马上报告；" * 6 + "\n\n"
)


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


def hand_in(client, path: str, **fields: object) -> None:
    """Until it is taken: a page of its own work, whatever it answers."""
    client.post(path, data={"csrf_token": token(client, path), **fields})


def test_beside_the_largest_of_everything_a_suspension_is_public_in_two_seconds(
    office, client, app
) -> None:
    put(office, GOOD)
    journeys.register(client)
    post(client, "/app/apply/")
    photo = picture(3600)
    roster = xlsx([HEADER, *(PERSON for _ in range(19_000))])
    assert 5_000_000 < len(photo) < 10_000_000
    command = [
        sys.executable,
        "-m",
        "forms_app.supervise",
        "run",
        str(office.config.office),
        "127.0.0.1",
        str(free_port()),
    ]
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    took = []
    try:
        lines_of(process, "Ready: ")
        until(lambda: "有效" in page(office))
        for turn in range(3):
            files = {"papers": (io.BytesIO(photo), "a.jpg")}
            sheet = {"sheet": (io.BytesIO(roster), "a.xlsx")}
            work = [
                threading.Thread(
                    target=hand_in, args=(client, "/app/my/papers/"), kwargs=files
                ),
                threading.Thread(
                    target=hand_in, args=(app.test_client(), "/app/register/who/")
                ),
                threading.Thread(
                    target=hand_in,
                    args=(client, "/app/my/people/upload/"),
                    kwargs=sheet,
                ),
            ]
            for each in work:
                each.start()
            for number in range(4):
                path = office.content / "notices" / f"large-{turn}-{number}.md"
                path.write_text(notice(turn * 10 + number), encoding="utf-8")
            put_media(office, f"large-{turn}.jpg", photo)
            time.sleep(0.2)
            put(office, SUSPENDED.replace("Revision: 1", f"Revision: {turn * 2 + 1}"))
            took.append(until(lambda: is_suspended(office)))
            for each in work:
                each.join()
            put(office, GOOD.replace("Revision: 1", f"Revision: {turn * 2 + 2}"))
            until(lambda: "有效" in page(office))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    print("public after", [round(each, 2) for each in took])
    assert sorted(took)[1] < WITHIN, took

"""What a phone gets and sends: the shell holds nothing of anybody, the list no phone number; a visit and its photos once."""

from __future__ import annotations

import io
import re

from PIL import Image
from sqlalchemy import func, select

from forms_app.base.attachments.models import Attachment
from forms_app.ledger.visits.models import Visit
from tests import journeys
from tests.conftest import NOW, token

SEND = "/app/staff/visits/send/"


def photo() -> tuple[io.BytesIO, str]:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, "JPEG")
    data.seek(0)
    return data, "1.jpg"


def test_a_phone_gets_little_and_sends_once(client, staff, office) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", grids=("qiantou-2",))
    other = staff("grid_worker", grids=("xunmei-1",))
    shell = worker.get("/app/staff/visits/offline/")
    assert (
        reference not in shell.text
        and "grid-worker-0" not in shell.text
        and "csrf" not in shell.text
    )
    assert shell.text == other.get("/app/staff/visits/offline/").text, (
        "the same for everybody: a phone may keep it"
    )
    script = worker.get("/app/staff/visits/sw.js")
    assert (
        script.headers["Cache-Control"] == "no-cache"
        and "javascript" in script.content_type
    )
    listed = worker.get("/app/staff/visits/today.json")
    assert listed.headers["Cache-Control"] == "no-store" and listed.json is not None
    assert (
        listed.json["account"] == "grid-worker-0-qiantou-2"
        and listed.json["half_days"][0][1] == "3月5日 下午"
        and listed.json["zone"] == "Asia/Shanghai"
    )
    (stop,) = listed.json["stops"]
    assert stop["reference"] == reference and not re.search(
        r"1\d{10}|示例联系人", listed.text
    )
    assert other.get("/app/staff/visits/today.json").json["stops"] == []

    fields = {
        "client_id": "a" * 32, "reference": reference, "base": stop["base"], "at": "2020-03-05T08:10:07",
        "outcome": "nobody", "channel": "in-person", "visitors": ["community"], "next_try": "2020-03-05T14:00",
    }  # fmt: skip

    def send(who, **changed):
        fresh = who.get("/app/staff/phone/token/").json["csrf_token"]
        return who.post(
            SEND, data={**fields, "csrf_token": fresh, "photos": [photo()], **changed}
        )

    assert send(worker, photos=[(io.BytesIO(b"no photo"), "1.jpg")]).status_code == 422
    assert "将来" in send(worker, at="2020-03-05T18:00").json["says"]
    assert "不归您管" in send(other).json["says"]
    for _again in range(2):
        answer = send(worker)
        assert answer.json["kept"] == "a" * 32 and not answer.json["conflict"]
        assert answer.json["at"] == "2020-03-05T08:10" and answer.json[
            "received"
        ] == NOW.strftime("%Y-%m-%dT%H:%M")
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        assert session.scalar(select(func.count()).select_from(Attachment)) == 1
    page = worker.get(answer.json["url"])
    assert page.text.count('class="shots"') == 1
    assert worker.get("/app/staff/attachments/1/").status_code == 200
    assert other.get("/app/staff/attachments/1/").status_code == 404
    assert client.get("/app/my/attachments/1/").status_code == 404, (
        "the office's photo, not the enterprise's"
    )
    assert (
        token(worker, "/app/staff/visits/")
        and worker.post(SEND, data=fields).status_code == 400
    ), "without a token"

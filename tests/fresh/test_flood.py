"""A flood in a fresh office: its clerk writes files, and no page, of site or app, in either language, names an epidemic."""

from __future__ import annotations

import re

import pytest

from forms_app.features import FEATURES
from tests import journeys
from tests.access_table import TABLE
from tests.fresh.conftest import PAGES, PROMISED
from tests.house.test_emergency import IN_ENGLISH, OF_AN_EPIDEMIC

WORDS = """
[words]
do = "开门"
do_en = "open"
poster_title = "水退开门"
contact = "汛期联系人"
contact_en = "Contact during the flood"
supplies = "防汛物资"
supplies_en = "Flood supplies"
"""
OURS = {"community": "linbo", "grid": "linbo-1"}
# What retention.toml counts the days from; the word of a file, printed where its words are.
CODES = re.compile("isolation-over")


@pytest.fixture
def flood(place, publish):
    """The office of the flood, without the features of an epidemic."""
    place.make_ours()
    off = {"people"}  # the wing of an epidemic
    names = [
        f'"{one.name}"' for one in FEATURES if one.room.partition(".")[0] not in off
    ]
    office = place.content / "office.toml"
    text = office.read_text(encoding="utf-8")
    office.write_text(f"{text}\nfeatures = [{', '.join(names)}]\n", encoding="utf-8")
    campaign = "campaigns/opening/campaign.toml"
    place.change(campaign, 'title = "恢复营业"', 'title = "汛期过后恢复营业"')
    path = place.content / campaign
    path.write_text(path.read_text(encoding="utf-8") + WORDS, encoding="utf-8")
    publish()
    faults = (place.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert faults.startswith("没有"), faults


def named(text: str) -> list[str]:
    plain = CODES.sub("", text)
    return [*OF_AN_EPIDEMIC.findall(plain), *IN_ENGLISH.findall(plain)]


def read(client, address: str) -> int:
    """How many pages there are at an address, in both languages; none names an epidemic."""
    seen = 0
    for lang in ("zh-Hans", "en"):
        answer = client.get(f"{address}?lang={lang}")
        if answer.status_code == 200 and answer.mimetype == "text/html":
            seen += 1
            assert named(answer.text) == [], (address, lang)
    return seen


def test_what_is_published_of_a_flood_names_no_epidemic(office, flood) -> None:
    tree = office.site / "tree"
    walked = list(tree.rglob("*.html"))
    assert len(walked) > 40
    told = {path.relative_to(tree): named(path.read_text("utf-8")) for path in walked}
    assert {path: words for path, words in told.items() if words} == {}
    home = (tree / "index.html").read_text(encoding="utf-8")
    assert "申请开门" in home and "想开门的单位" in home


def test_applying_after_a_flood_names_no_epidemic(client, staff, flood) -> None:
    assert read(client, "/app/apply/") == 2
    client.get("/app/apply/?lang=zh-Hans")
    journeys.register(client, **OURS)
    for address in ("/app/apply/", "/app/my/"):
        assert read(client, address) == 2
    client.get("/app/apply/?lang=zh-Hans")
    journeys.apply(client, pages=PAGES, commitment=PROMISED)
    admin = staff("admin")
    for address in ("", "applications/", "applications/1/", "enterprises/", "calls/"):
        assert read(admin, f"/app/staff/{address}") == 2


@pytest.mark.long
def test_no_page_of_staff_names_an_epidemic_in_a_flood(staff, flood) -> None:
    admin = staff("admin")
    addresses = [path for path in TABLE if path.startswith("/app/") and "<" not in path]
    assert sum(read(admin, address) for address in addresses) > 50

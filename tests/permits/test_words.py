"""The words of a campaign, from its campaign.toml to the pages of site and app."""

from __future__ import annotations

import re

import pytest

from forms_app.base.wording import NEUTRAL, TERMS, Wording
from forms_app.permits.campaigns.words import WORDS
from tests import journeys
from tests.rule_files import CAMPAIGN, rule_path

EPIDEMIC = re.compile("开工|防疫")
OWN = """
[words]
do = "供气"
do_en = "use gas"
list = "供气门店"
list_en = "Shops with gas"
poster_title = "放心供气"
"""


@pytest.fixture
def say(office, publish):
    """Give the campaign of the office these words instead of its own."""

    def change(words: str):
        path = rule_path(office.content, "campaign.toml")
        text = path.read_text(encoding="utf-8")
        own = re.compile(r"\[words\]\n.*?\n\n", re.S)
        assert own.search(text)
        path.write_text(own.sub(words.strip() + "\n\n", text), encoding="utf-8")
        return publish()

    return change


def test_one_word_makes_the_others() -> None:
    gas = Wording.of({"do": "供气", "do_en": "use gas"})
    assert gas.word("apply", "zh-Hans") == "申请供气"
    assert gas.word("list", "en") == "Who may use gas"
    assert gas.word("poster_line", "zh-Hans") == "经核验，准予供气"
    assert gas.fingerprint != NEUTRAL.fingerprint


def test_a_word_of_its_own_stands_as_it_is_written() -> None:
    own = Wording.of({"list": "100% 合格名单", "list_en": "100% list"})
    assert own.word("list", "zh-Hans") == "100% 合格名单"
    assert own.word("apply", "zh-Hans") == "申请营业"


def test_every_word_fits_where_it_is_without_one_of_its_own() -> None:
    longest = {key.name: key.high for key in WORDS}
    for term in TERMS:
        for lang, key in (("zh-Hans", term.name), ("en", f"{term.name}_en")):
            if key in longest:
                text = NEUTRAL.word(term.name, lang)
                assert text, key
                assert len(text) <= longest[key] * (1 + (lang == "en")), key


@pytest.mark.walk
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('list = "一个实在太长而放不进导航里的名单的名称"', "最多 12 个字"),
        ('list = "供气名单"', "缺少“list_en”"),
        ('lst = "供气名单"', "没有“lst”这一项"),
        ("list = 3", "要写成文字"),
    ],
)
def test_a_word_that_cannot_be_printed_is_told_and_the_pages_stay(
    say, office, words, says
) -> None:
    say(f"[words]\n{words}\n")
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert f"campaigns/{CAMPAIGN}/campaign.toml" in faults and says in faults
    home = (office.site / "tree" / "index.html").read_text(encoding="utf-8")
    assert "申请开工" in home


@pytest.mark.walk
def test_the_first_page_of_applying_says_how_many_pages_and_what_to_prepare(
    office, publish, client
) -> None:
    form = rule_path(office.content, "application.toml")
    text = form.read_text(encoding="utf-8")
    assert text.count("[[pages]]") == 3
    assert "口罩、消毒液、测温仪各有多少" in client.get("/app/apply/").text
    text = re.sub(r"prepare = .*", 'prepare = ["营业时间表"]', text)
    text = re.sub(r"prepare_en = .*", 'prepare_en = ["Opening hours"]', text)
    blocks = re.split(r"(?m)^(?=\[\[)", text)
    gone = ('id = "measures"', 'page = "measures"')
    kept = [block for block in blocks if not any(one in block for one in gone)]
    form.write_text("".join(kept), encoding="utf-8")
    publish()
    start = client.get("/app/apply/?lang=en").text
    assert "Opening hours" in start and "masks" not in start
    journeys.register(client)
    assert "一共 2 页，加最后核对" in client.get("/app/apply/?lang=zh-Hans").text


@pytest.mark.walk
def test_pages_of_site_and_app_say_the_words_of_the_campaign(
    say, office, client, staff
) -> None:
    say(OWN)
    tree = office.site / "tree"
    home = (tree / "index.html").read_text(encoding="utf-8")
    assert "申请供气" in home and "供气门店" in home and "想供气的单位" in home
    english = (tree / "en" / "enterprises" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Shops with gas</h1>" in english and "may use gas now" in english
    feed = (tree / "feeds" / "enterprises.atom.xml").read_text(encoding="utf-8")
    assert "最近准予供气" in feed
    reference, _code = journeys.register(client)
    start = client.get("/app/apply/").text
    assert "<h1>申请供气</h1>" in start
    assert not EPIDEMIC.search(re.sub(r"<footer.*", "", start, flags=re.S))
    assert "Apply to use gas" in client.get("/app/apply/?lang=en").text
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    worker = staff("grid_worker", (), ("qiantou-2",))
    journeys.check(worker, reference)
    page = reviewer.get(f"/app/staff/enterprises/{reference}/").text
    assert "供气前核验" in page and "开工前核验" not in page

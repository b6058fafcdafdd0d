"""/app/search/: what people type finds what they mean, in what is published and nothing else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from re import DOTALL, findall, search

import pytest
from flask.testing import FlaskClient

from forms_app.base import logs
from forms_app.base.initials import initials_of
from forms_app.base.jobs import lease
from forms_app.publishing.release.site import Site
from forms_app.publishing.search import finding
from forms_app.publishing.search.excerpt import around, marked
from forms_app.publishing.search.finding import Wanted
from forms_app.publishing.search.index import FILE, bring, opened
from forms_app.publishing.search.jobs import INDEX
from forms_app.publishing.search.sources import marks
from forms_app.publishing.service.publisher import Publisher
from tests.matching import SEARCHES as NAMES
from tests.matching import reference
from tests.publishing.search.table import FIRMS, SEARCHES
from tests.publishing.test_accept import GOOD, REFERENCE, put

pytestmark = pytest.mark.same_on_both(reason="about published files, not the database")
ROW = r'<li[^>]*>\s*<a href="([^"]+)">(.*?)</a>'
SAYS = r'id="found-says"[^>]*>(.*?)</p>'


def text(markup: str) -> str:
    return unescape("".join(findall(r"(?:^|>)([^<]*)", markup))).strip()


@pytest.fixture
def published(office, publish) -> None:
    for code, name in FIRMS.items():
        text_of_it = GOOD.replace(REFERENCE, code).replace("示例箱包厂", name)
        put(office, text_of_it, code)
    publish()


@pytest.fixture
def ask(client: FlaskClient, published):
    """The titles that a search shows in their order, and what it says of them."""

    def once(typed: str, **more: str) -> tuple[list[str], str]:
        answer = client.get("/app/search/", query_string={"q": typed, **more})
        assert answer.status_code == 200, typed
        body = answer.text.partition('id="found"')[2]
        told = search(SAYS, answer.text, DOTALL)
        assert told
        return [text(name) for _url, name in findall(ROW, body, DOTALL)], text(told[1])

    return once


@pytest.mark.walk
def test_whoever_types_finds_first_what_was_meant(ask) -> None:
    faults = []
    for row in SEARCHES:
        found, says = ask(row.typed)
        first = found[0] if found else ""
        if (first, "只是相近" in says) != (row.first, row.is_near):
            faults.append((row.typed, first, row.first, says))
    assert not faults, faults
    assert len(SEARCHES) >= 200
    assert sum(row.is_near for row in SEARCHES) >= 15


def put_names(folder: Path, names: dict[str, str]) -> Site:
    """A released list of nothing but these names."""
    rows = [
        {
            "reference": reference(letter),
            "name": name,
            "kind": "shop",
            "community": "qiantou",
            "grid": "1",
            "place": "",
            "since": "2020-03-05",
            "status": "approved",
            "url": f"/enterprises/{reference(letter)}/",
            "over": "",
            "initials": initials_of(name),
        }
        for letter, name in names.items()
    ]
    file = folder / "tree" / "data" / "search" / "qiantou.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows), encoding="utf-8")
    return Site(folder)


def test_names_are_found_as_everywhere_in_the_same_order(tmp_path) -> None:
    """The one table of names, through the index."""
    faults = []
    sites: dict[int, tuple[Path, Site]] = {}
    for row in NAMES:
        key = id(row.names)
        if key not in sites:
            folder = tmp_path / str(len(sites))
            sites[key] = folder, put_names(folder, row.names)
        folder, site = sites[key]
        with opened(folder, site) as connection:
            found = finding.find(connection, Wanted(row.typed, "zh-Hans"))
            ids = found.by_section.get("enterprises", [])
            query = "SELECT reference FROM entry WHERE id = ?"
            codes = [connection.execute(query, (one,)).fetchone()[0] for one in ids]
        letters = "".join(code[7] for code in codes)
        if (letters, found.is_near and bool(ids)) != (row.expected, row.is_near):
            faults.append((row.typed, letters, row.expected))
    assert not faults, faults


def test_a_word_is_marked_where_it_stands_whatever_it_is_written_in() -> None:
    assert marked("示例麵館<b>", ["面馆"]) == "示例<mark>麵館</mark>&lt;b&gt;"
    assert marked("Sunny Cafe", ["sunnycafe"]) == "<mark>Sunny</mark> <mark>Cafe</mark>"
    assert marked("示例", ["没有"]) == "示例"
    long = "前" * 100 + "防疫" + "后" * 200
    assert around(long, ["防疫"]).startswith("…" + "前" * 24 + "防疫后")
    assert around(long, ["没有"]) == ""


@pytest.mark.walk
def test_what_is_typed_never_becomes_markup(client, published) -> None:
    answer = client.get("/app/search/", query_string={"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_sentence_inside_a_document_is_shown_around_the_word(
    client, published
) -> None:
    answer = client.get("/app/search/", query_string={"q": "洗手"})
    assert "勤<mark>洗手</mark>，少聚集" in answer.text
    assert "找到 " in answer.text


def test_rows_are_chosen_by_community_and_state_without_words(ask) -> None:
    found, says = ask("", status="approved", community="qiantou")
    assert sorted(found) == sorted(FIRMS.values())
    assert says == f"只在前头社区、有效找了。找到 {len(FIRMS)} 条。"
    assert ask("箱包", status="revoked") == (
        [],
        "只在已撤销找了。找到 2 家，都不合所选的类别和状态。",
    )
    assert ask("", status="revoked")[0] == []
    assert ask("箱包", section="notices")[0] == ["箱包企业开工样板介绍"]


def test_each_language_is_found_and_shown_once(client, published) -> None:
    """Who reads Chinese is shown the Chinese notice where both have the words."""
    zh = client.get("/app/search/?q=前社告2020 3号").text
    assert "/notices/how-to-apply/" in zh
    assert "/en/notices/how-to-apply/" not in zh
    en = client.get("/app/search/?q=前社告2020 3号&lang=en").text
    assert "/en/notices/how-to-apply/" in en


@pytest.mark.walk
def test_what_is_taken_away_is_shown_so_at_once(office, ask, publish) -> None:
    assert ask("示例鑫旺面馆")[0] == ["示例鑫旺面馆"]
    path = put(
        office,
        GOOD.replace(REFERENCE, "QT-3333C3")
        .replace("示例箱包厂", "示例鑫旺面馆")
        .replace("Status: approved", "Status: suspended\nReason: 整改"),
        "QT-3333C3",
    )
    publish()
    assert ask("鑫旺", status="approved")[0] == []
    assert ask("鑫旺", status="suspended")[0] == ["示例鑫旺面馆"]
    path.unlink()
    publish()
    assert ask("QT-3333C3")[0] != ["示例鑫旺面馆"]


@pytest.mark.walk
def test_a_lost_or_harmed_index_is_made_again(office, ask) -> None:
    assert ask("防疫")[0]
    file = office.data / FILE
    file.unlink()
    assert ask("防疫")[0]
    for ending in ("-wal", "-shm"):
        file.with_name(f"{FILE}{ending}").unlink(missing_ok=True)
    file.write_bytes(b"this is no database of any kind" * 500)
    assert ask("防疫")[0]


def test_the_index_holds_nothing_but_what_is_published(office, ask) -> None:
    """Not one word of the office's own tables: it is read from the released files alone."""
    pending = GOOD.replace(REFERENCE, "QT-3333K3").replace("approved", "pending")
    put(office, pending.replace("示例箱包厂", "示例未公开的店"), "QT-3333K3")
    assert ask("未公开的店")[0] == []
    tree = office.site / "tree" / "data"
    public = "".join(file.read_text("utf-8") for file in tree.rglob("*.json"))
    with closing(sqlite3.connect(office.data / FILE)) as connection:
        for (shown,) in connection.execute("SELECT shown FROM entry"):
            title = json.loads(shown).get("name") or json.loads(shown)["title"]
            assert json.dumps(title, ensure_ascii=False) in public


def test_a_search_answers_with_the_database_away(office, ask) -> None:
    assert ask("防疫")[0]
    (office.data / "kaigong.sqlite3").unlink()
    office.database.close()
    assert ask("防疫")[0]


@pytest.mark.walk
def test_long_answers_are_turned_page_by_page(office, client, publish) -> None:
    for number in range(60):
        code = f"QT-AAA3{'ACDEFHJKMN'[number // 10]}{'ACDEFHJKMN'[number % 10]}"
        text_of_it = GOOD.replace(REFERENCE, code)
        put(office, text_of_it.replace("示例箱包厂", f"示例茶行{number}"), code)
    publish()
    first = client.get("/app/search/?q=示例茶行&section=enterprises")
    assert "共 60 条，这里是第 1 到 50 条" in first.text
    second = client.get("/app/search/?q=示例茶行&section=enterprises&from=50")
    body = second.text.partition('id="found"')[2]
    assert len(findall(ROW, body, DOTALL)) == 10


@pytest.mark.walk
def test_after_each_release_a_job_is_asked_to_bring_the_index(office) -> None:
    publisher = Publisher(office, logs.configure())

    def is_asked() -> bool:
        while publisher.later.one():
            continue
        return lease.is_asked(office, INDEX.name, office.clock.now(), of_this_host=True)

    for code in list(FIRMS)[:3]:
        put(office, GOOD.replace(REFERENCE, code), code)
        publisher.cycle("test")
        assert is_asked()
        bring(office)
        assert not is_asked(), "once is enough"
        with closing(sqlite3.connect(office.data / FILE)) as index:
            brought = dict(index.execute("SELECT path, mark FROM source"))
        assert brought == marks(Site(office.site))

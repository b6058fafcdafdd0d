"""What is printed of a text: one h1 a page, footnotes that work, wide tables that scroll in themselves."""

from __future__ import annotations

import re

from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from forms_app.base.catalogue import use_language
from forms_app.publishing.site.markup import clean_html
from forms_app.publishing.site.reader import markdown
from tests.conftest import PROJECT

SETTINGS = read_settings(str(PROJECT / "pelicanconf.py"))
MarkdownReader(SETTINGS)  # names the extensions, as at every build
to_html = markdown(SETTINGS)
NOTED = "甲[^1]，乙[^二]。再说甲[^1]。\n\n[^1]: 注一\n[^二]: 注二"


def test_a_text_with_a_heading_of_the_first_level_begins_one_lower() -> None:
    shown = clean_html(to_html("# 通知\n\n## 一\n\n<h1>又一个</h1>\n\n###### 末"))
    assert re.findall(r"<(h\d)", shown) == ["h2", "h3", "h2", "h6"]
    assert re.findall(r"</(h\d)", shown) == ["h2", "h3", "h2", "h6"]
    assert "<h2>一</h2>" in clean_html(to_html("## 一"))


def test_footnotes_lead_there_and_back_on_a_page_of_several_texts() -> None:
    page = clean_html(to_html(NOTED)) + clean_html(to_html(f"丙[^1]\n\n{NOTED}"))
    ids = re.findall(r' id="([^"]+)"', page)
    leads = re.findall(r' href="#([^"]+)"', page)
    assert len(ids) == len(set(ids)) and len(leads) >= 10
    assert set(leads) <= set(ids)
    assert page.count('class="footnote"') == 2


def test_the_way_back_is_named_in_the_language_of_the_page() -> None:
    html = to_html(NOTED)
    with use_language("zh-Hans"):
        assert 'title="回到正文里的注 2"' in clean_html(html)
    with use_language("en"):
        shown = clean_html(html)
    assert 'title="Back to note 2 in the text"' in shown
    assert not re.search(r"title=\"\d", shown)


def test_no_id_or_class_of_a_writer_gets_onto_the_page() -> None:
    raw = '<p id="search" class="mast">甲</p><sup id="nav">1</sup><li id="fn:1">x</li>'
    assert not re.search(r" (?:id=\"(?:search|nav)|class)", clean_html(raw))


def test_a_table_scrolls_in_itself() -> None:
    shown = clean_html(to_html("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"))
    assert shown.startswith('<div class="wide" tabindex="0"><table>')
    assert shown.rstrip().endswith("</table></div>")

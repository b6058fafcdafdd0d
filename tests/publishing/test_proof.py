"""The proof of a document: the page it will have, for staff alone, while nothing of it is
public.
"""

from __future__ import annotations

import re

import pytest

from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.proof import NoProof, rendered
from forms_app.publishing.release.serve import LiveSite
from tests.base.attachments.test_attachments import photo
from tests.conftest import NOW
from tests.publishing.test_release import get

NOTICE = """Title: 示例食堂恢复供餐
Date: 2020-03-05
Issuer: 示例街道办事处
Kind: service

三月九日起，**示例食堂**分两批供餐。

![食堂门口](media/canteen.jpg)
"""
ENGLISH = NOTICE.replace("示例食堂恢复供餐", "The example canteen opens").replace(
    "食堂门口", "The door"
)


def files_in(office) -> dict[str, bytes]:
    return {
        path.relative_to(office.accepted).as_posix(): path.read_bytes()
        for path in office.accepted.rglob("*")
        if path.is_file()
    }


@pytest.mark.walk
def test_a_text_that_nobody_saved_is_shown_in_the_theme_of_the_site(office):
    before = files_in(office)
    page = rendered(office, "notices/example-canteen.md", NOTICE)
    assert "<h1>示例食堂恢复供餐</h1>" in page
    assert "<strong>示例食堂</strong>" in page
    assert 'href="/theme/css/style.css"' in page
    assert "预览：只有工作人员看得到" in page
    assert '<meta name="robots" content="noindex">' in page
    assert files_in(office) == before


@pytest.mark.walk
def test_a_proof_is_the_page_of_the_site_but_for_what_says_that_it_is_one(office):
    path = "notices/canteen.md"
    text = (office.content / path).read_text(encoding="utf-8")
    public = LiveSite(lambda *_: [], office.site)
    _status, _headers, body = get(public, "/notices/canteen/")
    rows = body.decode().splitlines()
    proof = rendered(office, path, text).splitlines()
    own = [row for row in proof if row not in rows]
    assert len(own) == 2, own
    assert [row for row in proof if row in rows] == rows


@pytest.mark.walk
def test_the_english_of_a_document_has_a_proof_in_english(office):
    page = rendered(office, "notices/example-canteen.en.md", ENGLISH)
    assert "<h1>The example canteen opens</h1>" in page
    assert "Preview: only staff see it" in page
    assert '<html lang="en"' in page


@pytest.mark.walk
def test_a_shop_and_a_measure_are_shown_on_the_page_that_lists_them(office):
    for folder in ("shops", "measures"):
        path = min((office.content / folder).glob("*.md"))
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].partition(": ")[2]
        changed = text.replace(title, "示例改过的名字", 1)
        page = rendered(office, f"{folder}/{path.name}", changed)
        assert "示例改过的名字" in page


@pytest.mark.parametrize(
    "path",
    [
        "office.toml",
        "rules/retention.toml",
        "notices/../office.toml",
        "notices/Bad Name.md",
        "communities/qianpu.md",
        "/etc/passwd",
        "notices/",
    ],
)
def test_what_is_no_document_has_no_proof(office, path):
    with pytest.raises(NoProof):
        rendered(office, path, NOTICE)


@pytest.mark.walk
def test_a_text_that_cannot_be_printed_has_no_proof(office):
    with pytest.raises(NoProof):
        rendered(office, "notices/x.md", "Title: 示例\nDate: 明天\n\n正文\n")


@pytest.mark.walk
def test_raw_html_acts_no_more_in_a_proof_than_on_the_site(office):
    text = NOTICE + '\n<script>alert(1)</script><b onclick="x()">字</b>\n'
    page = rendered(office, "notices/x.md", text)
    assert "alert(1)" not in page
    assert "onclick" not in page


@pytest.mark.walk
def test_staff_see_a_saved_file_that_is_not_public_and_nobody_else_does(
    office, staff, client
):
    path = office.content / "notices" / "example-canteen.md"
    path.write_text(NOTICE, encoding="utf-8")
    address = "/app/staff/content/preview/notices/example-canteen.md"
    assert client.get(address).status_code in {302, 401, 403, 404}
    answer = staff("reviewer", ("qiantou",)).get(address)
    assert answer.status_code == 200
    assert "示例食堂恢复供餐" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.walk
def test_a_file_that_cannot_be_printed_is_answered_with_what_is_wrong(office, staff):
    path = office.content / "notices" / "example-canteen.md"
    path.write_text(NOTICE.replace("2020-03-05", "明天"), encoding="utf-8")
    answer = staff("office", ("qiantou",)).get(
        f"/app/staff/content/preview/notices/{path.name}"
    )
    assert answer.status_code == 200
    assert "不是日期的写法" in answer.text


@pytest.mark.parametrize("path", ["notices/none.md", "office.toml", "../data/keys"])
def test_what_is_not_there_is_told_as_such(staff, path):
    answer = staff("office", ("qiantou",)).get(f"/app/staff/content/preview/{path}")
    assert answer.status_code == 404


@pytest.mark.walk
def test_a_picture_that_only_a_draft_shows_is_shown_in_its_proof(office, staff):
    folder = office.content / "media"
    folder.mkdir()
    (folder / "canteen.jpg").write_bytes(photo())
    Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)
    page = rendered(office, "notices/example-canteen.md", NOTICE)
    address = re.search(r'<img src="([^"]+)"', page)[1]
    assert address.startswith("/app/staff/content/preview/media/")
    signed_in = staff("office", ("qiantou",))
    found = signed_in.get(address)
    assert found.status_code == 200
    assert found.mimetype == "image/jpeg"
    assert found.headers["Cache-Control"] == "no-store"
    none = signed_in.get("/app/staff/content/preview/media/standing.json")
    assert none.status_code == 404

"""What the page of an enterprise says first: what it may do, why, and the one thing to do next; in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from tests import journeys
from tests.conftest import NOW, post
from tests.publishing.test_accept import GOOD
from tests.rule_files import CAMPAIGN

FIRST = re.compile(r'<div class="note (good|warn)">\n<p><b>(.+?)</b></p>')
BUTTON = re.compile(r'<(?:a|button) class="button"[^>]*>\s*(.+?)\s*</')
# stage of the application, what the file says, whether it is faulty →
# how it looks, the first words in both languages, the one button in both
CASES = {
    "nothing yet": (
        ("", "", False),
        ("good", "已经登记，还没有申请", "not applied yet"),
        ("申请开工", "Apply to open"),
    ),
    "draft": (
        ("draft", "", False),
        ("good", "申请还没有提交", "not handed in"),
        ("接着填", "Go on"),
    ),
    "handed in": (
        ("submitted", "", False),
        ("good", "正在审核资料", "being reviewed"),
        ("", ""),
    ),
    "returned": (
        ("returned", "", False),
        ("warn", "退回来了", "came back"),
        ("核对并提交", "Check and hand in"),
    ),
    "accepted": (
        ("accepted", "", False),
        ("good", "接着有人上门核验", "comes to your door"),
        ("", ""),
    ),
    "to put right": (
        ("to-put-right", "", False),
        ("warn", "有几处不合格", "failed"),
        ("已整改，请来复核", "Put right: please look again"),
    ),
    "checked": (
        ("checked", "pending", False),
        ("good", "正等决定", "waits for a decision"),
        ("", ""),
    ),
    "decided, not public yet": (
        ("approved", "pending", False),
        ("good", "名单马上更新", "list follows"),
        ("", ""),
    ),
    "approved": (
        ("approved", "approved", False),
        ("good", "可以开工", "may open"),
        ("打印", "Print"),
    ),
    "faulty file": (
        ("approved", "approved", True),
        ("warn", "正在核实", "being checked"),
        ("", ""),
    ),
    "suspended": (
        ("approved", "suspended", False),
        ("warn", "现在不能开工，要先整改", "may not open"),
        ("已整改，请来复核", "Put right: please look again"),
    ),
    "revoked": (
        ("approved", "revoked", False),
        ("warn", "已经撤销", "was revoked"),
        ("重新申请", "Apply again"),
    ),
    "revoked, applied again": (
        ("submitted", "revoked", False),
        ("good", "正在审核资料", "being reviewed"),
        ("", ""),
    ),
    "withdrawn": (
        ("approved", "withdrawn", False),
        ("warn", "已从名单撤下", "off the list"),
        ("重新申请", "Apply again"),
    ),
    "refused": (
        ("refused", "pending", False),
        ("warn", "没有同意", "not granted"),
        ("重新申请", "Apply again"),
    ),
    "taken back": (
        ("cancelled", "", False),
        ("good", "您撤回了申请", "took your application back"),
        ("重新申请", "Apply again"),
    ),
}


def stand(office, stage: str, status: str, checking: bool) -> Enterprise:
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        if stage:
            application = Application(
                enterprise=unit,
                campaign=CAMPAIGN,
                number=1,
                stage=stage,
                answers={},
                started_at=NOW,
                submitted_at=NOW,
                checks=[],
            )
            session.add(application)
        if status:
            unit.permissions[CAMPAIGN] = Permission(
                campaign=CAMPAIGN, status=status, since=NOW.date(), checking=checking
            )
    return unit


def first(page: str) -> tuple[str, str, str]:
    """How it looks, its words, and its one button."""
    found = FIRST.search(page)
    assert found, page
    box = page[found.start() :].partition("</div>")[0]
    buttons = [re.sub("<[^>]+>", "", one) for one in BUTTON.findall(box)]
    assert len(buttons) <= 1, buttons
    return found[1], unescape(found[2]), unescape("".join(buttons))


def written(office, unit: Enterprise, status: str) -> None:
    """The file of a decision, with why."""
    text = GOOD.replace("Status: approved", f"Status: {status}")
    text = re.sub(r"Reference: \S+", f"Reference: {unit.reference}", text)
    text = text.replace("Revision:", "Reason: 门口没有人登记\nRevision:", 1)
    folder = office.accepted / f"campaigns/{CAMPAIGN}/enterprises/{unit.community}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{unit.reference}.md").write_text(text, encoding="utf-8")


# who reads the page of an enterprise → whether there is one for them
READERS = {"itself": True, "its mall": True, "another mall": False, "visitor": False}


def reader_of(reader: str, app, client, office, unit: Enterprise):
    """Whoever reads, and the address of the page for them."""
    path = "/app/my/"
    if reader == "itself":
        return client, path
    other = app.test_client()
    if reader != "visitor":
        path += f"?for={unit.reference}"
        mall, _code = journeys.register(other, name="示例广场", kind="building")
        if reader == "its mall":
            with office.database.writing() as session:
                manager = by_reference(session, mall)
                session.get_one(Enterprise, unit.id).managed_by = manager.id
    return other, path


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES)
def test_the_page_says_first_what_holds_why_and_what_to_do_next(
    app, client, office, case, reader
) -> None:
    state, (look, *says), presses = CASES[case]
    status = state[1]
    journeys.register(client)
    unit = stand(office, *state)
    if status in {"suspended", "revoked"}:
        written(office, unit, status)
    who, path = reader_of(reader, app, client, office, unit)
    if not READERS[reader]:
        answer = who.get(path)
        assert answer.status_code in {302, 404} and unit.name not in answer.text
        return
    for lang, words, press in zip(("zh-Hans", "en"), says, presses, strict=True):
        page = who.get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text
        seen = first(page)
        assert seen[0] == look and words in seen[1], seen
        assert seen[2].startswith(press) and bool(press) == bool(seen[2]), seen
        is_told_why = status == "suspended" or case == "revoked"
        assert ("门口没有人登记" in page) == is_told_why
    box = page[FIRST.search(page).start() :].partition("</div>")[0]
    for address in re.findall(r'(?:href|action)="(/app/[^"]+)"', box):
        of_tenant = f"for={unit.reference}" in address
        assert of_tenant == (reader == "its mall"), address


def test_a_refusal_says_why(client, office) -> None:
    journeys.register(client)
    unit = stand(office, "refused", "pending", False)
    told = "您好，这次没有同意，理由：通道没有分开"
    with office.database.writing() as session:
        call = {"enterprise_id": unit.id, "campaign": CAMPAIGN, "about": "refused"}
        session.add(Call(text=told, at=NOW, **call))
    assert "通道没有分开" in client.get("/app/my/").text


def test_a_suspended_shop_sees_no_green_steps_but_what_failed(client, office) -> None:
    journeys.register(client)
    unit = stand(office, "approved", "suspended", False)
    with office.database.writing() as session:
        check = SiteCheck(
            enterprise_id=unit.id,
            campaign=CAMPAIGN,
            purpose="supervision",
            rule="site-check@2020-02-08",
            lines={"entrance": "failed"},
            notes={"entrance": "没有人登记"},
            visitors=[],
            confirmed="",
            passed=False,
            visited_at=NOW,
            recorded_at=NOW,
            recorded_by="nobody",
        )
        session.add(check)
    page = client.get("/app/my/").text
    assert "没有人登记" in page.partition("<h2>要办的事</h2>")[0]
    assert '<ol class="steps">' not in page
    steps = client.get("/app/apply/receipt/").text.partition('<ol class="steps">')[0]
    assert steps.count("<details>") > steps.count("</details>"), "folded away"


def test_a_second_look_is_asked_for_once_and_answered_by_the_next_check(
    client, office, staff
) -> None:
    journeys.register(client)
    unit = stand(office, "approved", "suspended", False)
    post(client, "/app/my/recheck/", said="门口放了登记台")
    page = client.get("/app/my/").text
    assert "请求了复核，等人上门" in page
    assert "已整改，请来复核" not in first(page)[2]
    reviewer = staff("reviewer", ("qiantou",))
    assert "说整改好了，请去复核" in reviewer.get("/app/staff/").text
    seen = reviewer.get(f"/app/staff/enterprises/{unit.reference}/").text
    assert "门口放了登记台" in seen
    elsewhere = staff("reviewer", ("xunmei",))
    assert "说整改好了" not in elsewhere.get("/app/staff/").text
    post(client, "/app/my/recheck/", said="又放了一个")
    seen = reviewer.get(f"/app/staff/enterprises/{unit.reference}/").text
    assert "又放了一个" not in seen, "one request stands"


def test_nobody_asks_for_a_second_look_where_nothing_is_to_be_put_right(
    client, office
) -> None:
    journeys.register(client)
    stand(office, "approved", "approved", False)
    told = post(client, "/app/my/recheck/", said="")
    assert told.status_code == 409 and "现在没有要整改的" in told.text


def test_of_a_campaign_that_is_over_nothing_looks_valid(client, office) -> None:
    journeys.register(client)
    stand(office, "approved", "approved", False)
    rule = office.accepted / "campaigns" / CAMPAIGN / "campaign.toml"
    text = rule.read_text(encoding="utf-8")
    text = text.replace("from = 2020-02-08", "from = 2020-02-08\nto = 2020-03-04", 1)
    rule.write_text(text, encoding="utf-8")
    page = client.get("/app/my/").text
    assert "这次行动已于3月4日结束" in page
    own = page.partition("<main")[2].partition("</main>")[0]
    assert "打印" not in own and "✓ 有效" not in own


def test_without_a_channel_nobody_is_promised_a_message(client) -> None:
    journeys.register(client)
    assert "怎么通知我" not in client.get("/app/my/").text
    page = client.get("/app/my/messages/").text
    assert "我们打电话告诉您" in page and "邮箱" not in page

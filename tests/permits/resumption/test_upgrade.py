"""An office that was set up by an earlier version asks, checks and sorts as before, from its own files."""

from __future__ import annotations

import re
import shutil

from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption import upgrade
from forms_app.permits.resumption.application_file import APPLICATION
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.permits.resumption.priority_file import PRIORITY
from tests import journeys
from tests.conftest import NOW
from tests.rule_files import rule_path

SORTED_BEFORE = """# 我们自己的划分
id = "priority"
title = "优先、有序、暂缓三类的划分"
basis = "resumption-2020-08"
from = 2020-02-08

[[rows]]
id = "key-area-staff"
class = "deferred"
key_area_staff = true   # 首批人员
reason = "先落实隔离再开工"
[[rows]]
id = "local-staff"
class = "priority"
trades = ["manufacturing"]
all_local = true
key_area_staff = false
reason = "首批人员都在本省"
[[rows]]
id = "others"
class = "orderly"
reason = "其他单位"
"""


def made_earlier(office) -> None:
    """The rules as 0.2.0 had them, before there were campaigns."""
    rules = office.content / "rules"
    for name in ("priority.toml", "site-check.toml", "supplies.toml"):
        rule_path(office.content, name).rename(rules / name)
    for tree in (office.content, office.accepted):
        (tree / "rules" / "kinds.toml").unlink()
        shutil.rmtree(tree / "campaigns")
        profile = tree / "office.toml"
        text = profile.read_text(encoding="utf-8")
        profile.write_text(re.sub("(?m)^campaign = .*\n", "", text), encoding="utf-8")
    (rules / "priority.toml").write_text(SORTED_BEFORE, encoding="utf-8")
    check = rules / "site-check.toml"
    text = check.read_text(encoding="utf-8").partition(
        '[[rows]]\nid = "missing-supplies"'
    )[0]
    check.write_text(
        text.replace("from = 2020-02-08", "from = 2020-02-10"), encoding="utf-8"
    )


def test_an_earlier_office_goes_on_as_it_did(office, accept, client) -> None:
    made_earlier(office)
    written = {told.split("/")[-1] for told in upgrade.content(office)}
    assert written == {
        f"{rule}.toml: written"
        for rule in ("application", "kinds", "priority", "site-check")
    }
    assert list(upgrade.campaign(office))
    assert accept().faults == []
    today = NOW.date()
    rows = {
        row.slug: [str(one) for one in row.when]
        for row in rule(office, PRIORITY, today).rows
    }
    assert rows["key-area-staff"] == ["key-area-short > 0"]
    assert len(rows["local-staff"]) == 6 and rows["others"] == []
    assert rule(office, SITE_CHECK, today).lines[-1].slug == "missing-isolation"
    assert rule(office, APPLICATION, today).day == "2020-02-10", "as its check list"
    journeys.register(client)
    assert "申请开工" in client.get("/app/apply/").text
    journeys.apply(client)


def test_what_the_office_wrote_itself_stays_and_a_second_time_nothing_is_written(
    office,
) -> None:
    made_earlier(office)
    list(upgrade.content(office))
    text = (rule_path(office.content, "priority.toml")).read_text(encoding="utf-8")
    assert text.startswith("# 我们自己的划分") and not re.search(
        "all_local|key_area_staff", text
    )
    assert list(upgrade.content(office)) == []


def test_an_office_without_a_check_list_is_not_given_an_application(office) -> None:
    made_earlier(office)
    (rule_path(office.content, "site-check.toml")).unlink()
    assert list(upgrade.content(office)) == []

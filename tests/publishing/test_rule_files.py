"""Every rule file by its declaration: what is misspelt, missing or of the wrong type is told with its line, the last good version stays, and every page still opens."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from forms_app.base.catalogue import use_language
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulekind import RuleKind, faults_of
from forms_app.base.feature import parts
from forms_app.base.office import Office
from forms_app.features import FEATURES
from forms_app.publishing.intake.check import check_others
from tests.conftest import PROJECT
from tests.rule_files import every_rule_path, relative, rule_path

pytestmark = pytest.mark.same_on_both
KINDS: list[RuleKind] = list(parts(FEATURES, "rules"))


def faults_in(text: str, name: str) -> list[Fault]:
    """What is told of a rule by itself, beside the sample's communities and documents."""
    path = relative(name)
    rule, told = rulefile.read(text.encode(), path)
    return told or faults_of(Judged(rule, path, text, beside()), KINDS)


@lru_cache
def beside() -> Beside:
    tree = check_others(PROJECT / "content")
    communities = [one.slug for one in tree.communities.values()]
    trades = [row["id"] for row in tree.rules["rules/trades.toml"].rows]
    supplies = [row["id"] for row in tree.rules[relative("supplies.toml")].rows]
    rows = {"trades": trades, "supplies": supplies}
    return Beside(communities, tree.bases, rows)


def change(office: Office, name: str, was: str, becomes: str) -> None:
    path = rule_path(office.content, name)
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")


def second(office: Office, name: str, begins: str) -> Path:
    """Another version of a rule, from another day on."""
    path = rule_path(office.content, name)
    text = path.read_text(encoding="utf-8").replace("2020-02-08", begins, 1)
    path = path.with_stem(f"{path.stem}-2")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_that_begins_while_another_version_holds_names_it_and_waits(
    office, accept
) -> None:
    begun = second(office, "site-check.toml", "2020-03-01")
    [fault] = accept(1).faults
    assert (
        fault.path == begun.relative_to(office.content).as_posix()
        and "from = 2020-03-01" in fault.source
    )
    assert "site-check.toml" in fault.message
    assert "site-check.toml" in fault.allowed_message
    assert not (office.accepted / fault.path).exists()
    change(office, "site-check.toml", "from =", "to = 2020-02-29\nfrom =")
    assert accept(2).faults == []
    assert (office.accepted / fault.path).exists()


def test_two_versions_from_the_same_day_are_a_fault_of_one_of_them(office) -> None:
    twin = second(office, "trades.toml", "2020-02-08")
    [fault] = check_others(office.content, office.accepted).faults
    assert fault.path == f"rules/{twin.name}" and "rules/trades.toml" in fault.message


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.without])
def test_a_rule_that_is_needed_and_missing_names_who_needs_it(kind, office) -> None:
    for path in every_rule_path(office.content):
        if rulefile.read(path.read_bytes(), path.name)[0].id == kind.id:
            path.unlink()
    told = check_others(office.content, office.accepted).faults
    assert {fault.says for fault in told} == {kind.without}
    with use_language("en"):
        folder = "" if kind.by_campaign else "rules/"
        assert told[0].message.startswith(f"There is no {folder}{kind.id}.toml: ")


def test_what_a_feature_needs_that_is_off_is_not_missing(office) -> None:
    on = [one.name for one in FEATURES if one.name not in {"health_rules", "visits"}]
    profile = office.content / "office.toml"
    text = profile.read_text(encoding="utf-8")
    assert "\nfeatures" not in text
    profile.write_text(f"features = {on}\n{text}", encoding="utf-8")
    for name in ("health.toml", "visit.toml", "workers-notice.toml"):
        (office.content / "rules" / name).unlink()
    assert check_others(office.content, office.accepted).faults == []


def test_a_faulty_file_is_not_told_to_be_missing_too(office) -> None:
    change(office, "trades.toml", "[[rows]]", "[rows")
    (fault,) = check_others(office.content).faults
    assert (fault.path, fault.line) == ("rules/trades.toml", 6)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "says"),
    [
        ("site-check.toml", 'id = "site-check"', 'id = "site-chek"', "没有“site-chek”这条规则"),
        ("site-check.toml", 'id = "site-check"', 'id = "weather"', "没有“weather”这条规则"),
        ("priority.toml", "trades = ", "trade = ", "没有“trade”这一项"),
        ("priority.toml", '"epidemic-goods"', '"epidemic-good"', "“trades”不能写“epidemic-good”"),
        ("priority.toml", 'class = "deferred"', 'class = "later"', "“class”不能写“later”"),
        ("hours.toml", "to = 2020-04-30\n", "", "缺少“to”"),
        ("hours.toml", 'close = "20:00"', 'close = "07:00"', "“close”早于 open"),
        ("hours.toml", 'close = "20:00"', 'close = "24:00"', "“close”要写成钟点"),
        ("hours.toml", "review_hours = 8", 'review_hours = "8"', "“review_hours”要写成数字"),
        ("hours.toml", "[promise]", "[promises]", "没有“promises”这一项"),
        ("hours.toml", "to = 2020-04-30", "to = 2020-01-30", "最后一天（to）早于第一天（from）"),
        ("supplies.toml", "days = 7\n", "", "“days”要写成整数"),
        ("supplies.toml", "at_least = 5\n", "", "没有写要备多少"),
        ("supplies.toml", 'id = "masks"', 'id = "data"', "“data”不能用作代号"),
        ("privacy-notice.toml", "paragraphs_en = [", 'paragraphs_en = ["more",', "paragraphs、paragraphs_en 要一样多"),
        ("privacy-notice.toml", "from = 2020-02-08\n", "from = 2020-02-08\n[[rows]]\nid = 'x'\n", "这份规则没有 [[rows]]"),
        ("workers-notice.toml", "title = ", "titel = ", "缺少“title”"),
        ("suggestions.toml", 'title = "午餐改为盒饭"', "title = 3", "“title”要写成文字，加引号"),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule_is_told_in_words(name, was, becomes, says) -> None:
    text = rule_path(PROJECT / "content", name).read_text(encoding="utf-8")
    assert was in text
    told = faults_in(text.replace(was, becomes, 1), name)
    hit = [fault for fault in told if says in fault.message]
    assert hit and hit[0].line, [fault.render() for fault in told]

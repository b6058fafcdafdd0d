"""Examples: listed, copied one at a time with what they rest on, and good where they come to stand."""

from __future__ import annotations

import pytest

from forms_app.permits.grid.queries import directory
from forms_app.publishing import examples
from forms_app.publishing.intake.check import check_tree
from tests.conftest import NOW

pytestmark = pytest.mark.same_on_both


@pytest.fixture
def example(app):
    """The command, as it is typed."""
    return lambda *words: app.test_cli_runner().invoke(
        args=["content", "example", *words]
    )


@pytest.mark.walk
def test_without_a_name_every_example_is_listed_on_a_line(example, office) -> None:
    listed = example().output.splitlines()
    assert any(
        line.split() == ["notices/how-to-apply", "关于网上申请开工的通知"]
        for line in listed
    )
    found = examples.examples_in(office.content.with_name("examples"))
    assert len(listed) == len(found) > 40
    assert all(one.title for one in found)


def test_a_copy_begins_today_is_issued_by_this_office_and_has_no_number(
    example, office
) -> None:
    done = example("how-to-apply")
    assert done.exit_code == 0, done.output
    text = (office.content / "notices" / "how-to-apply.md").read_text(encoding="utf-8")
    assert f"Date: {NOW.date()}\n" in text
    assert "Issuer: 示例社区居民委员会（请改名）\n" in text
    assert "前社告" not in text
    assert (office.content / "notices" / "how-to-apply.en.md").exists()


def test_a_rule_brings_what_it_rests_on_and_no_row_of_another_community(
    example, office
) -> None:
    assert example("isolation").exit_code == 0
    assert (office.content / "policies" / "isolation-by-origin.md").exists()
    text = (office.content / "rules" / "isolation.toml").read_text(encoding="utf-8")
    assert f"from = {NOW.date()}" in text
    assert "chengdong" not in text


def test_every_example_is_good_where_it_is_copied_to(office) -> None:
    community = next(iter(directory(office).values()))
    for one in examples.examples_in(office.content.with_name("examples")):
        for path in one.files:
            place = office.content / one.section / path.name
            if not place.exists():
                place.write_text(examples.copied(path, community, NOW.date()), "utf-8")
    tree = check_tree(office.content, NOW.date(), office.accepted)
    assert [fault.render() for fault in tree.faults] == []
    assert len(tree.documents) > 60


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("how-to-aply", "Is it how-to-apply?"),
        ("nothing-at-all-like-it", "There is no example"),
        ("trades", "is there already"),
    ],
)
def test_what_cannot_be_copied_is_told_and_nothing_is_written(
    example, office, word, told
) -> None:
    before = sorted(office.content.rglob("*"))
    refused = example(word)
    assert refused.exit_code == 1
    assert told in refused.output
    assert sorted(office.content.rglob("*")) == before


def test_a_name_that_two_have_is_asked_about() -> None:
    both = [
        examples.Example(name, "", (), frozenset())
        for name in ("notices/supplies", "rules/supplies")
    ]
    with pytest.raises(examples.NoExample, match="notices/supplies or rules/supplies"):
        examples.named(both, "supplies")
    assert examples.named(both, "rules/supplies") is both[1]

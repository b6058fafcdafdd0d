"""The public log: every public decision is a line of it, once, and no published head is ever contradicted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from forms_app.base import logs
from forms_app.base.backup import PUBLIC_LOG
from forms_app.base.office import Office
from forms_app.base.signing_key import SigningKey
from forms_app.publishing.public_log.lines import WIDTH
from forms_app.publishing.public_log.outputs import HEAD, KEY, tile_path, tile_paths
from forms_app.publishing.public_log.tree_head import TreeHead, is_signed
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.site import Site
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.selfcheck import verify
from tests.conftest import NOW, TestClock
from tests.publishing import killed
from tests.publishing.public_log import naive
from tests.publishing.test_accept import GOOD, REFERENCE, many, path_of, put
from tests.publishing.test_crash import PROCESSES, REVOKED
from tests.publishing.test_release import get
from tests.rule_files import CAMPAIGN

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
REMARKED = GOOD.replace("公众看得到的备注。", "另一句备注。")


def publisher_of(office: Office) -> Publisher:
    """One that has looked at everything."""
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    return publisher


def edit(publisher: Publisher, text: str, reference: str = REFERENCE) -> None:
    path = put(publisher.office, text, reference)
    relative = path.relative_to(publisher.office.content).as_posix()
    publisher.cycle("content", {relative})


def head_of(office: Office) -> TreeHead:
    """Of the site, whose signature holds."""
    note = (office.site / "tree" / HEAD).read_text(encoding="utf-8")
    assert is_signed(note, SigningKey(office.keys))
    return TreeHead.read(note)


def published(office: Office) -> list[str]:
    """The lines on the site, which are those that the head names."""
    head = head_of(office)
    paths = tile_paths(head.size)
    tree = office.site / "tree"
    lines = "".join((tree / path).read_text("ascii") for path in paths).splitlines()
    assert naive.root([line.encode() for line in lines]) == head.root
    there = sorted((tree / "data" / "log" / "tiles").glob("*.txt"))
    assert [path.relative_to(tree).as_posix() for path in there] == paths
    return lines


def decisions(office: Office, reference: str = REFERENCE) -> list[str]:
    """What the log says of one enterprise, in order."""
    lines = map(json.loads, published(office))
    return [line["status"] for line in lines if line.get("reference") == reference]


def at(office: Office, **later: int) -> Office:
    """The office some time later."""
    return replace(office, clock=TestClock(moment=(NOW + timedelta(**later),)))


def test_everything_that_is_public_is_in_the_log_from_its_first_day(office) -> None:
    publisher_of(office)
    put(office, GOOD)
    publisher = publisher_of(office)
    model = publisher.press.builder.model
    said = {
        f"{line['campaign']}/{line['reference']}": line["status"]
        for line in map(json.loads, published(office))
        if "reference" in line
    }
    assert said == {key: entry.shown for key, entry in model.entries.items()}
    assert said[f"{CAMPAIGN}/{REFERENCE}"] == "approved"
    assert head_of(office).release == publisher.releaser.number


def test_each_change_of_what_is_public_is_a_line_and_nothing_else_is(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD.replace("approved", "pending"))
    assert decisions(office) == []
    for text in (GOOD, GOOD, REMARKED, "Title: 示例\n", REMARKED, REVOKED):
        edit(publisher, text)
    path_of(office).unlink()
    publisher.cycle("content")
    assert decisions(office) == [
        "approved",
        "approved",  # another text
        "checking",
        "approved",
        "revoked",
        "withdrawn",
    ]


def test_what_is_pending_again_is_gone_from_the_public_once(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    pending = GOOD.replace("approved", "pending").replace("Batch: 3\n", "")
    edit(publisher, pending)
    edit(publisher, pending.replace("公众看得到的备注。", "另一句备注。"))
    publisher_of(office)
    assert decisions(office) == ["approved", "gone"]


def test_a_line_holds_no_name_and_no_reason(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, REVOKED)
    line = json.loads(published(office)[-1])
    assert sorted(line) == [
        "campaign",
        "file",
        "moment",
        "reference",
        "row",
        "status",
    ]
    told = "".join(published(office))
    assert "示例" not in told and "\\u" not in told


@pytest.mark.walk
def test_lines_never_change_and_a_full_tile_is_kept_for_ever(office) -> None:
    publisher = publisher_of(office)
    before = published(office)
    while len(published(office)) < WIDTH + 3:
        for reference in many(office, 20):
            text = path_of(office, reference).read_text(encoding="utf-8")
            remark = f"第 {publisher.releaser.number} 次。"
            put(office, text.replace("公众看得到的备注。", remark), reference)
        publisher.cycle("content")
    lines = published(office)
    assert lines[: len(before)] == before
    site = LiveSite(lambda *_: [], office.site)
    full = get(site, f"/{tile_path(0)}")
    assert full[0] == "200 OK" and "immutable" in full[1]["cache-control"]
    for path in (HEAD, tile_paths(len(lines))[-1]):
        assert get(site, f"/{path}")[1]["cache-control"] == "no-cache", path


@pytest.mark.walk
def test_after_a_new_start_the_log_goes_on_where_it_was(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    before = published(office)
    put(office, REVOKED)
    publisher_of(office)
    assert published(office)[: len(before)] == before
    assert decisions(office) == ["approved", "revoked"]


@pytest.mark.walk
def test_a_decision_that_was_public_while_the_log_was_away_is_noted_later(
    office, monkeypatch
) -> None:
    """As after a crash between the release and the log: the journal says what was."""
    publisher = publisher_of(office)
    with monkeypatch.context() as patch:
        patch.setattr(publisher.press.scribe, "follow", lambda: None)
        edit(publisher, GOOD)
        edit(publisher, REVOKED)
    publisher_of(office)
    assert decisions(office) == ["approved", "revoked"]


# Where the process is killed: before or after a step, from the release to the head.
STEPS = [
    ("after", "forms_app.publishing.release.releaser.Releaser.release"),
    ("after", "forms_app.publishing.public_log.leaf_file.LeafFile.append"),
    ("before", "forms_app.publishing.release.releaser.Releaser.beside"),
]


@pytest.mark.walk
@pytest.mark.parametrize(("when", "name"), STEPS)
def test_killed_at_any_step_it_has_every_decision_once(office, when, name) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    before = published(office)
    put(office, REVOKED)
    where = (office.config.office, office.config.database_url)
    process = PROCESSES.Process(target=killed.run, args=(*where, when, name, 1))
    process.start()
    process.join()
    assert process.exitcode == -9
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "已撤销" in page.read_text(encoding="utf-8"), "it did not wait for the log"
    assert published(office)[: len(before)] == before
    put(office, GOOD)
    publisher_of(office)
    assert published(office)[: len(before)] == before
    assert decisions(office) == ["approved", "revoked", "approved"]


def test_a_disk_that_is_full_for_the_log_stops_no_taking_away(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    folder = (office.data / PUBLIC_LOG).parent
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way", encoding="ascii")
    edit(publisher, REVOKED)
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "已撤销" in page.read_text(encoding="utf-8")
    folder.unlink()
    folder.with_name("away").rename(folder)
    edit(publisher, GOOD)
    assert decisions(office) == ["approved", "revoked", "approved"]


@pytest.mark.walk
@pytest.mark.parametrize("how", ["lost", "cut", "changed", "half a line"])
def test_lines_that_are_lost_are_taken_back_from_the_site(office, how) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    before = published(office)
    file = office.data / PUBLIC_LOG
    data = file.read_bytes()
    if how == "lost":
        file.unlink()
    elif how == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif how == "changed":
        file.write_bytes(data.replace(b'"approved"', b'"revoked"', 1))
    else:
        file.write_bytes(data + b"9\t{")
    edit(publisher_of(office), REVOKED)
    assert published(office)[: len(before)] == before
    assert decisions(office) == ["approved", "revoked"]


@pytest.mark.walk
def test_nothing_is_signed_that_contradicts_what_was_published(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    note = (office.site / "tree" / HEAD).read_bytes()
    (office.data / PUBLIC_LOG).unlink()
    objects = Objects(office.site / "objects")
    state = Site(office.site).log.state()
    for path in tile_paths(head_of(office).size):
        objects.discard(state.paths[path][0])
    edit(publisher_of(office), REVOKED)
    assert (office.site / "tree" / HEAD).read_bytes() == note


@pytest.mark.walk
def test_a_clock_that_is_put_back_does_not_put_the_log_back(office) -> None:
    publisher = publisher_of(at(office, days=1))
    edit(publisher, GOOD)
    edit(publisher_of(office), REVOKED)
    moments = [json.loads(line)["moment"] for line in published(office)]
    assert moments == sorted(moments)
    assert head_of(office).moment >= moments[-1]


@pytest.mark.walk
def test_the_log_is_no_difference_from_a_build_from_nothing(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    assert verify(publisher) == []
    assert decisions(office) == ["approved"]


def test_a_harmed_file_of_the_log_is_made_again(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    objects = Objects(office.site / "objects")
    for path in (HEAD, KEY, *tile_paths(head_of(office).size)):
        digest, _key = publisher.releaser.shown[path]
        objects.discard(digest)
        publisher.press.shelves.mend([path])
    assert decisions(office) == ["approved"]


def test_pages_that_are_pinned_leave_the_log_as_it_is(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.site.rollback(publisher.releaser.number)
    edit(publisher, REVOKED)
    publisher.site.resume()
    edit(publisher, GOOD)
    assert decisions(office) == ["approved", "revoked", "approved"]

"""What lies on the disk is what the release names: harm is never served, and is made again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from forms_app.base import logs
from forms_app.publishing.release.links import ENDINGS
from forms_app.publishing.release.objects import VARIANTS
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.site import Site
from forms_app.publishing.service import shelves
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_release import TEST, get, outputs, release

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
PAGE = f"/enterprises/{REFERENCE}/"
PATH = f"enterprises/{REFERENCE}/index.html"
NOTICE = """Title: 示例新通知
Date: 2020-03-05
Issuer: 示例社区居民委员会
Kind: service

今天的通知。
"""
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def delete(file: Path) -> None:
    file.unlink()


HARMS = (truncate, empty, flip, delete)
Harm = Callable[[Path], None]


def live(folder: Path) -> LiveSite:
    """The site as a process serves it that has opened nothing yet."""
    return LiveSite(lambda *_: [], folder)


@pytest.fixture
def publisher(office) -> Publisher:
    put(office, GOOD)
    made = Publisher(office, logs.configure())
    made.cycle("start")
    made.later.settle()
    return made


def files_of(site: Site, path: str) -> list[Path]:
    """The object of an output and its variants."""
    return files_of_digest(site, site.log.state().paths[path][0])


def files_of_digest(site: Site, digest: str) -> list[Path]:
    plain = site.objects.path(digest)
    every = [plain, *(plain.with_name(digest + ending) for ending in VARIANTS)]
    return [file for file in every if file.exists()]


def bytes_of(site: Site, path: str) -> dict[str, bytes]:
    """What stands on the disk of an output: objects and tree."""
    tree = [site.tree / f"{path}{ending}" for ending in ENDINGS]
    every = [*files_of(site, path), *(file for file in tree if file.exists())]
    return {
        file.relative_to(site.folder).as_posix(): file.read_bytes() for file in every
    }


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_object_is_answered_with_503_and_made_again(publisher, harm) -> None:
    site = publisher.site
    before = bytes_of(site, PATH)
    whole = get(live(site.folder), PAGE)
    for file in files_of(site, PATH):
        if file.exists():
            harm(file)
    new = live(site.folder)
    assert get(new, PAGE)[0] == "503 Service Unavailable"
    assert "重新生成" in get(new, PAGE)[2].decode()
    assert publisher.press.shelves.is_asked()
    publisher.press.shelves.look()
    status, _headers, body = get(new, PAGE)
    assert (status, body) == (whole[0], whole[2])
    assert bytes_of(site, PATH) == before
    assert not publisher.press.shelves.is_asked()


def test_a_page_whose_plain_bytes_are_lost_comes_back_without_rendering(
    tmp_path,
) -> None:
    releaser = release(tmp_path)
    digest, _key = releaser.shown["index.html"]
    good = releaser.site.objects.path(digest).read_bytes()
    flip(releaser.site.objects.path(digest))
    assert releaser.site.objects.mend(digest, ".html")
    assert releaser.site.objects.path(digest).read_bytes() == good


@pytest.mark.parametrize("harm", (truncate, empty, flip))
def test_a_harmed_variant_is_not_served_either(publisher, harm) -> None:
    site = publisher.site
    for file in files_of(site, PATH)[1:]:
        harm(file)
    new = live(site.folder)
    assert get(new, PAGE, **GZIP)[0] == "503 Service Unavailable"
    publisher.press.shelves.look()
    status, headers, body = get(new, PAGE, **GZIP)
    assert status == "200 OK"
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body) > 100


def test_a_harmed_large_file_is_not_served(tmp_path) -> None:
    rows = ("data/enterprises.csv", b"reference,name\n" * 10_000, "1")
    releaser = release(tmp_path, extra=(rows,))
    site = live(tmp_path)
    assert get(site, "/data/enterprises.csv")[2] == rows[1]
    digest, _key = releaser.shown["data/enterprises.csv"]
    flip(releaser.site.objects.path(digest))
    assert get(site, "/data/enterprises.csv")[0] == "503 Service Unavailable"


def test_a_page_that_is_lost_is_told_as_lost_to_who_asks_for_its_head(tmp_path) -> None:
    releaser = release(tmp_path)
    digest, _key = releaser.shown["index.html"]
    empty(releaser.site.objects.path(digest))
    assert get(live(tmp_path), "/", "HEAD")[0] == "503 Service Unavailable"


def test_what_came_harmed_from_the_disk_is_written_again_when_it_is_released_again(
    tmp_path,
) -> None:
    releaser = release(tmp_path, "one")
    digest, _key = releaser.shown["index.html"]
    empty(releaser.site.objects.path(digest))
    release(tmp_path, "two")
    release(tmp_path, "one")
    assert get(live(tmp_path), "/")[0] == "200 OK"


def test_the_patrol_finds_what_nobody_asks_for(publisher, monkeypatch) -> None:
    site = publisher.site
    before = bytes_of(site, PATH)
    place = site.tree / PATH
    for file in files_of(site, PATH):
        flip(file)
    place.unlink()
    place.write_text("somebody else's page", encoding="utf-8")
    version = site.tree / "data" / "version.json"
    empty(version)
    monkeypatch.setattr(shelves, "A_SECOND", 1_000_000)
    for _step in range(3):
        publisher.press.shelves.looked -= 1
        publisher.press.shelves.patrol()
    assert bytes_of(site, PATH) == before
    assert json.loads(version.read_text())["release"] == publisher.releaser.number


def test_the_patrol_looks_at_a_bounded_number_a_second(publisher) -> None:
    patrol = publisher.press.shelves
    patrol.looked -= 3600
    patrol.patrol()  # begins its round
    left = len(list(publisher.releaser.shown))
    patrol.looked -= 3600
    patrol.patrol()
    assert left - len(list(patrol.round)) == shelves.A_SECOND


@pytest.mark.walk
def test_a_pinned_page_that_is_lost_gives_way_to_todays(publisher) -> None:
    site = publisher.site
    first = site.current().number
    notice = publisher.office.content / "notices" / "2020-03-05-new.md"
    notice.write_text(NOTICE, encoding="utf-8")
    publisher.cycle("content", None)
    site.rollback(first)
    publisher.cycle("rollback")
    assert "示例新通知" not in get(live(site.folder), "/notices/")[2].decode()
    for file in files_of(site, "notices/index.html"):
        empty(file)
    new = live(site.folder)
    assert get(new, "/notices/")[0] == "503 Service Unavailable"
    publisher.press.shelves.look()
    assert "示例新通知" in get(new, "/notices/")[2].decode()


# The release log


@pytest.mark.parametrize("harm", HARMS)
def test_the_log_is_made_anew_under_a_publisher_and_who_serves_goes_on(
    publisher, harm
) -> None:
    """Pages that were not opened yet too, and by a process that begins meanwhile."""
    site = publisher.site
    served = live(site.folder)
    before = site.log.state()
    harm(site.log.file)
    publisher.press.shelves.look()
    assert site.log.state() == before
    put(publisher.office, GOOD.replace("示例箱包厂", "示例箱包二厂"))
    publisher.cycle("content")
    for one in (served, live(site.folder)):
        assert "示例箱包二厂" in get(one, PAGE)[2].decode()
        for address in ("/", "/notices/", "/theme/css/style.css"):
            assert get(one, address)[0] == "200 OK"


@pytest.mark.parametrize("harm", HARMS)
def test_a_log_made_anew_can_still_be_gone_back_in(tmp_path, harm) -> None:
    releaser = release(tmp_path, "0")
    log = releaser.site.log
    for number in range(1, 8):
        extra = [(f"notices/{number}/index.html", b"x", "x")]
        gone = [f"notices/{number - 1}/index.html"]
        releaser.release([*outputs(str(number)), *extra], gone, TEST)
    kept = log.kept()
    before = {number: log.state(number) for number in kept}
    assert len(kept) == 5
    harm(log.file)
    assert releaser.mend_log()
    assert log.kept() == kept
    assert {number: log.state(number) for number in kept} == before
    assert log.state().paths == releaser.shown


@pytest.mark.parametrize("harm", HARMS)
def test_who_serves_keeps_what_it_knows_of_a_harmed_log(publisher, harm) -> None:
    site = publisher.site
    served = live(site.folder)
    whole = get(served, PAGE)
    harm(site.log.file)
    assert get(served, PAGE) == whole


@pytest.mark.parametrize("harm", HARMS)
def test_who_begins_to_serve_with_a_harmed_log_shows_nothing_of_it(
    tmp_path, harm
) -> None:
    """Older pages would be valid again."""
    releaser = release(tmp_path, "one")
    releaser.release(outputs("two"), (), TEST)
    harm(releaser.site.log.file)
    assert get(live(tmp_path), "/")[0] == "503 Service Unavailable"
    again = release(tmp_path, "three")
    assert again.number == 3, "numbers go on"
    assert get(live(tmp_path), "/")[0] == "200 OK"


@pytest.mark.walk
@pytest.mark.parametrize("harm", HARMS)
def test_after_a_start_with_a_harmed_log_whole_pages_are_served_before_any_is_made(
    publisher, harm
) -> None:
    site = publisher.site
    number = publisher.releaser.number
    before = site.log.state().paths
    harm(site.log.file)
    (lost, *_variants) = files_of_digest(site, before["notices/index.html"][0])
    empty(lost)
    again = Publisher(publisher.office, logs.configure())
    new = live(site.folder)
    assert get(new, PAGE)[0] == "200 OK"
    assert get(new, "/notices/")[0] != "200 OK", "this one is not whole"
    again.cycle("start")
    again.later.settle()
    assert site.log.state().paths == before
    assert again.releaser.number == number, "nothing differs"
    assert get(new, "/notices/")[0] == "200 OK"


def test_a_tree_that_is_behind_tells_nothing_of_what_is_out(tmp_path) -> None:
    releaser = release(tmp_path, "one")
    releaser.release(outputs("two"), (), TEST)
    empty(releaser.site.log.file)
    (tmp_path / "tree-release").write_text("1", encoding="ascii")
    assert not Releaser(Site(tmp_path)).number
    assert get(live(tmp_path), "/")[0] == "503 Service Unavailable"


def test_a_log_that_lost_its_last_releases_is_no_log(tmp_path) -> None:
    releaser = release(tmp_path, "valid")
    served = live(tmp_path)
    log = releaser.site.log.file
    before = log.read_bytes()
    releaser.release(outputs("withdrawn"), (), TEST)
    assert b"withdrawn" in get(served, "/")[2]
    log.write_bytes(before)
    assert b"withdrawn" in get(served, "/")[2]
    assert get(live(tmp_path), "/")[0] == "503 Service Unavailable"


def test_a_byte_of_the_log_that_still_reads_well_is_no_release(tmp_path) -> None:
    releaser = release(tmp_path)
    log = releaser.site.log.file
    log.write_bytes(
        log.read_bytes().replace(b"enterprises/index", b"enterprisez/index")
    )
    assert get(live(tmp_path), "/enterprises/")[0] == "503 Service Unavailable"


def test_a_byte_that_flips_without_a_trace_is_found_by_the_patrol(publisher) -> None:
    site = publisher.site
    before = site.log.state()
    flip(site.log.file)
    site.log.leave()  # nothing of the file but a byte is otherwise
    publisher.press.shelves.looked -= 1
    publisher.press.shelves.patrol()
    assert site.log.state() == before


def test_a_harmed_checkpoint_is_made_anew(tmp_path) -> None:
    releaser = release(tmp_path, "0")
    for number in range(1, 12):
        releaser.release(outputs(str(number)), (), TEST)
    log = releaser.site.log
    assert log.prepare_fold()
    assert log.fold()
    before = log.state()
    (checkpoint,) = log.checkpoints.glob("*.json")
    flip(checkpoint)
    assert get(live(tmp_path), "/")[0] == "503 Service Unavailable"
    releaser.write_log_anew()
    assert log.state() == before


def test_a_log_of_the_version_before_is_read(tmp_path) -> None:
    releaser = release(tmp_path)
    rows = [json.loads(row) for row in releaser.site.log.file.read_text().splitlines()]
    for row in rows:
        del row["sum"]
    releaser.site.log.file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert get(live(tmp_path), "/")[0] == "200 OK"


def test_a_smaller_variant_that_is_not_linked_yet_is_no_harm(publisher) -> None:
    publisher.later.settle()
    site = publisher.site
    path = "index.html"
    shown = {path: site.log.state().paths[path]}
    variant = site.tree / f"{path}.br"
    assert variant.exists() and site.harmed(shown) == set()
    assert site.objects.better(shown[path][0], ".html")
    assert site.harmed(shown) == set()
    variant.unlink()
    variant.write_bytes(b"half")
    assert site.harmed(shown) == {path}

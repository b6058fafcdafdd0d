"""Taking away goes ahead of whatever was saved with it."""

from __future__ import annotations

import threading
import time

import pytest
from markdown import Markdown

from forms_app.base import logs
from forms_app.publishing.intake import accept
from forms_app.publishing.intake.watch import OTHERS as OTHERS_AFTER
from forms_app.publishing.intake.watch import QUIET
from forms_app.publishing.service.process import PIECE, Service
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.soon import page
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_strange_files import NOTICE
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both
OTHERS = [f"QT-AAA{a}A{b}" for a in "ACDEF" for b in "ACDEF"]


@pytest.fixture
def service(office):
    """Not running: what it does next is asked of it."""
    put(office, GOOD)
    one = Service(office, threading.Event())
    one._safely("start", None)
    while one.publisher.press.everything:  # on a slow machine it gave way
        one.publisher.press.resume()
    assert "有效" in page(office)
    return one


def saved(service: Service, reference: str, text: str) -> None:
    service.watcher._note(put(service.office, text, reference))


def test_what_other_hosts_offer_is_taken_however_much_is_saved_here(
    service, monkeypatch
) -> None:
    taken = []
    register = service.publisher.register
    monkeypatch.setattr(register, "take_offers", lambda: taken.append("offers"))
    service.looked = 0.0
    for reference in OTHERS:
        saved(service, reference, GOOD.replace(REFERENCE, reference))
    service._work(False)
    assert service.watcher.pending()
    assert taken == ["offers"]
    service._work(False)
    assert taken == ["offers"], "a moment ago"


def test_it_is_public_before_a_checkout_of_many_files_is_even_looked_at(
    office, service
) -> None:
    for reference in OTHERS:
        saved(service, reference, GOOD.replace(REFERENCE, reference))
    notice = office.content / "notices" / "new.md"
    notice.write_text(f"{NOTICE}新的。\n", encoding="utf-8")
    service.watcher._note(notice)
    service.watcher._note(office.content / DECISIONS / "qiantou")
    saved(service, REFERENCE, REVOKED)
    assert service._work(True)
    assert "已撤销" in page(office)
    accepted = {change.reference for change in service.publisher.round.changes}
    assert accepted == {REFERENCE}
    assert len(service.watcher.enterprises) == len(OTHERS), "these come next"
    assert not service._takings_away(), "each is glanced at once"


def test_half_a_file_is_not_taken_for_one(office, service) -> None:
    half = REVOKED[: REVOKED.index("Reason")]
    saved(service, REFERENCE, half)
    service._work(True)
    assert "有效" in page(office)
    assert list(service.watcher.enterprises), "it is looked at again"
    time.sleep(0.35)
    saved(service, REFERENCE, REVOKED)
    service._work(True)
    assert "已撤销" in page(office)


@pytest.mark.walk
def test_a_large_checkout_that_is_being_read_is_put_off_for_it(office, service) -> None:
    """Whether by file or by the button, which writes the file."""
    for reference in OTHERS:
        saved(service, reference, GOOD.replace(REFERENCE, reference))
    service.watcher.others = service.watcher.folders = 0.0
    time.sleep(QUIET)
    assert service._work(True)
    assert len(service.publisher.round.changes) == PIECE < len(OTHERS)
    saved(service, REFERENCE, REVOKED)
    assert service._work(True)
    assert "已撤销" in page(office)
    time.sleep(QUIET)
    assert service._work(True)
    assert len(service.publisher.round.changes) == len(OTHERS) - PIECE


@pytest.mark.walk
def test_at_a_start_it_is_public_before_any_other_file_is_read(
    office, service, monkeypatch
) -> None:
    """A start may come to nothing, at a file that does not answer."""
    put(office, REVOKED)
    notice = office.content / "notices" / "new.md"
    notice.write_text(f"{NOTICE}新的。\n", encoding="utf-8")
    again = Publisher(office, logs.configure())

    def stand_still(*_given) -> None:
        raise InterruptedError

    monkeypatch.setattr(accept, "check_others", stand_still)
    with pytest.raises(InterruptedError):
        again.cycle("start")
    assert "已撤销" in page(office)
    monkeypatch.undo()
    last = Publisher(office, logs.configure())
    last.cycle("start")
    assert (office.site / "tree" / "notices" / "new" / "index.html").exists()
    assert "已撤销" in page(office)


def test_it_is_public_between_two_of_many_large_notices(
    office, service, monkeypatch
) -> None:
    """Each is judged and read ahead of the round, once."""
    first, second = (office.content / "notices" / f"{name}.md" for name in ("a", "b"))
    for file in (first, second):
        file.write_text(f"{NOTICE}新的 {file.stem}。\n", encoding="utf-8")
        service.watcher._note(file)
    time.sleep(OTHERS_AFTER)
    read = []
    convert = Markdown.convert

    def note(markdown: Markdown, text: str) -> str:
        if "新的" in text:
            read.append(text.split()[-1])
            if len(read) == 1:
                saved(service, REFERENCE, REVOKED)
            else:
                assert "已撤销" in page(office)
        return convert(markdown, text)

    monkeypatch.setattr(Markdown, "convert", note)
    assert service._work(True)
    assert read == ["a。", "b。"]
    assert (office.site / "tree" / "notices" / "b" / "index.html").exists()

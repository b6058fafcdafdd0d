"""Healthz says that the publisher works only while it notices what is saved."""

from __future__ import annotations

import threading
import time

import pytest

from forms_app.base import alive
from forms_app.base.health import publisher_state
from forms_app.base.jsonfiles import read_json
from forms_app.publishing.intake import watch
from forms_app.publishing.service.process import Service
from tests.publishing.soon import until

pytestmark = pytest.mark.same_on_both


@pytest.fixture
def service(office):
    stop = threading.Event()
    one = Service(office, stop)
    thread = threading.Thread(target=one.run, daemon=True)
    thread.start()
    until(lambda: one.publisher.heartbeat.ready_after)
    yield one
    stop.set()
    thread.join()


def told(office) -> int:
    return read_json(office.data / "publisher.json")["seen"]


def test_an_edit_of_healthz_is_noticed_and_is_no_content(
    office, client, service
) -> None:
    releases = service.publisher.releaser.number
    assert client.get("/app/healthz").json["publisher"] == "working"
    made = alive.made_at(office.content)
    assert made, "it edits"
    until(lambda: service.watcher.seen == made)
    service.publisher.heartbeat.beat()
    assert told(office) == made
    client.get("/app/healthz")
    assert alive.made_at(office.content) == made, "not again at once"
    assert service.publisher.releaser.number == releases
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert alive.FILE not in faults


def mute(*_given, stop_event, **_named):
    """A library that says that it listens, and hears nothing."""
    while not stop_event.wait(0.1):
        yield set()


@pytest.mark.walk
def test_a_publisher_that_listens_and_hears_nothing_is_called_deaf(
    office, client, monkeypatch
) -> None:
    monkeypatch.setattr(watch, "watch", mute)
    monkeypatch.setattr(alive, "SEEN_WITHIN", 0.5)
    stop = threading.Event()
    service = Service(office, stop)
    thread = threading.Thread(target=service.run, daemon=True)
    thread.start()
    until(lambda: service.publisher.heartbeat.ready_after)
    client.get("/app/healthz")
    until(lambda: publisher_state(office) == "deaf")
    assert client.get("/app/healthz").status_code == 503
    stop.set()
    thread.join()


def test_what_no_event_tells_of_is_found_by_walking(
    office, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(watch, "watch", mute)
    monkeypatch.setattr(watch, "WALK_EVERY", 0.2)
    content = tmp_path / "content"
    content.mkdir()
    (content / "before.md").touch()
    stop = threading.Event()
    watcher = watch.Watcher(content, tmp_path / "wake", stop)
    watcher.start()
    time.sleep(0.1)
    (content / "saved.md").touch()
    assert watcher.woken.wait(5)
    stop.set()


def test_the_edit_follows_no_link(tmp_path) -> None:
    secret = tmp_path / "keys.json"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / alive.FILE).symlink_to(secret)
    alive.edit(tmp_path, time.time_ns())
    assert secret.read_text(encoding="utf-8") == "secret"

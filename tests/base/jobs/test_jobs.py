"""What runs by itself: when it is due, that two never do it, what a failure leaves behind."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from forms_app.base.clock import OfficeClock, real_now
from forms_app.base.feature import parts
from forms_app.base.jobs import lease
from forms_app.base.jobs.job import Job
from forms_app.base.jobs.keeper import Keeper, Kept
from forms_app.base.jobs.log import Run
from forms_app.base.jobs.schedule import Nightly, WhenAsked
from forms_app.base.jobs.standing import state_of_all
from forms_app.features import FEATURES
from forms_app.sample.plans import SHANGHAI

NIGHT = datetime(2020, 3, 5, 3, 10, tzinfo=SHANGHAI)
JOB = Job("x", WhenAsked(), pauses=(timedelta(minutes=1), timedelta(hours=1)))


@dataclass(frozen=True)
class At(OfficeClock):
    """A clock that stands still."""

    moment: datetime = NIGHT

    def now(self) -> datetime:
        return self.moment


def is_time(later: timedelta, done_at: datetime | None = None) -> bool:
    return Nightly().is_due(Run(1, done_at=done_at), False, At(moment=NIGHT + later))


def test_the_night_comes_once_and_one_that_was_missed_is_made_good_at_any_hour() -> (
    None
):
    hours = [timedelta(hours=number) for number in range(48)]
    assert is_time(hours[0]) and not is_time(timedelta(minutes=-1))
    assert not is_time(hours[9]), "a fresh office waits for the night"
    assert not is_time(timedelta(minutes=20), NIGHT) and not is_time(hours[22], NIGHT)
    assert is_time(hours[24], NIGHT) and is_time(hours[40], NIGHT)


def test_what_is_weekly_waits_for_its_night_and_is_made_good_a_day_later() -> None:
    weekly = Nightly(every=7, missed_after=timedelta(days=8))

    def is_due(**later: int) -> bool:
        moment = NIGHT + timedelta(**later)
        return weekly.is_due(Run(1, done_at=NIGHT), False, At(moment=moment))

    assert not any(is_due(days=day) for day in range(7))
    assert is_due(days=7) and not is_due(days=7, hours=9)
    assert is_due(days=8, hours=9), "that night the machine was off"


def test_nothing_is_nightly_in_a_demo() -> None:
    clock = At(demo_start=NIGHT, anchor=real_now())
    assert not Nightly().is_due(Run(), False, clock)


def books(office):
    return lease.books_of(office)


def fail(office) -> None:
    with pytest.raises(ZeroDivisionError), lease.hold(office, "x"):
        raise ZeroDivisionError


def kept(office, job: Job = JOB) -> Kept:
    return Kept(job, office)


def later(office, by: timedelta) -> None:
    """The last run was that much earlier."""
    run = books(office).read("x")
    moved = {
        "began_at": run.began_at - by,
        "ended_at": run.ended_at and run.ended_at - by,
    }
    books(office).end("x", replace(run, **moved))


def test_a_run_that_failed_is_tried_again_after_longer_and_longer_pauses(
    office,
) -> None:
    for failures, pause in enumerate((1, 60, 60), 1):
        fail(office)
        assert books(office).read("x").failures == failures
        later(office, timedelta(minutes=pause, seconds=-5))
        assert not kept(office).is_due()
        later(office, timedelta(seconds=10))
        assert kept(office).is_due()
    assert state_of_all(office) == "failing"
    with lease.hold(office, "x") as epoch:
        assert epoch == 4 and not kept(office).is_due(), "it is at work"
    assert state_of_all(office) == "working" and not kept(office).is_due()
    assert books(office).read("x").done_at == office.clock.now()


def test_a_run_that_was_killed_counts_as_failed(office) -> None:
    with books(office).taken("x"):
        began_at = real_now() - timedelta(minutes=2)
        books(office).begin("x", Run(1, began_at=began_at))
    assert kept(office).is_due() and state_of_all(office) == "failing"
    fail(office)
    assert books(office).read("x").failures == 2


def test_two_never_do_it_at_once(office) -> None:
    with (
        lease.hold(office, "x"),
        pytest.raises(lease.AtWork),
        lease.hold(office, "x"),
    ):
        pytest.fail("both hold the lease")


def test_an_older_holder_notes_nothing(office) -> None:
    """Somebody took the lock away, as a person may who tidies up."""
    with lease.hold(office, "x"):
        (office.data / "jobs" / "x.lock").unlink()
        with lease.hold(office, "x"):
            pass
        newer = books(office).read("x")
    assert books(office).read("x") == newer and newer.epoch == 2


def test_who_asks_while_it_runs_asks_for_the_next_run(office) -> None:
    now = office.clock.now()
    with lease.hold(office, "x"):
        pass
    lease.ask(office, "x")
    assert kept(office).is_due()
    with lease.hold(office, "x"):
        assert not lease.is_asked(office, "x", now)
        lease.ask(office, "x")
        lease.ask_at(office, "x", now + timedelta(hours=1))
    assert kept(office).is_due(), "the later moment takes nothing back"


def test_what_is_asked_for_at_a_moment_waits_for_it(office) -> None:
    now = office.clock.now()
    with lease.hold(office, "x"):
        lease.ask_at(office, "x", now + timedelta(minutes=5))
    assert not kept(office).is_due()
    assert lease.is_asked(office, "x", now + timedelta(minutes=5))


def test_a_run_that_takes_too_long_is_ended(office) -> None:
    job = replace(
        JOB, module="timeit", words=("-n1", "while True: pass"), longest=timedelta()
    )
    running = kept(office, job)
    running.start()
    time.sleep(0.01)
    assert running.ended() != 0 and not running.is_running


def test_what_the_night_does_is_done_in_turn(office, monkeypatch) -> None:
    started: list[str] = []

    def start(self: Kept) -> None:
        started.append(self.job.name)
        self.errand = object()  # type: ignore[assignment]

    monkeypatch.setattr(Kept, "start", start)
    monkeypatch.setattr(Kept, "ended", lambda _self: None)
    monkeypatch.setattr(Kept, "is_due", lambda _self: True)
    jobs = list(parts(FEATURES, "jobs"))
    at_once = {"deposits", "messages", "outbox", "reminders", "search-index"}
    at_once |= {"content-history", "unusual-reading", "junk"}
    assert {job.name for job in jobs} == at_once | {
        "drill",
        "hints",
        "rounds",
        "retention",
    }
    keeper = Keeper(jobs, office, {})
    for _n in range(2):
        keeper.looked = -100.0
        keeper.look()
    at_first = ["deposits", "outbox", "hints", "reminders", "messages"]
    at_first += ["unusual-reading", "junk", "search-index", "content-history"]
    assert started == at_first
    keeper.kept[2].errand = None
    keeper.looked = -100.0
    monkeypatch.setattr(Kept, "is_due", lambda self: self.job.name != "hints")
    keeper.look()
    assert started == [*at_first, "rounds"]


def test_the_command_line_lists_what_ran(office, app) -> None:
    with lease.hold(office, "x"):
        pass
    told = app.test_cli_runner().invoke(args=["jobs"]).output
    assert told.split() == ["x", "done", "last", "done", "2020-03-05", "09:30"]

"""Posts are never claimed by more than they need; an address is seen by who holds a service, and until it is done."""

from __future__ import annotations

import json
import re
import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import Status
from forms_app.ledger.volunteering import claims, operations, queries
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.operations import Plan
from forms_app.ledger.volunteering.public import collect
from forms_app.ledger.volunteering.rules import may_see_address
from forms_app.people.gates.models import Shift
from forms_app.people.isolation import operations as isolation
from forms_app.people.isolation.models import Case, CaseEvent
from tests.conftest import NOW, post, post_and_open
from tests.office.retention import filled
from tests.stored import everything_stored

BY = {"actor": Actor("system", "test"), "now": NOW}
HOME = "/app/volunteer/"
WHO = {
    "community": "qiantou",
    "name": "金丝雀志愿者",
    "phone": "138 0000 7777",
    "consent": "y",
}


def published(office, needed: int) -> int:
    plan = Plan("路口劝导", "示例路口", NOW, NOW + timedelta(hours=4), needed)
    with office.database.writing() as session:
        return operations.publish_post(session, "qiantou", "qiantou-2", plan, **BY).id


def registered(office, number: int) -> list[int]:
    """Volunteers with whom the community has spoken."""
    with office.database.writing() as session:
        made = [
            operations.register(
                session, "qiantou", f"志愿者{one}", f"138000011{one:02}", **BY
            )[0]
            for one in range(number)
        ]
        for volunteer in made:
            operations.confirm(session, volunteer, **BY)
        return [volunteer.id for volunteer in made]


def count(office, status: str) -> int:
    with office.database.reading() as session:
        return (
            session.scalar(
                select(func.count()).select_from(Item).where(Item.status == status)
            )
            or 0
        )


def test_sixteen_at_once_claim_the_last_three_places_and_exactly_three_have_them(
    office,
) -> None:
    post_id = published(office, 3)
    volunteers = registered(office, 16)
    got = []
    full = []
    start = threading.Barrier(16)

    def claim(volunteer: int) -> None:
        start.wait()
        try:
            with office.database.writing() as session:
                who = session.get_one(Volunteer, volunteer)
                claims.claim(session, session.get_one(Post, post_id), who, **BY)
            got.append(volunteer)
        except Refused as refused:
            full.append(str(refused))

    threads = [
        threading.Thread(target=claim, args=(volunteer,)) for volunteer in volunteers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 3 and len(full) == 13 and all("满了" in says for says in full)
    assert (count(office, Status.TAKEN), count(office, Status.OPEN)) == (3, 0)
    with office.database.reading() as session:
        owners = set(session.scalars(select(Item.owner)))
        assert (
            owners == {f"volunteer/{volunteer}" for volunteer in got}
            and audit.verify(session) is None
        )


def test_who_is_not_confirmed_yet_cannot_claim_everything(office) -> None:
    posts = [published(office, 1) for _post in range(3)]
    with office.database.writing() as session:
        volunteer = operations.register(
            session, "qiantou", "志愿者", "13800001199", **BY
        )[0]
        for post_id in posts[:2]:
            claims.claim(session, session.get_one(Post, post_id), volunteer, **BY)
        last = session.get_one(Post, posts[2])
        with pytest.raises(Refused, match="确认以后"):
            claims.claim(session, last, volunteer, **BY)
        operations.confirm(session, volunteer, **BY)
        claims.claim(session, last, volunteer, **BY)


def machine(office) -> type[RuleBasedStateMachine]:
    """Claiming, giving back and finishing on the database, beside a model of who has what."""
    volunteers = registered(office, 3)
    each = st.integers(0, 2)

    class Claims(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.post = published(office, 2)
            self.taken = set[int]()
            self.done = 0

        def does(self, verb, who: int) -> bool:
            try:
                with office.database.writing() as session:
                    volunteer = session.get_one(Volunteer, volunteers[who])
                    found = session.get_one(Post, self.post)
                    if verb is claims.claim:
                        verb(session, found, volunteer, **BY)
                        return True
                    mine = [
                        item
                        for item in queries.places(session, found)
                        if item.owner == f"volunteer/{volunteer.id}"
                    ]
                    place = next(
                        (item for item in mine if item.status == Status.TAKEN), None
                    )
                    verb(
                        session,
                        place or queries.places(session, found)[0],
                        volunteer,
                        **BY,
                    )
                    return True
            except Refused:
                return False

        @rule(who=each)
        def claim(self, who: int) -> None:
            may = who not in self.taken and len(self.taken) + self.done < 2
            assert self.does(claims.claim, who) == may
            self.taken |= {who} if may else set()

        @rule(who=each)
        def give_back(self, who: int) -> None:
            assert self.does(claims.give_back, who) == (who in self.taken)
            self.taken.discard(who)

        @rule(who=each)
        def finish(self, who: int) -> None:
            assert self.does(claims.finish, who) == (who in self.taken)
            self.done += who in self.taken
            self.taken.discard(who)

        @invariant()
        def the_places_add_up(self) -> None:
            with office.database.reading() as session:
                found = queries.vacancies(session, [session.get_one(Post, self.post)])[
                    self.post
                ]
            assert (found.taken, found.done) == (len(self.taken), self.done)
            assert found.vacant == 2 - found.taken - found.done

    return Claims


@pytest.mark.same_on_both
def test_whatever_volunteers_do_the_places_of_a_post_add_up(office) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    few = settings(
        max_examples=4,
        stateful_step_count=8,
        deadline=None,
        database=None,
        suppress_health_check=checks,
    )
    run_state_machine_as_test(machine(office), settings=few)


@pytest.mark.parametrize(
    ("is_taken", "owner", "asker", "case_is_open", "may"),
    [
        (True, "volunteer/1", "volunteer/1", True, True),
        (True, "volunteer/1", "volunteer/2", True, False),
        (False, "volunteer/1", "volunteer/1", True, False),
        (True, "volunteer/1", "volunteer/1", False, False),
        (True, "", "", True, False),
    ],
)
def test_an_address_is_for_the_holder_alone_and_until_it_is_done(
    is_taken, owner, asker, case_is_open, may
) -> None:
    assert may_see_address(is_taken, owner, asker, case_is_open) == may


def signed_up(app, **changed):
    """A client that registered; the own link works in another browser too."""
    client = app.test_client()
    done = post_and_open(client, f"{HOME}register/", **{**WHO, **changed})
    link = re.search(r"/app/volunteer/r/[\w-]+", done.text)
    assert link, done.text
    other = app.test_client()
    assert other.get(link[0]).location is None, "not by a look at the link"
    assert post(other, link[0]).location == HOME
    return other


@pytest.mark.walk
@pytest.mark.same_on_both
def test_a_volunteer_registers_claims_a_post_and_the_public_sees_vacancies_and_no_name(
    app, office, staff, client, publish
) -> None:
    assert client.get(HOME).location == f"{HOME}register/"
    assert (
        "同意以后才能登记"
        in post(client, f"{HOME}register/", **{**WHO, "consent": ""}).text
    )
    worker = staff("grid_worker", (), ("qiantou-2",))
    reviewer = staff("reviewer", ("qiantou",))
    sent = {
        "title": "路口劝导",
        "spot": "示例路口",
        "where": "qiantou/qiantou-2",
        "needed": 2,
    }
    sent |= {"begins": "2020-03-05T10:00", "ends": "2020-03-05T14:00"}
    assert (
        "这里有电话号码"
        in post(
            worker, "/app/staff/posts/new/", **{**sent, "spot": "找 13800001234"}
        ).text
    )
    assert (
        post(worker, "/app/staff/posts/new/", **sent).location == "/app/staff/posts/1/"
    )
    helper = signed_up(app)
    assert post(helper, f"{HOME}posts/1/claim/", HOME).status_code == 302
    again = signed_up(app)
    assert post(again, f"{HOME}posts/1/claim/", HOME).status_code == 409, (
        "one phone, one place"
    )
    assert "您已认领" in helper.get(HOME).text
    assert "同一个手机号" in reviewer.get("/app/staff/volunteers/1/").text
    assert "金丝雀志愿者" in reviewer.get("/app/staff/posts/1/").text
    assert "金丝雀志愿者" not in worker.get("/app/staff/posts/1/").text, (
        "who it is stays with the office"
    )
    assert worker.get("/app/staff/volunteers/1/").status_code == 403
    publish()
    tree = office.site / "tree"
    assert 'data-label="还缺（人）">要 2 人<' in (
        tree / "volunteer" / "index.html"
    ).read_text(encoding="utf-8")
    posts = json.loads((tree / "data" / "statistics.json").read_text(encoding="utf-8"))[
        "posts"
    ]
    assert [set(one) for one in posts] == [
        {"title", "place", "community", "begins", "ends", "needed", "vacant"}
    ]
    assert posts[0]["vacant"] is None, "of one volunteer nothing is told"
    built = "".join(path.read_text(encoding="utf-8") for path in tree.rglob("*.html"))
    assert "金丝雀" not in built and "13800007777" not in built
    assert "金丝雀" not in everything_stored(
        office
    ) and "13800007777" not in everything_stored(office)
    assert (
        post(
            reviewer, "/app/staff/volunteers/1/leave/", "/app/staff/volunteers/1/"
        ).status_code
        == 302
    )
    assert helper.get(HOME).location == f"{HOME}register/", "the link ended"
    assert count(office, Status.OPEN) == 2, "what was held is given back"
    assert (
        post(
            worker, "/app/staff/posts/1/close/", "/app/staff/posts/1/", reason=""
        ).status_code
        == 409
    )
    post(worker, "/app/staff/posts/1/close/", "/app/staff/posts/1/", reason="下大雨")
    assert count(office, Status.DROPPED) == 2


def test_a_service_shows_its_address_to_the_one_who_took_it_and_until_it_is_done(
    app, office, staff
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        case = filled.case(session, filled.person(session, unit), None)
        need = {
            "kind": "need",
            "code": "meals",
            "note": "金丝雀清淡一点",
            "day": NOW.date(),
            "at": NOW,
            "by": "x",
        }
        case.events.append(CaseEvent(**need))
        code = isolation.new_own_link(session, case, **BY)
    worker = staff("grid_worker", (), ("qiantou-2",))
    reviewer = staff("reviewer", ("qiantou",))
    own = app.test_client()
    post(own, f"/app/own/{code}")
    assert (
        post(own, "/app/own/help/", kind="shopping", what="金丝雀大米").status_code
        == 302
    )
    assert (
        post(
            worker,
            "/app/staff/isolation/1/service/?need=2",
            kind="meal",
            what="金丝雀清淡一点",
        ).status_code
        == 302
    )
    twice = post(worker, "/app/staff/isolation/1/service/?need=2", kind="meal", what="")
    assert twice.status_code == 409 and "已经请志愿者办了" in twice.text
    assert "请了志愿者" in worker.get("/app/staff/isolation/1/").text
    helper = signed_up(app)
    other = signed_up(app, phone="13800007778")
    assert (
        "送餐" not in helper.get(HOME).text
        and post(helper, f"{HOME}items/1/take/", f"{HOME}register/").status_code == 409
    )
    for number in (1, 2):
        post(
            reviewer,
            f"/app/staff/volunteers/{number}/confirm/",
            f"/app/staff/volunteers/{number}/",
        )
    shown = helper.get(HOME).text
    assert (
        "代购生活物品" in shown
        and "送餐" in shown
        and "金丝雀大米" not in shown
        and "词isolation" not in shown
    )
    assert [
        post(one, f"{HOME}items/2/take/", HOME).status_code for one in (helper, other)
    ] == [302, 409]
    assert post(other, f"{HOME}items/2/address/", HOME).status_code == 409
    address = post(helper, f"{HOME}items/2/address/", HOME)
    assert (
        "词isolation_cases.place" in address.text
        and address.headers["Cache-Control"] == "no-store"
    )
    assert "词people.name" not in address.text and "金丝雀清淡" in address.text
    assert post(helper, f"{HOME}items/2/done/", HOME).status_code == 302
    assert post(helper, f"{HOME}items/2/address/", HOME).status_code == 409, (
        "it is done"
    )
    with office.database.reading() as session:
        trail = audit.history(session, "item/2")
        assert session.get(CaseEvent, 2).done_at, "the need it came of is met"
        assert not any(
            "金丝雀" in f"{item.title}{item.text}"
            for item in session.scalars(select(Item))
        )
    steps = ["service.raise", "service.take", "service.address", "service.finish"]
    assert [(entry.action, entry.actor_id) for entry, _reason in trail][1:] == [
        (s, "volunteer/1") for s in steps[1:]
    ]
    assert "在办" not in own.get("/app/own/help/").text
    post(helper, f"{HOME}items/1/take/", HOME)
    assert "在办" in own.get("/app/own/help/").text
    with office.database.writing() as session:
        session.get(Case, 1).state = "released"
    assert post(helper, f"{HOME}items/1/address/", HOME).status_code == 409, (
        "nobody stays in there any more"
    )
    assert "金丝雀" not in everything_stored(office)


@pytest.mark.same_on_both
def test_the_roster_of_a_squad_is_a_list_of_its_own_community(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    sent = {
        "squad": "qiantou-squad-2",
        "names": "金丝雀队员",
        "begins": "2020-03-05T18:00",
        "ends": "2020-03-05T22:00",
    }
    late = post(
        reviewer,
        "/app/staff/squads/shifts/new/",
        **{**sent, "ends": "2020-03-05T17:00"},
    )
    assert "结束要晚于开始" in late.text
    assert post(reviewer, "/app/staff/squads/shifts/new/", **sent).status_code == 302
    assert "金丝雀队员" in reviewer.get("/app/staff/lists/squad-shifts/").text
    assert (
        "金丝雀队员"
        not in staff("reviewer", ("xunmei",)).get("/app/staff/lists/squad-shifts/").text
    )
    for listing in ("squad-shifts", "volunteers"):
        assert reviewer.get(f"/app/staff/lists/{listing}.xlsx").status_code == 200
    with office.database.reading() as session:
        shift = session.scalars(select(Shift)).one()
        trail = [
            audit.history(session, listing)[-1][0]
            for listing in ("squad-shifts", "volunteers")
        ]
    assert [(entry.action, entry.details["rows"]) for entry in trail] == [
        ("list.download", 1),
        ("list.download", 0),
    ]
    assert (shift.point, shift.account) == (
        "qiantou-squad-2",
        "",
    ) and "金丝雀" not in everything_stored(office)


def test_a_squad_says_how_many_are_in_it_and_who_is_on_duty(app, office, staff) -> None:
    signed_up(app)
    reviewer = staff("reviewer", ("qiantou",))
    squads = "/app/staff/lists/squads/"
    assert "第二小分队" in reviewer.get(squads).text
    page = "/app/staff/volunteers/1/"
    wrong = post(reviewer, f"{page}squad/", page, squad="xunmei-squad-1")
    assert wrong.status_code == 400, "of another community"
    assert post(reviewer, f"{page}squad/", page, squad="qiantou-squad-2").location
    assert 'value="qiantou-squad-2" selected' in reviewer.get(page).text
    shift = {"squad": "qiantou-squad-2", "names": "示例队员七"}
    times = {"begins": "2020-03-05 09:00", "ends": "2020-03-05 12:00"}
    post(reviewer, "/app/staff/squads/shifts/new/", **shift, **times)
    row = reviewer.get(squads).text.partition("第二小分队")[2].partition("</tr>")[0]
    assert "示例队员七" in row and re.search(r">\s*1\s*<", row)
    members = "/app/staff/lists/volunteers/?squad="
    assert "金丝雀志愿者" in reviewer.get(f"{members}qiantou-squad-2").text
    assert "金丝雀志愿者" not in reviewer.get(f"{members}qiantou-squad-1").text
    with office.database.reading() as session:
        told = [one.action for one, _why in audit.history(session, "volunteer/1")]
    assert told[-1] == "volunteer.squad"


def test_a_post_whose_places_are_gone_is_full_for_everybody(app, office, staff) -> None:
    published(office, 6)
    with office.database.writing() as session:
        session.execute(delete(Item).where(Item.kind == queries.POST_PLACE))
    page = signed_up(app).get(HOME)
    assert page.status_code == 200 and "认领</button>" not in page.text
    with office.database.reading() as session:
        (post_of_all,) = collect(session, NOW)
    assert post_of_all["vacant"] == 0
    listed = staff("reviewer", ("qiantou",)).get("/app/staff/lists/posts/")
    assert listed.status_code == 200

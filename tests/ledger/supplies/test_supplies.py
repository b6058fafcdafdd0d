"""The ledger of supplies: the stock is the sum and never below zero, a slip is mended once, donors stand by their wish."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit, logs
from forms_app.base.access import Actor, Role
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulekind import faults_of
from forms_app.base.quantity import Qualifier
from forms_app.base.refusal import Refused
from forms_app.ledger.supplies import operations, queries, rules
from forms_app.ledger.supplies.content import ITEMS
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.operations import Given
from forms_app.ledger.supplies.rules import CannotMend, Kind, NotEnough, Part
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import NOW, PROJECT, post
from tests.stored import everything_stored

BY = {
    "actor": Actor("staff", "nanpu-office", Role.OFFICE, frozenset({"nanpu"})),
    "now": NOW,
}
LEDGER = "/app/staff/lists/supplies"
PATH = "/app/staff/supplies/"
SHIPPED = (PROJECT / "content" / "rules" / "supplies-items.toml").read_text(
    encoding="utf-8"
)
DONATION = {
    "kind": "donation",
    "community": "nanpu",
    "item": "masks",
    "amount": 300,
    "on": "2020-03-04",
}
DONATION |= {"qualifier": "exact", "donor_kind": "resident"}
OUT = {
    "community": "nanpu",
    "item": "masks",
    "amount": 300,
    "on": "2020-03-05",
    "receiver": "小区物业公司",
}
AMOUNTS = st.integers(1, 50)
KINDS = st.sampled_from([Kind.DONATION, Kind.PURCHASE])


def masks(amount: int, **more) -> Given:
    return Given("nanpu", "masks", amount, NOW.date(), **more)


class Ledger(RuleBasedStateMachine):
    """What the rules allow, against a ledger kept by hand: (kind, amount, which entry it mends)."""

    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[Kind, int, int | None]] = []

    @property
    def stock(self) -> int:
        return sum(amount for _kind, amount, _mends in self.kept)

    def is_mended(self, number: int) -> bool:
        return any(mends == number for _kind, _amount, mends in self.kept)

    def keep(self, kind: Kind, amount: int, mends: int | None = None) -> int:
        rules.after(self.stock, amount)
        self.kept.append((kind, amount, mends))
        return len(self.kept) - 1

    @rule(target=entries, kind=KINDS, amount=AMOUNTS)
    def receive(self, kind: Kind, amount: int) -> int:
        return self.keep(kind, rules.signed(kind, amount))

    @rule(amount=AMOUNTS)
    def hand_out(self, amount: int) -> None:
        before = self.stock
        try:
            self.keep(Kind.HAND_OUT, rules.signed(Kind.HAND_OUT, amount))
        except NotEnough as short:
            assert short.left == before < amount and self.stock == before
        else:
            assert self.stock == before - amount

    @rule(number=entries)
    def correct(self, number: int) -> None:
        kind, amount, _mends = self.kept[number]
        before = self.stock
        was_mended = self.is_mended(number)
        try:
            self.keep(
                Kind.CORRECTION,
                rules.counter(kind, amount, is_mended=was_mended),
                number,
            )
        except CannotMend:
            assert was_mended
        except NotEnough:
            assert before < amount, "it was handed out since"
        else:
            assert not was_mended and self.stock == before - amount

    @invariant()
    def the_stock_is_what_the_totals_leave_and_never_below_zero(self) -> None:
        standing = [
            Part(kind, Qualifier.EXACT, amount)
            for number, (kind, amount, _mends) in enumerate(self.kept)
            if kind is not Kind.CORRECTION and not self.is_mended(number)
        ]
        assert rules.total(standing).left == self.stock >= 0


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_the_ledger_of_a_real_database_keeps_to_the_rules(office) -> None:
    """A few steps of any kind, each in its own transaction; every state is compared with the sum."""

    class Kept(RuleBasedStateMachine):
        entries = Bundle("entries")

        @rule(target=entries, kind=KINDS, amount=AMOUNTS)
        def receive(self, kind: Kind, amount: int) -> int:
            with office.database.writing() as session:
                return operations.receive(session, kind, masks(amount), **BY).id

        @rule(target=entries, amount=AMOUNTS)
        def hand_out(self, amount: int) -> int | None:
            before = self.stock()
            try:
                with office.database.writing() as session:
                    return operations.hand_out(session, masks(amount), **BY).id
            except Refused:
                assert before < amount and self.stock() == before
                return None

        @rule(entry_id=entries)
        def correct(self, entry_id: int | None) -> None:
            before = self.stock()
            with office.database.reading() as session:
                slip = session.get(SupplyEntry, entry_id or 0)
                was_mended = slip is not None and queries.is_mended(session, slip)
            if slip is None:
                return
            try:
                with office.database.writing() as session:
                    kept = operations.correct(
                        session, session.get(SupplyEntry, slip.id), "写错了", **BY
                    )
            except Refused:
                assert was_mended or before < slip.amount
            else:
                assert (
                    not was_mended
                    and kept.amount == -slip.amount
                    and self.stock() == before - slip.amount
                )

        def stock(self) -> int:
            with office.database.reading() as session:
                return queries.stock(session, "nanpu", "masks")

        @invariant()
        def the_sum_is_the_stock(self) -> None:
            with office.database.reading() as session:
                left = (
                    queries.totals(session)
                    .get("nanpu", {})
                    .get("masks", rules.Total())
                    .left
                )
            assert left == self.stock() >= 0

    few = settings(
        max_examples=6,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Kept, settings=few)
    with office.database.reading() as session:
        mends = [
            entry.corrects_id
            for entry in session.scalars(select(SupplyEntry))
            if entry.corrects_id
        ]
        assert len(mends) == len(set(mends)) and audit.verify(session) is None


def test_of_the_last_ten_exactly_ten_go_however_many_hands_reach_for_them(
    office,
) -> None:
    with office.database.writing() as session:
        operations.receive(session, Kind.DONATION, masks(10), **BY)

    def reach(_hand: int) -> int:
        try:
            with office.database.writing() as session:
                return -operations.hand_out(session, masks(1), **BY).amount
        except Refused:
            return 0

    with ThreadPoolExecutor(8) as hands:
        assert sum(hands.map(reach, range(20))) == 10
    with office.database.reading() as session:
        assert queries.stock(session, "nanpu", "masks") == 0


def test_what_came_in_goes_out_and_a_slip_is_mended_once(office, staff, client) -> None:
    """H15, through the pages; what names anybody is nowhere in clear."""
    reference, _code = journeys.register(client)
    keeper = staff("office", ("nanpu", "qiantou"))
    person = {
        "donor_name": "金丝雀捐赠人",
        "receiver": "金丝雀物业公司",
        "note": "金丝雀备注",
    }
    wish = {"may_name": "y", "public_name": "示例热心居民"}
    assert (
        post(keeper, f"{PATH}receive/", **DONATION, **person, **wish).status_code == 302
    )
    by_pack = {
        **DONATION,
        "kind": "purchase",
        "item": "masks/pack",
        "amount": 2,
        "community": "qiantou",
    }
    assert post(keeper, f"{PATH}receive/", **by_pack).status_code == 302
    refused = post(keeper, f"{PATH}hand-out/", **{**OUT, "amount": 301})
    assert (
        "库存只有 300，不够减 301" in refused.text
        and 'value="小区物业公司"' in refused.text
    ), "the form is kept"
    assert post(keeper, f"{PATH}hand-out/", **OUT).status_code == 302
    for says, changed in (
        ("这家单位不在选的社区里", {"reference": reference}),
        ("没有找到这家单位", {"reference": "QT-NOBODY", "community": "qiantou"}),
    ):
        assert says in post(keeper, f"{PATH}hand-out/", **{**OUT, **changed}).text
    to_shop = {
        **OUT,
        "community": "qiantou",
        "amount": 40,
        "receiver": "",
        "reference": reference.lower(),
    }
    assert post(keeper, f"{PATH}hand-out/", **to_shop).status_code == 302

    assert "库存只有 0" in post(keeper, f"{PATH}1/", reason="多写了").text, (
        "it was handed out since"
    )
    for entry in (3, 1):
        assert post(keeper, f"{PATH}{entry}/", reason="数量写错").status_code == 302
    assert "已经更正过" in post(keeper, f"{PATH}1/", reason="再来一次").text
    assert "已经更正过" in post(keeper, f"{PATH}5/", reason="更正的更正").text
    shown = keeper.get(PATH).text
    assert "60 个" in shown and "300 个" not in shown
    page = keeper.get(f"{LEDGER}/?kind=hand-out").text
    assert "示例箱包厂" in page and "见第 5 笔" in page and "金丝雀捐赠人" not in page
    assert "金丝雀捐赠人" in keeper.get(f"{LEDGER}/?community=nanpu&item=masks").text

    sheet = keeper.get(f"{LEDGER}.xlsx?community=nanpu")
    table = list(load_workbook(io.BytesIO(sheet.data)).active.values)
    assert (
        table[0][:5] == ("编号", "物品", "类型", "数量", "计量单位") and len(table) == 5
    )
    assert (
        table[-1][3:5] == (300, "个")
        and table[-1][9] == "金丝雀捐赠人"
        and table[1][2] == "更正第 1 笔"
    )
    assert "金丝雀" not in everything_stored(office), (
        "names, receivers and notes are kept encrypted"
    )
    assert post(keeper, f"{PATH}1/forget-donor/", f"{PATH}1/").status_code == 302
    assert "金丝雀捐赠人" not in keeper.get(f"{LEDGER}/").text
    with office.database.reading() as session:
        actions = [
            entry.action for entry, _reason in audit.history(session, "nanpu/supply-1")
        ]
        assert (
            actions == ["supplies.receive", "supplies.forget_donor"]
            and audit.verify(session) is None
        )
        assert audit.history(session, "nanpu/supply-5")[0][0].details["corrects"] == 3
        assert audit.history(session, "supplies")[0][0].details == {"entries": 4}

    other = staff("reviewer", ("xunmei",))
    assert other.get(f"{PATH}1/").status_code == 404
    assert (
        "示例箱包厂" not in other.get(f"{LEDGER}/").text
        and "60 个" not in other.get(PATH).text
    )
    assert "请选一个社区" in post(other, f"{PATH}receive/", **DONATION).text, (
        "not theirs to keep"
    )
    assert staff("grid_worker", (), ("nanpu-1",)).get(PATH).status_code == 403


@pytest.mark.same_on_both
def test_what_is_missing_or_wrong_is_told_at_its_field(staff) -> None:
    keeper = staff("office", ("nanpu",))
    for changed, says in [
        ({"amount": "0"}, "请填大于 0 的整数"),
        ({"amount": "3.5"}, "请填大于 0 的整数"),
        ({"donor_kind": ""}, "请选捐赠人是哪一类"),
        ({"on": "2020-03-06"}, "日期不能在今天以后"),
        ({"may_name": "y"}, "请填公开的署名"),
        ({"public_name": "示例居民"}, "捐赠人同意公开，才能填公开的署名"),
        ({"may_name": "y", "public_name": "示例居民 13800001234"}, "这里有电话号码"),
        ({"item": "gloves/box"}, "请选一种物品"),
        ({"item": "", "community": ""}, "请选一个社区"),
    ]:
        answer = post(keeper, f"{PATH}receive/", **{**DONATION, **changed})
        assert answer.status_code == 200 and says in answer.text, changed
    assert (
        "请填发给谁" in post(keeper, f"{PATH}hand-out/", **{**OUT, "receiver": ""}).text
    )


def test_nearly_3000_masks_stay_nearly_on_the_public_page(office) -> None:
    """N4: the total keeps its qualifier; a donor stands there by the own wish, and goes with it."""
    donor = {
        "donor_kind": "enterprise-owner",
        "donor_name": "金丝雀企业家",
        "receiver": "金丝雀物业",
    }
    wish = {"may_name": True, "public_name": "示例企业家"}
    with office.database.writing() as session:
        operations.receive(
            session,
            Kind.DONATION,
            masks(1500, qualifier=Qualifier.NEARLY, **donor, **wish),
            **BY,
        )
        for amount in (1000, 300, 100, 100):
            operations.receive(session, Kind.DONATION, masks(amount, **donor), **BY)
        slip = operations.receive(
            session, Kind.DONATION, masks(9000, qualifier=Qualifier.MORE), **BY
        )
        operations.correct(session, slip, "多写了一个零", **BY)
        operations.hand_out(session, masks(200, receiver="金丝雀领用人"), **BY)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    publisher.later.settle()
    pages = (
        "communities/nanpu/index.html",
        "statistics/index.html",
        "en/communities/nanpu/index.html",
    )
    nanpu, statistics, english = (_page(office, path) for path in pages)
    for page in (nanpu, statistics):
        assert (
            "近 3000 个" in page
            and "200 个" in page
            and "示例企业家" in page
            and "截至 3月5日 09:30" in page
        )
        assert "没有署名" not in page and "金丝雀" not in page, (
            "four are too few to count"
        )
    assert "nearly 3000 pieces" in english
    told = json.loads(_page(office, "data/statistics.json"))["supplies"]
    assert list(told) == ["nanpu"] and set(told["nanpu"]) == {
        "as_of",
        "items",
        "named",
        "unnamed",
    }
    assert set(told["nanpu"]["items"][0]) == {
        "name", "name_en", "unit", "unit_en", "donated", "qualifier", "bought", "handed_out",
    }  # fmt: skip
    with office.database.writing() as session:
        operations.forget_donor(
            session,
            session.get(SupplyEntry, 1),
            **{**BY, "now": NOW + timedelta(hours=1)},
        )
    publisher.cycle("test", set())
    publisher.later.settle()  # only because the operation asked for it
    nanpu = _page(office, pages[0])
    assert (
        "示例企业家" not in nanpu
        and "没有署名的捐赠有 5 笔" in nanpu
        and "近 3000 个" in nanpu
    )


def _page(office, path: str) -> str:
    return (office.site / "tree" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "says", "corrected"),
    [
        ('unit = "桶"', "", "缺少“unit”", ""),
        ('pack = "盒"', "", "缺少“pack”", ""),
        ("per_pack = 50", "", "“per_pack”要写成整数", ""),
        ("per_pack = 50", "per_pack = 1", "“per_pack”要写成整数", ""),
        ("per_pack = 50", "per_pakc = 50", "没有“per_pakc”这一项", "per_pack = 50"),
        ('id = "gloves"', 'id = "masks"', "“masks”写了两次", ""),
        (
            'id = "supplies-items"',
            'id = "supplies-item"',
            "没有“supplies-item”这条规则",
            'id = "supplies-items"',
        ),
    ],
)
def test_a_faulty_item_is_told_with_the_right_word(
    was, becomes, says, corrected
) -> None:
    def judged(text: str) -> Judged:
        found, _faults = rulefile.read(text.encode(), "rules/supplies-items.toml")
        assert found
        return Judged(
            found, "rules/supplies-items.toml", text, Beside([], {"resumption-2020-08"})
        )

    items = ITEMS.read(judged(SHIPPED))
    assert (
        items
        and items["masks"].per_pack == 50
        and items["disinfectant-84"].per_pack == 0
    )
    hit = [
        fault
        for fault in faults_of(judged(SHIPPED.replace(was, becomes)), [ITEMS])
        if says in fault.message
    ]
    assert hit and hit[0].render() and hit[0].corrected == corrected

"""The daily ledger on the sample office: mechanisms carried out on their own pages, at phone size, by keyboard alone.

The first words of each test's description are the mechanisms it carries out (tests/mechanisms.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from forms_app.base.clock import real_now
from forms_app.base.office import Office
from forms_app.ledger.items.models import Item
from forms_app.ledger.publicity.models import Material
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.training.codes import code_at
from forms_app.ledger.training.models import Training
from forms_app.people.isolation.models import Case
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import name_of
from tests.browser.demo import ENTERPRISE, VISITOR, approved

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.same_on_both]


def at(office: Office, **later: int) -> datetime:
    return (office.clock.now() + timedelta(**later)).replace(second=0, microsecond=0)


def test_a_visit_is_written_once_and_its_difficulty_becomes_a_public_question(
    sit_down, one, publish, office
) -> None:
    """X6 X8 X9 X10 Q6: every question is asked, four bodies came, and what is difficult is answered and published."""
    worker = sit_down("qiantou-2-worker")
    worker.open("/app/staff/visits/")
    name = worker.main.locator("ul.list > li > a").first.inner_text().partition("（")[0]
    worker.follow(name)
    worker.pick("结果", "走访了")
    worker.pick("怎么联系的", "上门")
    for body in ("市里下派干部", "区里下派干部", "街道挂点干部", "社区干部、网格员"):
        worker.tick(body)
    lines = worker.main.locator("fieldset.checkline")
    for number in range(lines.count()):
        legend = lines.nth(number).locator("legend").inner_text()
        worker.pick(legend, lines.nth(number).locator("label").first.inner_text())
    assert lines.count() >= 3 + 5 + 5
    worker.choose("哪方面的困难", "物资采购保障")
    worker.write("困难或请求，一句话（没有就不填）", "口罩买不到")
    worker.press("保存走访")
    worker.sees("走访了", "复工手续是否齐全", "物资采购保障：口罩买不到")

    desk = sit_down("office")
    item = one(select(Item).where(Item.kind == "request").order_by(Item.id.desc()))
    desk.open(f"/app/staff/items/{item.id}/")
    desk.write("答复", "社区统一登记，街道药店每天供应。")
    desk.press("办结")
    desk.open(f"/app/staff/requests/{item.id}/question/")
    desk.write("问题", "口罩买不到怎么办？")
    desk.write("答复", "请向社区登记，药店每天供应。")
    desk.press("保存并公开")
    publish()
    public = sit_down(VISITOR)
    public.open("/help/questions/")
    public.sees("口罩买不到怎么办？")


def test_an_enterprise_asks_and_reads_the_answer(sit_down, one) -> None:
    """Y10: under one of five heads, and the answer stands where it was asked."""
    firm = sit_down(ENTERPRISE)
    desk = sit_down("office")
    firm.open("/app/my/requests/new/")
    firm.choose("哪方面", "生产卫生防护")
    firm.write("什么事", "车间怎么消毒")
    firm.press("提交")
    item = one(select(Item).where(Item.kind == "request").order_by(Item.id.desc()))
    desk.open(f"/app/staff/items/{item.id}/")
    desk.write("答复", "每天两次，社区上门示范。")
    desk.press("办结")
    firm.open("/app/my/items/")
    firm.follow("车间怎么消毒")
    firm.sees("每天两次，社区上门示范。")


def test_a_letter_is_posted_and_acknowledged_and_sheets_are_counted(
    sit_down, one, publish, office
) -> None:
    """C12 H5 N1: one gap less, one more who knows it, and a hand-out in the public total."""
    letter = one(
        select(Material).where(
            Material.community == "qiantou", Material.kind == "letter"
        )
    )
    worker = sit_down("qiantou-2-worker")
    desk = sit_down("office")
    worker.open(f"/app/staff/publicity/{letter.id}/")
    before = worker.main.get_by_role("button", name="贴在门上了").count()
    worker.press("贴在门上了")
    assert worker.main.get_by_role("button", name="贴在门上了").count() == before - 1
    unread = (
        worker.main.get_by_role("button", name="当面告知了")
        .first.inner_text()
        .split()[-1]
    )
    firm = sit_down(one(select(Enterprise.reference).where(Enterprise.name == unread)))
    firm.open("/app/my/letters/")
    waiting = firm.main.get_by_role("button", name="已阅知").count()
    firm.press("已阅知")
    assert firm.main.get_by_role("button", name="已阅知").count() == waiting - 1
    desk.open("/app/staff/publicity/new/")
    desk.choose("社区", "前头社区")
    desk.pick("是什么", "海报")
    desk.write("名称（海报和宣传单要填）", "科学佩戴口罩")
    desk.press("保存")
    desk.follow("记发放")
    desk.choose("网格", "")
    desk.write("份数", "120")
    desk.choose("数量的说法", "点过数")
    desk.write_day("哪一天", office.clock.today())
    desk.press("保存")
    publish()
    public = sit_down(VISITOR)
    public.open("/statistics/")
    public.unfold(public.page.locator("tr", has_text="科学佩戴口罩"))
    row = public.main.locator("tr", has_text="科学佩戴口罩")
    assert (
        "前头社区" in row.inner_text()
        and row.locator("td.n").last.inner_text() == "120"
    )


def test_a_notice_is_pasted_into_a_group(sit_down) -> None:
    """C13: once to each group, by hand where there is no robot."""
    desk = sit_down("office")
    desk.open("/app/staff/publicity/groups/send/")
    option = (
        desk.main.get_by_label("哪一份通知", exact=True)
        .locator("option")
        .nth(2)
        .inner_text()
    )
    desk.choose("哪一份通知", option)
    desk.tick(desk.main.locator("fieldset label").first.inner_text())
    desk.press("发送")
    desk.open("/app/staff/publicity/groups/")
    desk.follow(option.split(maxsplit=1)[1])
    desk.press("我已经发到群里了")
    desk.sees("已人工发出")


def test_a_safety_manager_is_trained(sit_down, one, office) -> None:
    """C17 N7: held, enrolled, and there by the code on the wall."""
    desk = sit_down("office")
    firm = sit_down(ENTERPRISE)
    desk.open("/app/staff/training/new/")
    desk.choose("社区", name_of(office, one(approved()).community))
    desk.write("名称", "键盘上的培训")
    desk.choose("培训内容", "安全生产")
    desk.write_moment("开始时间", at(office, hours=1))
    desk.write("地点或会议网址", "社区会议室")
    desk.write("讲课的单位", "街道卫生服务中心")
    desk.write("名额", "20")
    desk.press("保存")
    firm.open("/app/my/training/")
    firm.press("报名 键盘上的培训")
    firm.sees("已报名")
    training = one(select(Training).order_by(Training.id.desc()))
    desk.open(f"/app/staff/training/{training.id}/code/")
    assert desk.main.locator(".qr svg").is_visible()
    firm.open(f"/app/my/training/{training.id}/here/{code_at(training, real_now())}/")
    firm.press("我们到场了")
    desk.open(f"/app/staff/training/{training.id}/")
    desk.sees("到场")
    firm.open("/app/my/training/")
    firm.sees("已签到")


def test_the_meeting_keeps_what_lacks_a_measure(sit_down, publish) -> None:
    """Y2 Y3 H8: by video; an item without answer and measure is carried over, with both it is closed."""
    desk = sit_down("office")
    public = sit_down(VISITOR)
    publish()
    public.open("/statistics/")
    before = (
        public.figures("近 30 天，", "前头社区") or [0] * 6
    )  # no row before its first meeting
    desk.open("/app/staff/meetings/open/")
    desk.choose("社区", "前头社区")
    desk.pick("怎么开", "视频会议")
    desk.choose("谁主持", "社区书记")
    desk.tick("市级驻社区干部")
    desk.tick("区级驻社区干部")
    desk.press("开始")
    for title in ("商场入口排队太长", "外来车辆登记太慢"):
        desk.follow("新增事项")
        desk.write("事项", title)
        desk.press("保存")
        if title == "商场入口排队太长":
            desk.write("答复", "分两个入口")
            desk.write("措施", "明天起东门也测温")
            desk.press("办结")
        desk.open("/app/staff/lists/meetings/")
        desk.follow("3月5日")
    desk.press("结束碰头会")
    desk.sees("视频会议", "办结", "留到下次")
    publish()
    public.open("/statistics/")
    after = public.figures("近 30 天，", "前头社区")
    held, online, raised, answered, with_measure, closed = (
        b - a for a, b in zip(before, after, strict=True)
    )
    assert (held, online, raised) == (1, 1, 2)
    assert (answered, with_measure, closed) == (1, 1, 1)


def test_a_donation_comes_in_goes_out_and_a_slip_is_mended(sit_down, publish) -> None:
    """N4 H15: for a named receiver; never more out than in; the slip stays beside its counter-entry."""
    desk = sit_down("office")

    def receive(amount: str) -> None:
        desk.open("/app/staff/supplies/receive/")
        desk.pick("怎么来的", "捐赠")
        desk.choose("社区", "浔美社区")
        desk.choose("物品和单位", "口罩")
        desk.write("数量", amount)
        desk.pick("这个数量", "近（差一点到）")
        desk.write("日期", "3月5日")
        desk.choose("捐赠人是", "居民")
        desk.write("给谁", "示例小区物业公司")
        desk.press("保存")

    receive("700")
    receive("7000")
    desk.open("/app/staff/lists/supplies/?community=xunmei")
    desk.follow(desk.main.locator("tbody th a").first.inner_text())
    desk.write("哪里错了", "数量多写了一个零")
    desk.press("更正")
    desk.open("/app/staff/supplies/hand-out/")
    desk.choose("社区", "浔美社区")
    desk.choose("物品和单位", "口罩")
    desk.write("数量", "9000")
    desk.write("日期", "3月5日")
    desk.write("给谁", "示例小区物业公司")
    desk.press("保存")
    assert desk.main.locator("[role=alert]").is_visible(), "there are not as many"
    desk.write("数量", "300")
    desk.press("保存")
    publish()
    public = sit_down(VISITOR)
    public.open("/communities/xunmei/")
    public.sees("近 700", "300")


def test_a_round_is_done_on_its_page_and_at_its_place(sit_down, one) -> None:
    """H13: disinfection in two taps, and by the code at the place."""
    desk = sit_down("office")
    desk.open("/app/staff/rounds/")
    waiting = desk.main.get_by_role("button", name="做好了").count()
    desk.press("做好了")
    assert desk.main.get_by_role("button", name="做好了").count() == waiting - 1
    desk.open("/app/staff/rounds/new/")
    desk.pick("做什么", "消毒")
    desk.write("在哪里", "会议室")
    desk.choose("哪一片", "前头社区")
    desk.write("每天几点", "00:10,23:50")
    desk.press("保存")
    duty = one(select(Duty).order_by(Duty.id.desc()))
    desk.open(f"/app/staff/rounds/at/{duty.code}/")
    desk.sees("消毒")


def test_a_bin_hangs_on_the_need_of_somebody_who_stays_in(sit_down, one) -> None:
    """H6: asked for at the case, placed by the grid's worker, and its place is in no list."""
    case = one(select(Case).where(Case.state == "open", Case.grid == "qiantou-2"))
    worker = sit_down("qiantou-2-worker")
    desk = sit_down("office")
    worker.open(f"/app/staff/isolation/{case.id}/need/")
    worker.pick("要办什么", "垃圾桶和收垃圾")
    worker.write("怎么办", "每天 10:00 收一次，放桶里")
    worker.press("记要办的事")
    worker.open("/app/staff/rounds/")
    worker.press(f"排上收垃圾 {case.place}")
    duty = one(select(Duty).where(Duty.kind == "bin").order_by(Duty.id.desc()))
    desk.open("/app/staff/lists/duties/?kind=bin&community=qiantou")
    desk.sees(f"收隔离垃圾：{duty.id} 号桶")
    assert case.place not in desk.main.inner_text()


def test_a_squad_has_its_roster(sit_down, office) -> None:
    """H4 H12 Y4: who of a team is on duty when."""
    desk = sit_down("office")
    desk.open("/app/staff/squads/shifts/new/")
    desk.choose("小分队", "通海社区 党团突击队")
    desk.write("谁值班（姓名）", "示例队员九")
    desk.write_moment("从", at(office, days=1))
    desk.write_moment("到", at(office, days=1, hours=6))
    desk.press("保存")
    desk.sees("示例队员九")


def test_a_volunteer_claims_a_post_and_brings_what_was_asked_for(
    sit_down, one, office
) -> None:
    """H10 H11: a place is claimed; the address is shown to the one who took the service, and until it is done."""
    helper = sit_down(VISITOR)
    desk = sit_down("office")
    helper.open("/app/volunteer/register/")
    helper.choose("哪个社区", "前头社区")
    helper.write("姓名", "示例志愿者九")
    helper.write("手机号", "13800007009")
    helper.tick("我愿意参加志愿服务")
    helper.press("登记")
    helper.follow("去认领岗位")
    helper.press("认领")
    helper.sees("您已认领")
    desk.open("/app/staff/lists/volunteers/")
    desk.follow("示例志愿者九")
    desk.press("联系过了，确认")
    case = one(select(Case))
    worker = sit_down("qiantou-2-worker")
    worker.open(f"/app/staff/isolation/{case.id}/service/")
    worker.pick("要办什么", "送餐")
    worker.write("写清楚要什么（可以不填）", "示例：晚餐一份，放门口")
    worker.press("请志愿者办")
    helper.open("/app/volunteer/")
    helper.press("接下 送餐")
    helper.press("看住址和要办的")
    helper.sees("示例：晚餐一份，放门口")
    helper.open("/app/volunteer/")
    helper.press("办好了")


def test_a_suggestion_is_accepted_and_done(sit_down, one) -> None:
    """H14: boxed lunches at an enterprise."""
    firm = sit_down(ENTERPRISE)
    desk = sit_down("office")
    desk.open("/app/staff/items/new/suggestion/")
    desk.write("建议", "员工餐厅改为盒饭")
    desk.write("哪家单位", one(approved()).reference)
    desk.press("保存")
    firm.open("/app/my/items/")
    firm.follow("员工餐厅改为盒饭")
    firm.press("我们接受")
    firm.press("做到了")
    desk.open("/app/staff/lists/suggestion/?state=")
    desk.follow("员工餐厅改为盒饭")
    desk.sees("做到了")

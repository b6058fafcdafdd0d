"""What stands in each column of the published files, in both languages, with an example.

A name is the way to a value: `[]` is each of a list, `*` each community by its code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    name: str
    zh: str
    en: str
    example: str


def columns(table: str, within: str = "") -> tuple[Column, ...]:
    """Of lines of name | Chinese | English | example; `within`: what all names begin
    with.
    """
    rows = ([part.strip() for part in line.split(" | ")] for line in table.split("\n"))
    return tuple(
        Column(within + name, *told) for name, *told in filter(any, rows) if told
    )


AS_OF = "as_of | 截至什么时候 | As of when | 2020-03-05 09:30\n"
ENTERPRISE = """
reference | 编号 | Its reference | QT-7K3M9P
name | 名称 | Its name | 示例箱包厂
kind | 类别：enterprise micro shop trader building hotel | Its kind | shop
community | 社区的代号 | The code of its community | shequ
grid | 网格 | Its grid | 第二网格
place | 楼、层、铺位；可以为空 | Building, floor, unit; may be empty | 3 楼 12 号
batch | 第几批；可以为空 | The batch; may be empty | 2
since | 从哪一天起是这个状态 | The day since which its state holds | 2020-02-26
status | 状态：approved passed checking mending suspended revoked | Its state | approved
url | 它的页面 | Its page | /enterprises/QT-7K3M9P/
"""
FOUND_BY = """
initials[] | 名称的拼音首字母，可以有几种 | Initials of its name in pinyin | slxbc
over | 行动结束的日子；没有结束是空的 | When its campaign ended, if it has | 2020-06-30
"""
COUNTS = """
communities[].community | 社区的代号 | The code of a community | shequ
communities[].count | 现在有效的有几家 | How many are valid now | 78
communities[].url | 它的文件 | Its file | /data/enterprises/shequ.json
"""
DOCUMENT = """
section | 栏目：notices letters policies plans measures shops help | Its section | notices
lang | 语言 | Its language | zh-Hans
title | 标题 | Its title | 关于网上申请的通知
url | 页面 | Its page | /notices/how-to-apply/
date | 发布的日期；可以为空 | The day it was published; may be empty | 2020-02-20
number | 文号；可以为空 | Its number; may be empty | 2020年第3号
issuer | 发布的单位 | Who issued it | 示例社区居民委员会
about | 一两句话 | A sentence or two | 网上填，小分队上门
expired | 是不是已经到期 | Whether it has expired | false
"""
TEXT = "text | 全文，不带格式 | All of its words | ……"
APPLICATIONS = """
received_today | 今天收到的申请 | Applications received today | 3
decided_today | 今天答复的 | Answered today | 2
left_today | 还剩，等办公室和小分队的 | Left, waiting for the office | 4
received | 累计收到 | Received in all | 108
decided | 累计答复 | Answered in all | 80
"""
FIGURES = """
waiting | 等申请人补正的 | Waiting for the applicant | 9
withdrawn | 自己撤回的 | Withdrawn by the applicant | 1
registered.* | 登记的单位，按类别 | Registered, by kind | 66
workers | 上岗人数；不足 5 人为空 | People back at work; null below five | 267
median_hours | 近 30 天答复用时中位数（小时） | Median hours to an answer | 33.6
staying_in | 留在住处的人，按十人；太少为空 | Who must stay in, in tens | 10
"""
BY_DAY = """
by_day[][] | 近两周每天：日期、收到、答复 | Of each day: its date, received, answered | 2020-03-04
"""
INSPECTED = """
subjects | 要检查的 | To be checked | 20
checked | 检查过的 | Checked | 12
passed | 合格的 | Passed | 9
mending | 在整改的 | Putting something right | 2
overdue | 整改超期的 | Late with it | 1
suspended | 暂停的 | Suspended | 1
"""
MEETINGS = """
held | 近 30 天开了几次 | Meetings held in 30 days | 11
online | 其中线上 | Of these on line | 11
last | 最近一次 | The last day | 2020-03-05
raised | 提出的事项 | Items raised | 22
answered | 有答复的 | With an answer | 21
with_measure | 有措施的 | With a measure | 20
closed | 办结的 | Closed | 20
"""
POSTS = """
title | 岗位 | The post | 南门值守
place | 地方 | Its place | 示例小区南门
community | 社区的代号 | The code of its community | tonghai
begins | 从什么时候起 | When it begins | 2020-03-06 08:00
ends | 到什么时候 | When it ends | 2020-03-06 18:00
needed | 要几个人 | How many are needed | 4
vacant | 还缺几个；说了会知道是谁就为空 | Places left; null where that tells of somebody | 2
"""
PUBLICITY = """
kind | 哪一种：letter poster 等 | Its kind | letter
slug | 代号 | Its code | to-friends
title | 标题 | Its title | 致朋友的一封信
enterprises | 登记的单位 | Enterprises registered | 29
posted_percent | 贴到了百分之几；可以为空 | Percent where it hangs; may be null | 100
acknowledged_percent | 百分之几已阅知；可以为空 | Percent who have read it | 64
sheets | 累计张贴和发出几份 | Sheets posted and handed out | 1500
qualifier | 数得多准：exact about nearly more | How exactly that was counted | more
"""
ROUNDS = """
plan[].kind | 哪一种勤务 | The kind of duty | cleaning
plan[].place | 地方 | Its place | 门卫
plan[].task | 做什么 | What is done | 擦拭台面
plan[].times | 每天几点 | At what hours | 08:00,18:00
plan[].last | 最近一次；还没有是空的 | When it was last done | 2020-03-05 07:40
bins | 专用桶，按十个；太少为空 | Bins of their own, in tens | 50
"""
SUPPLIES = """
as_of | 截至什么时候 | As of when | 2020-03-05 09:30
items[].name | 物品 | The item | 大米
items[].name_en | 物品的英文 | The same in English | Rice
items[].unit | 单位 | Its unit | 袋
items[].unit_en | 单位的英文 | The same in English | bags
items[].donated | 收到捐赠 | Donated | 3000
items[].qualifier | 捐赠数得多准 | How exactly that was counted | nearly
items[].bought | 购买 | Bought | 0
items[].handed_out | 发放 | Handed out | 200
named[] | 愿意署名的捐赠人 | Donors who wish to be named | 示例企业
unnamed | 没有署名的有几笔；太少为空 | Donations without a name, from five on | 5
"""
TRAINING = """
enterprises | 登记的单位 | Enterprises registered | 29
trained | 培训过的 | Trained | 18
"""
VISITS = """
visits | 走访几次 | Visits | 119
enterprises | 走访到几家 | Enterprises visited | 119
raised | 提出的诉求 | Requests raised | 2
answered | 答复了的 | Requests answered | 2
"""
VERSION = """
release | 第几次发布 | The number of the release | 412
at | 什么时候发布的 | When it was published | 2020-03-05T09:30:00+08:00
checked | 什么时候最后核对过 | When it was last checked | 2020-03-05T09:31:00+08:00
"""
PUBLIC_LOG = """
head | 签过名的树头 | The signed tree head | /data/log/head.txt
tiles | 一行一行的记录 | The lines | /data/log/tiles/
lines_in_a_tile | 一个文件有几行 | Lines in one file | 256
key | 公钥 | The public key | /data/log/key.txt
fingerprint | 公钥的指纹 | Its fingerprint | 3f2a…
hashing | 怎样算散列 | How hashes are made | RFC 9162
head_format | 树头的格式 | The format of the head | signed note
explained | 说明 | Where it is explained | /help/public-log/
"""
FEED = """
title | 标题 | Its title | 关于网上申请的通知
link | 页面 | Its page | /notices/how-to-apply/
id | 唯一的名字，就是页面的地址 | Its name, which is the address of its page | /notices/…
published | 发布的日期 | The day it was published | 2020-02-20T00:00:00+08:00
updated | 同上 | The same | 2020-02-20T00:00:00+08:00
summary | 一两句话 | A sentence or two | 网上填，小分队上门
content | 全文 | All of it | ……
"""
ADDRESS = "loc | 页面的地址 | The address of a page | /notices/"

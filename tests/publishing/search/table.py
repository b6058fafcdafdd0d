"""What people type into the search of the public, and what has to be the first they see."""

from __future__ import annotations

from dataclasses import dataclass

NEAR = "~"
NOTHING = ""
# By reference, beside everything the sample says.
FIRMS = {
    "QT-7K3M9P": "示例箱包厂",
    "QT-3333A3": "示例（丰泽）贸易有限公司",
    "QT-3333C3": "示例鑫旺面馆",
    "QT-3333D3": "泉州市示例阀门（集团）有限公司",
    "QT-3333E3": "示例 咖啡 Sunny Cafe",
    "QT-3333F3": "示例重庆火锅店",
    "QT-3333H3": "示例大药房前头店",
    "QT-3333J3": "示例箱包厂二分厂",
}
TABLE = """
示例箱包厂 | 示例箱包厂
箱包厂 | 示例箱包厂
示例箱包 | 示例箱包厂
示例箱包厂二分厂 | 示例箱包厂二分厂
二分厂 | 示例箱包厂二分厂
箱包 二分厂 | 示例箱包厂二分厂
二分厂 箱包 | 示例箱包厂二分厂
 示例箱包厂  | 示例箱包厂
示 例 箱 包 厂 | 示例箱包厂
示例箱包厂。 | 示例箱包厂
“示例箱包厂” | 示例箱包厂
示例箱包廠 | 示例箱包厂
slxbc | 示例箱包厂
SLXBC | 示例箱包厂
sl xbc | 示例箱包厂
slxbcefc | 示例箱包厂二分厂
xiangbaochang | 示例箱包厂
xiang bao chang | 示例箱包厂
shili xiangbao | 示例箱包厂
erfenchang | 示例箱包厂二分厂
chongqing huoguo | 示例重庆火锅店
mianguan | 示例鑫旺面馆
MianGuan | 示例鑫旺面馆
dayaofang | 示例大药房前头店
kafei | 示例 咖啡 Sunny Cafe
QT-7K3M9P | 示例箱包厂
qt-7k3m9p | 示例箱包厂
qt7k3m9p | 示例箱包厂
QT 7K3M9P | 示例箱包厂
7k3m9p | 示例箱包厂
ＱＴ－７Ｋ３Ｍ９Ｐ | 示例箱包厂
QT—7K3M9P | 示例箱包厂
QT-7K3M9Q | 示例箱包厂 ~
示列箱包厂 | 示例箱包厂 ~
示例箱色厂 | 示例箱包厂 ~
示例箱厂包 | 示例箱包厂 ~
示例例箱包厂 | 示例箱包厂 ~
示例（丰泽）贸易有限公司 | 示例（丰泽）贸易有限公司
示例(丰泽)贸易有限公司 | 示例（丰泽）贸易有限公司
示例丰泽贸易 | 示例（丰泽）贸易有限公司
示例[丰泽]贸易 | 示例（丰泽）贸易有限公司
丰泽贸易 | 示例（丰泽）贸易有限公司
豐澤貿易 | 示例（丰泽）贸易有限公司
貿易有限公司 | 示例（丰泽）贸易有限公司
贸易 示例 | 示例（丰泽）贸易有限公司
slfzmy | 示例（丰泽）贸易有限公司
slfzmyyxgs | 示例（丰泽）贸易有限公司
示例丰择贸易有限公司 | 示例（丰泽）贸易有限公司 ~
示例丰泽贸易有公司 | 示例（丰泽）贸易有限公司 ~
面馆 | 示例鑫旺面馆
麵館 | 示例鑫旺面馆
面館 | 示例鑫旺面馆
鑫旺麵館 | 示例鑫旺面馆
面馆 鑫旺 | 示例鑫旺面馆
鑫旺　面馆 | 示例鑫旺面馆
xwmg | 示例鑫旺面馆
slxwmg | 示例鑫旺面馆
示例鑫旺面倌 | 示例鑫旺面馆 ~
示例鑫望面馆 | 示例鑫旺面馆 ~
示例新旺面馆 | 示例鑫旺面馆 ~
泉州市示例阀门（集团）有限公司 | 泉州市示例阀门（集团）有限公司
阀门集团 | 泉州市示例阀门（集团）有限公司
阀门(集团) | 泉州市示例阀门（集团）有限公司
集团 阀门 | 泉州市示例阀门（集团）有限公司
閥門集團 | 泉州市示例阀门（集团）有限公司
qzsslfm | 泉州市示例阀门（集团）有限公司
阀门集园有限公司 | 泉州市示例阀门（集团）有限公司 ~
泉州示例阀门有限公司 | 泉州市示例阀门（集团）有限公司 ~
sunny | 示例 咖啡 Sunny Cafe
Sunny Cafe | 示例 咖啡 Sunny Cafe
sunnycafe | 示例 咖啡 Sunny Cafe
cafe sunny | 示例 咖啡 Sunny Cafe
ＳＵＮＮＹ | 示例 咖啡 Sunny Cafe
咖啡 | 示例 咖啡 Sunny Cafe
cafe 咖啡 | 示例 咖啡 Sunny Cafe
slkf | 示例 咖啡 Sunny Cafe
sunny cafw | 示例 咖啡 Sunny Cafe ~
sumny cafe | 示例 咖啡 Sunny Cafe ~
火锅 | 示例重庆火锅店
火鍋店 | 示例重庆火锅店
重慶火鍋 | 示例重庆火锅店
火锅 重庆 | 示例重庆火锅店
cqhg | 示例重庆火锅店
zqhg | 示例重庆火锅店 ~
示例重庆火过店 | 示例重庆火锅店 ~
大药房 | 示例大药房前头店
示例大药房前头店 | 示例大药房前头店
药房 前头 | 示例大药房前头店
前头店 | 示例大药房前头店
大藥房 | 示例大药房前头店
防疫 | 关于备齐防疫物资的通知
防疫物资 | 关于备齐防疫物资的通知
防疫物資 | 关于备齐防疫物资的通知
物资 防疫 | 关于备齐防疫物资的通知
口罩 平价 | 首批开工口罩平价供应
平价供应 | 首批开工口罩平价供应
测温仪 | 关于备齐防疫物资的通知
備齊防疫物資 | 关于备齐防疫物资的通知
gybqfywz | 关于备齐防疫物资的通知
通社告〔2020〕5号 | 关于备齐防疫物资的通知
通社告2020 5号 | 关于备齐防疫物资的通知
通社告(2020)5号 | 关于备齐防疫物资的通知
关于备其防疫物资的通知 | 关于备齐防疫物资的通知 ~
错峰用餐 | 关于食堂分餐、错峰用餐的通知
食堂分餐错峰用餐 | 关于食堂分餐、错峰用餐的通知
食堂 错峰 | 关于食堂分餐、错峰用餐的通知
錯峰用餐 | 关于食堂分餐、错峰用餐的通知
关于食堂分餐错峰用餐的通之 | 关于食堂分餐、错峰用餐的通知 ~
监测点 | 关于设置健康监测点的公告
健康監測點 | 关于设置健康监测点的公告
办公时间 | 关于应急期间办公时间的通知
辦公時間 | 关于应急期间办公时间的通知
燃气 | 关于检查餐饮场所燃气安全的通知
燃氣安全 | 关于检查餐饮场所燃气安全的通知
燃气 餐饮 | 关于检查餐饮场所燃气安全的通知
软管 | 致餐饮店的一封信：厨房里的那根软管
厨房 软管 | 致餐饮店的一封信：厨房里的那根软管
軟管 | 致餐饮店的一封信：厨房里的那根软管
租金 | 承租国有用房减免租金
减免租金 | 承租国有用房减免租金
減免租金 | 承租国有用房减免租金
社会保险 缓缴 | 社会保险费缓缴
緩繳 | 社会保险费缓缴
个人信息 | 个人信息保护说明
個人信息 | 个人信息保护说明
要不要隔离 | 从外地来，要不要隔离
要不要隔離 | 从外地来，要不要隔离
外地来 隔离 | 从外地来，要不要隔离
常见问题 | 常见问题
常見問題 | 常见问题
cjwt | 常见问题
怎样登记 | 怎样登记和申请
报告错误 | 报告错误
報告錯誤 | 报告错误
无障碍 | 无障碍说明
粮油店 | 示例粮油店
糧油 | 示例粮油店
农贸市场 | 示例农贸市场
便民药店 | 示例便民药店
前头社区 | 前头社区
前頭社區 | 前头社区
前头 | 前头社区
qtsq | 前头社区
Qiantou | Qiantou
Rent relief | Rent relief for tenants of state-owned premises
rent RELIEF tenants | Rent relief for tenants of state-owned premises
gas safety | Gas safety of restaurants: a check at every door
monitoring point | Health monitoring points at both entrances of the urban village take temperatures
台风 | 台风过后，致各位店主的一封信
颱風 | 台风过后，致各位店主的一封信
娱乐场所 | 文化体育娱乐场所暂缓开放
娛樂場所 | 文化体育娱乐场所暂缓开放
体育 暂缓 | 文化体育娱乐场所暂缓开放
红白喜事 | 红白喜事缓办，元宵不聚餐
紅白喜事 | 红白喜事缓办，元宵不聚餐
元宵 喜事 | 红白喜事缓办，元宵不聚餐
红白喜是缓办，元宵不聚餐 | 红白喜事缓办，元宵不聚餐 ~
生活超市 | 示例生活超市
超市 生活 | 示例生活超市
slshcs | 示例生活超市
shenghuo chaoshi | 示例生活超市
便利店 | 示例便利店
bianlidian | 示例便利店
鲜菜 | 示例鲜菜摊位
鮮菜攤位 | 示例鲜菜摊位
摊位 鲜菜 | 示例鲜菜摊位
示例鲜才摊位 | 示例鲜菜摊位 ~
便民藥店 | 示例便民药店
药店 便民 | 示例便民药店
示例便名药店 | 示例便民药店 ~
農貿市場 | 示例农贸市场
市场 农贸 | 示例农贸市场
社會保險費 | 社会保险费缓缴
保险费 缓缴 | 社会保险费缓缴
shehui baoxian | 社会保险费缓缴
社会保险费缓交 | 社会保险费缓缴 ~
國有用房 | 承租国有用房减免租金
首批 口罩 | 首批开工口罩平价供应
颱風過後 店主 | 台风过后，致各位店主的一封信
来丰泽的朋友 | 致来丰泽的朋友的一封信
來豐澤的朋友 | 致来丰泽的朋友的一封信
商鋪和個體工商戶 | 致商铺和个体工商户的一封信
轄區各企業 | 致辖区各企业的一封信
網上申請開工 | 关于网上申请开工的通知
gywssqkg | 关于网上申请开工的通知
当日事 | 关于当日事当日清的公告
當日事當日清 | 关于当日事当日清的公告
返崗 外地 | 关于外地返岗人员及时报告的通知
開工名單公示 | 关于开工名单公示的说明
優先、有序、暫緩 | 关于优先、有序、暂缓三类的说明
有序 优先 暂缓 | 关于优先、有序、暂缓三类的说明
入口測溫 | 关于入口测温和登记的通知
恢復營業 | 关于台风过后恢复营业的通知
幫扶企業 | 帮扶企业政策汇总
突发情况 园区 | 园区突发情况联合预案（示例）
园区突发情况联合预案(示例) | 园区突发情况联合预案（示例）
商场疫情应急处置联合办法(示例) | 商场疫情应急处置联合办法（示例）
qt3333c3 | 示例鑫旺面馆
QT 3333J3 | 示例箱包厂二分厂
3333f3 | 示例重庆火锅店
QT－3333H3 | 示例大药房前头店
重庆　火锅　店 | 示例重庆火锅店
示例【丰泽】贸易 | 示例（丰泽）贸易有限公司
通海社區 | 通海社区
nanpu | Nanpu
城中村 监测点 | 城中村两个路口设健康监测点，进出测温
示例街 前头 | 前头社区
how to apply online | How to apply online to open again
mall emergency joint | Joint emergency procedure for the mall (sample)
Two pairs of eyes | Two pairs of eyes: one writes, another reads before it is public
大洋彼岸 |
没有这一家 |
zzzz |
% |
_ |
" |
'; DROP TABLE entry; -- |
。 |
NEAR AND | Coming from elsewhere: who must stay in
"""


@dataclass(frozen=True)
class Search:
    typed: str
    first: str
    is_near: bool


def _rows() -> list[Search]:
    found = []
    for line in TABLE.strip("\n").split("\n"):
        typed, _bar, says = line.rpartition("|")
        found.append(
            Search(typed[:-1], says.replace(NEAR, "").strip(), says.endswith(NEAR))
        )
    return found


SEARCHES = _rows()

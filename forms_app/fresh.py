"""A fresh office folder: what `run.py --new` lays out, to be made one's own by editing."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.launcher import NAME, write_launcher
from forms_app.base.profile import FILE
from forms_app.base.settings import FILE as SETTINGS_FILE

RESTED_ON = ("office-hours", "list-explained")  # notices that the rules rest on
OFFICE = """# 这个文件说明是哪一个办公室：名称、颜色、本地的地名、用哪些功能。
# 改好保存，每一页都会跟着变。
# name 是页头的名称，of 写在它旁边（例如哪个街道）；_en 是英文页上的。
name = "社区告示"
name_en = "Community Notice Board"
of = ""
of_en = ""
# accent：vermilion 朱红 | indigo 靛蓝 | pine 松绿 | plum 梅紫。
accent = "vermilion"
# places：本地的地名，从大到小，例如 ["某某省", "某某市", "某某区"]。找重复登记时不看这些字。
places = []
# timezone：这里的钟点。改了以后，写下的时刻不会变，只是按新的钟点显示。
timezone = "Asia/Shanghai"
# features：要用的功能；不写这一项就是全部。关掉的功能，资料、保存期限和备份都还在，只是不再显示。
"""

SETTINGS = """# 这个办公室在这台机器上的设置。去掉行首的 # 就生效；改好后重启服务。
# 环境变量（例如 KAIGONG_PORT）比这里优先；每一项现在是什么、写在哪里：kaigong settings
# 这里不写口令：口令放在只有服务能读的文件里，这里只写那个文件。

# public_url = "https://kaigong.example.org"   # 大家输入的地址
# trusted_proxies = 1                           # 前面有一个 nginx 就写 1
# host = "127.0.0.1"
# port = 8000
# workers = 2
# database_file = "/etc/kaigong/database-url"   # 文件里是 postgresql://…；不写就用 SQLite
# passphrase_file = "/etc/kaigong/passphrase"   # 备份的口令
# metrics_token_file = "/etc/kaigong/metrics-token"
# robot_hosts = ["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"]
"""


COMMUNITY = """Title: 示例社区（请改名）
Title-en: Sample Community (rename it)
Slug: shequ
Code: 990101001001
Prefix: SQ
Street: 示例街道（请改名）
Street-code: 990101001
Office: 示例社区居民委员会（请改名）
Phone: 010-0000 0000
Squad-1: shequ-squad-1 | 第一小分队 | 社区网格员 | 010-0000 0000
Grid-1: shequ-1 | 第一网格 | 社区网格员 | 010-0000 0000 | shequ-squad-1

请把这一行换成对社区的介绍，一两句话。
"""


class CannotLayOut(Exception):
    """What is wrong and what to do; exit code 2."""


def lay_out(folder: Path) -> None:
    """A fresh office: help, rules and policies, one community to rename, no enterprise
    yet.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotLayOut(f"{folder} is not empty. Choose a new folder.")
    source = PROJECT / "content"
    content = folder / "content"
    (content / FILE).parent.mkdir(parents=True)
    (content / FILE).write_text(OFFICE, encoding="utf-8")
    for name in ("help", "rules", "policies"):
        shutil.copytree(source / name, content / name)
    shutil.copytree(
        source / "notices",
        content / "notices",
        ignore=lambda _d, names: [n for n in names if not n.startswith(RESTED_ON)],
    )
    for name in ("communities", "letters", "plans", "measures", "shops", "enterprises"):
        (content / name).mkdir()
    (content / "communities" / "shequ.md").write_text(COMMUNITY, encoding="utf-8")
    for path in (content / "rules").glob("isolation-*.toml"):
        # The sample's rows for its other communities would be faults here; without them
        # the rule says ask.
        head, *rows = path.read_text(encoding="utf-8").split("[[rows]]")
        kept = [row for row in rows if "\ncommunities = " not in row]
        path.write_text("[[rows]]".join([head, *kept]), encoding="utf-8")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    write_launcher(folder)
    program = shlex.quote(str(folder / NAME))
    print(
        f"A fresh office lies in {folder}.\n"
        f"1. Rename {content}/communities/shequ.md to your community and put your "
        "names, codes and phones into it.\n"
        f"2. Look through {content}/rules and {content}/policies.\n"
        f"3. Say in {folder}/{SETTINGS_FILE} how people reach it.\n"
        f"4. Run it: {program} run\n"
        f"5. Open an account: {program} staff add office --role admin"
    )

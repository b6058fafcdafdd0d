"""No office is compiled in: code, theme and scripts hold no name or place of the sample."""

from __future__ import annotations

import re
import subprocess

from tests.conftest import PROJECT

OF_THE_SAMPLE = re.compile(
    r"丰泽|泉州|福建|华大街道|城东街道|fengze|quanzhou|fujian|qiantou|前头社区|0595"
    r"|resumption-2020",
    re.IGNORECASE,
)
WHERE = ("forms_app", "theme", "scripts", "pelicanconf.py")
SAMPLE = "forms_app/sample/"  # the demo is made of the sample's own words


def test_no_code_holds_a_name_or_a_place_of_the_sample() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *WHERE], cwd=PROJECT, capture_output=True, check=True
    )
    walked = 0
    found: list[str] = []
    for name in listed.stdout.decode().split("\0")[:-1]:
        path = PROJECT / name
        if name.startswith(SAMPLE) or not path.exists():
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        walked += 1
        found += [
            f"{name}:{number}"
            for number, line in enumerate(lines, 1)
            if OF_THE_SAMPLE.search(line)
        ]
    assert found == []
    assert walked > 600

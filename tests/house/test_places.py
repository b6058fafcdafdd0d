"""No office is compiled in: code, theme and scripts hold no name or place of the sample, and no place's time zone."""

from __future__ import annotations

import re
import subprocess

from tests.conftest import PROJECT

OF_THE_SAMPLE = re.compile(
    r"丰泽|泉州|福建|华大街道|城东街道|fengze|quanzhou|fujian|qiantou|前头社区|0595"
    r"|resumption-2020",
    re.IGNORECASE,
)
A_ZONE = re.compile(r"\b(?:Asia|Europe|Africa|America|Australia)/[A-Z]")
WHERE = ("forms_app", "theme", "scripts", "pelicanconf.py")
SAMPLE = "forms_app/sample/"  # the demo is made of the sample's own words


def holding(words: re.Pattern[str]) -> list[str]:
    """The files that hold such words, once for each line."""
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
        found += [name for line in lines if words.search(line)]
    assert walked > 600
    return found


def test_no_code_holds_a_name_or_a_place_of_the_sample() -> None:
    assert holding(OF_THE_SAMPLE) == []


def test_the_clock_of_a_place_is_only_what_an_office_is_given_that_names_none() -> None:
    assert set(holding(A_ZONE)) == {
        "forms_app/base/profile.py",
        "forms_app/fresh/office/content/office.toml",
    }

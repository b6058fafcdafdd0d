"""The office file: an office is named, coloured and cut to size by content alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import names
from forms_app.base.notions.firm_name import name_key
from forms_app.base.profile import (
    ACCENTS,
    FILE,
    KEYS,
    OFFICE,
    Profile,
    profile_in,
)
from forms_app.base.second_eyes import SecondEyes
from forms_app.base.security_contact import SecurityContact
from forms_app.features import FEATURES
from forms_app.permits.enterprises.rules import address_key
from forms_app.publishing.intake.accept import Acceptance
from tests.conftest import NOW, PROJECT

NAMES = [feature.name for feature in FEATURES]
BESIDE = Beside(features=NAMES, campaigns=["resumption-2020"], areas=["qiantou"])
WHOLE = """# 望潮
name = "望潮社区告示"
name_en = "Wangchao Notice Board"
of = "潮声街道"
of_en = "Chaosheng street"
accent = "indigo"
places = ["示例省", "临波市"]
features = ["visits", "feedback"]
campaign = "resumption-2020"
timezone = "Asia/Shanghai"
licence = "CC BY 4.0"
second_eyes = { approvals = ["qiantou"], documents = ["all"] }
security = { contact = "mailto:safe@example.org", until = 2027-06-30 }
"""


def faults(text: str) -> list:
    _profile, written = OFFICE.read(text.encode(), FILE, BESIDE)
    return written.faults


@pytest.mark.parametrize(
    "said, meant",
    [
        ('approvall = ["all"]', 'approvals = ["all"]'),
        ('approvals = ["qiantoo"]', 'approvals = ["qiantou"]'),
        ('approvals = ["全部"]', 'approvals = ["all"]'),
        ('documents = ["通知"]', 'documents = ["notices"]'),
        ("documents = true", ""),
    ],
)
def test_second_eyes_are_judged_key_by_key(said, meant) -> None:
    text = WHOLE.partition("second_eyes")[0] + f"[second_eyes]\n{said}\n"
    (fault,) = faults(text)
    assert fault.line == len(text.splitlines())
    assert fault.corrected == meant


@pytest.mark.parametrize(
    "said, meant",
    [
        ('contakt = "mailto:a@example.org"\nuntil = 2027-01-01', "contact = "),
        ('contact = "a@example.org"\nuntil = 2027-01-01', ""),
        ('contact = "mailto:a@example.org"\nuntil = "soon"', ""),
        ('contact = "mailto:a@example.org"', ""),
    ],
)
def test_a_security_contact_is_judged_key_by_key(said, meant) -> None:
    text = WHOLE.partition("second_eyes")[0] + f"[security]\n{said}\n"
    found = faults(text)
    assert found and all(
        fault.line >= len(WHOLE.partition("second_eyes")[0].splitlines())
        for fault in found
    )
    assert meant in "".join(fault.corrected for fault in found)


def write(office, text: str) -> None:
    """Save the office file, and let it be accepted."""
    (office.content / FILE).write_text(text, encoding="utf-8")
    Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)


def test_a_whole_file_says_what_it_says() -> None:
    profile, written = OFFICE.read(WHOLE.encode(), FILE, BESIDE)
    assert written.faults == []
    assert profile == Profile(
        "望潮社区告示",
        "Wangchao Notice Board",
        "潮声街道",
        "Chaosheng street",
        "indigo",
        ("示例省", "临波市"),
        ("visits", "feedback"),
        "resumption-2020",
        "Asia/Shanghai",
        SecondEyes(frozenset({"qiantou"}), frozenset({"all"})),
        SecurityContact("mailto:safe@example.org", date(2027, 6, 30)),
        "CC BY 4.0",
    )
    assert {line.partition(" ")[0] for line in WHOLE.splitlines()[1:]} == set(
        names(KEYS)
    )


@pytest.mark.parametrize("key", names(KEYS))
def test_a_misspelt_key_is_told_with_its_line_and_the_right_word(key) -> None:
    misspelt = key[:-1] + "zz"
    (fault, *_rest) = [
        fault
        for fault in faults(WHOLE.replace(f"\n{key} =", f"\n{misspelt} ="))
        if fault.line
    ]
    assert (
        fault.line
        == WHOLE.splitlines().index(
            next(line for line in WHOLE.splitlines() if line.startswith(f"{key} ="))
        )
        + 1
    )
    assert misspelt in fault.message and key in fault.allowed_message


@pytest.mark.parametrize("key", names(KEYS))
def test_a_value_of_the_wrong_kind_is_told_with_its_line(key) -> None:
    wrong = re.sub(rf"(?m)^{key} = .*$", f"{key} = 7", WHOLE)
    (fault,) = faults(wrong)
    assert fault.source == f"{key} = 7"


def test_a_word_that_is_none_is_told_with_the_nearest() -> None:
    (accent,) = faults(WHOLE.replace("indigo", "indgo"))
    assert accent.corrected == 'accent = "indigo"'
    (feature,) = faults(WHOLE.replace('"visits"', '"visit"'))
    assert '"visits"' in feature.corrected
    (zone,) = faults(WHOLE.replace("Asia/Shanghai", "Asia/Shangai"))
    assert zone.corrected == 'timezone = "Asia/Shanghai"'


def test_a_name_is_needed_and_fits_the_masthead() -> None:
    (fault,) = faults(WHOLE.replace('name = "望潮社区告示"', 'name = ""'))
    assert "name" in fault.message
    (fault,) = faults(WHOLE.replace("望潮社区告示", "望" * 41))
    assert "太长" in fault.message


def test_a_faulty_file_keeps_the_last_good_one_in_force(office) -> None:
    write(office, WHOLE)
    write(office, WHOLE.replace("indigo", "gold"))
    assert profile_in(office.accepted).accent == "indigo"
    assert "gold" in (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    (office.content / FILE).unlink()
    write_faults = Acceptance(office.content, office.accepted, office.data)
    write_faults.run(NOW.date(), NOW)
    assert profile_in(office.accepted).name == "望潮社区告示"
    assert FILE in (office.content / "FAULTS.txt").read_text(encoding="utf-8")


def test_every_page_of_the_app_has_the_name_and_the_accent(office, client) -> None:
    write(office, WHOLE)
    page = client.get("/app/register/who/?lang=zh-Hans").get_data(as_text=True)
    assert "望潮社区告示" in page and "潮声街道" in page
    assert 'data-accent="indigo"' in page
    page = client.get("/app/register/who/?lang=en").get_data(as_text=True)
    assert "Wangchao Notice Board" in page and "望潮社区告示" not in page


def test_a_feature_that_is_off_has_no_pages_and_no_way_to_them(office, staff) -> None:
    write(office, WHOLE)
    client = staff("office", ("qiantou",))
    assert client.get("/app/staff/meetings/").status_code == 404
    assert client.get("/app/staff/lists/meetings/").status_code == 404
    assert client.get("/app/staff/lists/visits/").status_code == 200
    desk = client.get("/app/staff/").get_data(as_text=True)
    assert "碰头会" not in desk and "走访" in desk


def test_what_is_local_is_what_the_office_says() -> None:
    places = Profile(places=("示例省", "临波市", "海风区")).place_words
    assert places == ("临波市", "海风区", "示例省", "临波", "海风", "示例")
    one = name_key("临波市海风小厨", places)
    assert one == name_key("小厨", places)
    assert name_key("泉水小厨", places) != one
    assert address_key("示例省临波市海风区 1 号", places) == address_key("1号", places)


@pytest.mark.parametrize("accent", ACCENTS)
def test_each_accent_can_be_read_on_paper_and_under_white(accent) -> None:
    css = (PROJECT / "theme/static/css/style.css").read_text(encoding="utf-8")
    rule = ":root" if accent == next(iter(ACCENTS)) else f"[data-accent={accent}]"
    colours = re.findall(
        re.escape(rule) + r"\{[^}]*?--red:(#[0-9a-f]{6})", css, re.DOTALL
    )
    light, dark = colours
    assert contrast(light, "#fbfaf7") >= 7
    assert contrast(light, "#ffffff") >= 7
    assert contrast(dark, "#ffffff") >= 4.5


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 computes it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Questions of a check at the door, as content: added to the check list of a campaign."""

from __future__ import annotations

from pathlib import Path

QUESTIONS = """
[[questions]]
id = "burners"
kind = "count"
text = "有几个灶"
text_en = "How many burners are there?"
label = "灶"
label_en = "Burners"
least = 1
most = 40
[[questions]]
id = "fuel"
kind = "pick"
text = "用什么烧"
text_en = "What is it cooked on?"
answers = ["gas", "power"]
labels = ["煤气", "电"]
labels_en = ["Gas", "Electricity"]
flag = ["gas"]
[[questions]]
id = "valve"
kind = "line"
text = "总阀在哪里"
text_en = "Where is the main valve?"
when = ["fuel = gas"]
[[questions]]
id = "tested-on"
kind = "date"
text = "哪天试过"
text_en = "On which day was it tried?"
required = false
most = 0
[[questions]]
id = "more"
kind = "words"
text = "还看到什么"
text_en = "What else was seen?"
required = false
"""
ANSWERS = {"burners": "3", "fuel": "gas", "valve": "门后面", "more": "=1+1 金丝雀"}


def add_questions(folder: Path, text: str = QUESTIONS) -> None:
    """To the check list of a campaign, by its folder."""
    path = folder / "site-check.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def answers(campaign: str = "", **changed: str) -> dict[str, str]:
    """Answers to them as a page sends them. `campaign`: where it is not the leading one."""
    before = f"ask@{campaign}-" if campaign else "ask-"
    return {before + name: value for name, value in {**ANSWERS, **changed}.items()}

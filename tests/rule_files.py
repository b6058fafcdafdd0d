"""Where the rule files of an office lie: those of the office, and those of the campaign that it leads with."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import PROJECT

CAMPAIGN = "resumption-2020"  # of the sample
DECISIONS = f"campaigns/{CAMPAIGN}/enterprises"  # the folder of what is decided in it


def rule_path(content: Path, name: str) -> Path:
    """The path of a rule file, in the campaign where it has its own."""
    own = content / "campaigns" / CAMPAIGN / name
    return own if own.exists() else content / "rules" / name


def relative(name: str) -> str:
    """The same in the sample, as faults tell it."""
    content = PROJECT / "content"
    return rule_path(content, name).relative_to(content).as_posix()


def every_rule_path(content: Path) -> list[Path]:
    """Of the office and of all campaigns."""
    return [*content.glob("rules/*.toml"), *content.glob("campaigns/*/*.toml")]

"""Whose rules are whose: each feature that has rule files judges their rows, before they are accepted."""

from __future__ import annotations

from forms_app.contentfile.rows import Judged
from forms_app.feedback import files as feedback
from forms_app.health_rules import files as health_rules
from forms_app.retention import files as retention
from forms_app.supplies import files as supplies
from forms_app.visits import files as visits

JUDGES = (feedback, health_rules, retention, supplies, visits)


def has_faults(judged: Judged) -> bool:
    """Whether its feature found a fault in a rule file; `judged` has them then."""
    return any(feature.faults_of(judged) for feature in JUDGES)

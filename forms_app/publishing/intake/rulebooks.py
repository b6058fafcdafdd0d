"""Whose rules are whose: each feature that has rule files judges their rows, before
they are accepted.
"""

from __future__ import annotations

from forms_app.base.contentfile.rows import Judged
from forms_app.ledger.feedback import content as feedback
from forms_app.ledger.supplies import content as supplies
from forms_app.ledger.visits import content as visits
from forms_app.office.retention import content as retention
from forms_app.people.health_rules import content as health_rules

JUDGES = (feedback, health_rules, retention, supplies, visits)


def has_faults(judged: Judged) -> bool:
    """Whether its feature found a fault in a rule file; `judged` has them then."""
    return any(feature.faults_of(judged) for feature in JUDGES)

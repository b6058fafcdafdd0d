"""The code on the wall of a session: it holds a few minutes and is kept nowhere."""

from __future__ import annotations

import hmac
from datetime import datetime

from forms_app.base.keys import keyring
from forms_app.ledger.training.models import Training
from forms_app.ledger.training.rules import slices


def code_at(training: Training, now: datetime) -> str:
    return _code(training, slices(now)[0])


def is_code(training: Training, given: str, now: datetime) -> bool:
    return any(
        hmac.compare_digest(_code(training, number).encode(), given[:40].encode())
        for number in slices(now)
    )


def _code(training: Training, number: int) -> str:
    return keyring().digest("access", training.part, str(number))[:16]

"""What tests of inspections share."""

from __future__ import annotations

import pytest

from tests.inspections import begin_inspection


@pytest.fixture
def gas(office, publish):
    """An inspection of shops that is running."""
    folder = begin_inspection(office)
    publish()
    return folder

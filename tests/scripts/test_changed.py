"""`scripts/test.py --changed`: which tests a change can reach."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import PROJECT

sys.path.insert(0, str(PROJECT / "scripts"))
from _changed import ALWAYS, EVERYTHING, reached


@pytest.fixture
def project(tmp_path):
    """A project of three modules: lists uses paging, visits uses lists at night."""
    files = {
        "forms_app/base/paging.py": "",
        "forms_app/ledger/lists/views.py": "from forms_app.base import paging",
        "forms_app/ledger/visits/operations.py": (
            "def nightly():\n    from forms_app.ledger.lists.views import page"
        ),
        "forms_app/ledger/visits/templates/visits/one.html": "",
        "tests/base/test_paging.py": "from forms_app.base.paging import turn",
        "tests/base/test_clock.py": "",
        "tests/ledger/lists/test_lists.py": "import forms_app.ledger.lists.views",
        "tests/ledger/visits/test_plan.py": "import forms_app.ledger.visits.operations",
        "tests/ledger/visits/test_words.py": "",
        "tests/house/test_house.py": "",
        "tests/base/test_catalogue.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def beside(found):
    return set(found) - set(ALWAYS)


def test_a_change_reaches_what_imports_it_however_far(project) -> None:
    assert beside(reached(["forms_app/ledger/lists/views.py"], project)) == {
        "tests/ledger/lists",
        "tests/ledger/visits/test_plan.py",
    }


def test_a_template_reaches_the_tests_of_its_room(project) -> None:
    template = "forms_app/ledger/visits/templates/visits/one.html"
    assert beside(reached([template], project)) == {"tests/ledger/visits"}


def test_a_test_reaches_itself_and_nothing_reaches_the_house_rules_alone(
    project,
) -> None:
    assert beside(reached(["tests/ledger/visits/test_words.py"], project)) == {
        "tests/ledger/visits/test_words.py"
    }
    assert set(reached([], project)) == set(ALWAYS)


@pytest.mark.parametrize("path", EVERYTHING)
def test_what_everything_is_made_from_reaches_everything(project, path) -> None:
    assert (PROJECT / path).exists()
    assert reached([path], project) is None

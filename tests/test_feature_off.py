"""Each feature that an office may do without, taken away alone: what is left works, and nothing leads to what is gone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from forms_app import create_app
from forms_app.base.config import Config
from forms_app.base.feature import Feature, switched_on
from forms_app.base.office import Office
from forms_app.features import FEATURES
from tests import once
from tests.browser.demo import signed_in
from tests.browser.test_every_page import ROLES, endpoint, pages
from tests.without import failed, left, make

OPTIONAL = [feature for feature in FEATURES if not feature.stays]
# The two that most pages of others lead to; the others are walked with --long.
LED_TO_MOST = {"isolation", "visits"}
EACH = [
    pytest.param(
        one, id=one.name, marks=[pytest.mark.long] * (one.name not in LED_TO_MOST)
    )
    for one in OPTIONAL
]
pytestmark = pytest.mark.same_on_both


@pytest.fixture(scope="module")
def opened(demo_office) -> Iterator[Office]:
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(demo_office)}))
    yield office
    office.database.close()


def without(feature: Feature) -> tuple[Feature, ...]:
    """All features but this one and those that need it."""
    chosen = tuple(one.name for one in FEATURES if one is not feature)
    on = switched_on(FEATURES, chosen)
    return tuple(one for one in FEATURES if one.name in on)


@pytest.mark.walk
@pytest.mark.parametrize("feature", EACH)
def test_no_page_of_the_others_fails_or_leads_nowhere(opened, feature) -> None:
    others = without(feature)
    app = create_app(opened, others)
    app.config.update(TESTING=True)
    app.jinja_env.bytecode_cache = once.TEMPLATES
    gone = {one.name for one in FEATURES} - {one.name for one in others}
    for role in ("office", "enterprise", "visitor"):
        adapter = app.url_map.bind("localhost")
        starts = [one for one in ROLES[role] if endpoint(adapter, one)]
        found = pages(app, signed_in(app, role), starts, of_each=1)
        assert len(found) > 3
        assert not {name for name in found if name.partition(".")[0] in gone}


@pytest.mark.long
@pytest.mark.parametrize("feature", OPTIONAL, ids=lambda one: one.name)
def test_the_tests_of_the_others_pass_without_the_line_of_one(
    tmp_path, feature
) -> None:
    """In a copy of the project, for hours: one at a time by `-k`."""
    on = {one.name for one in without(feature)}
    gone = [one for one in FEATURES if one.name not in on]
    make(tmp_path, gone)
    command = [sys.executable, "-m", "pytest", "-q", "--database", "sqlite"]
    done = subprocess.run(
        [*command, *left(gone)], cwd=tmp_path, capture_output=True, text=True
    )
    assert failed(done.stdout) == []
    assert done.returncode == 0, done.stdout[-4000:]

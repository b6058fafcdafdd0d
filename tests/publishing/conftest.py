"""Publishing: each office has published the sample once, as every morning after the
first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.base import fence, logs
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import TestClock


@pytest.fixture(scope="session")
def laid_out(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a release of the sample in its site."""
    folder = tmp_path_factory.mktemp("published") / "office"
    shutil.copytree(laid_out, folder)
    config = Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""})
    office = replace(Office.open(config), clock=TestClock())
    Publisher(office, logs.configure()).cycle("start")
    office.database.close()
    return folder


@pytest.fixture
def other(office: Office, tmp_path: Path, database_url: str) -> Iterator[Office]:
    """A second host of the same office."""
    folder = tmp_path / "other"
    shutil.copytree(office.config.office, folder)
    given = {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": database_url}
    opened = replace(Office.open(Config.from_environ(given)), clock=TestClock())
    yield opened
    fence.leave()
    opened.database.close()

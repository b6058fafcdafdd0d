"""Publishing: each office has published the sample once, as every morning after the
first."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.base import logs
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

"""Two hosts of one office, the two servers of its database and its object store, each in a network of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from forms_app.base import db
from forms_app.base.config import Config
from tests import s3
from tests.cluster import Cluster, cluster
from tests.namespaces import Network, NoNamespaces, network
from tests.postgres import NoPostgres
from tests.s3 import SECRET
from tests.storm import Place

FIRST = "first"
SECOND = "second"
PRIMARY = "primary"
STANDBY = "standby"
HOSTS = (FIRST, SECOND)
STORE = "store"


@pytest.fixture
def net() -> Iterator[Network]:
    try:
        with network(*HOSTS, PRIMARY, STANDBY, STORE) as made:
            yield made
    except NoNamespaces as missing:
        pytest.skip(str(missing))


@pytest.fixture
def servers(net: Network) -> Iterator[Cluster]:
    try:
        with cluster(places(net, (PRIMARY, STANDBY))) as made:
            yield made
    except NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, servers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> str:
    url = servers.address("postgres")
    monkeypatch.setenv("DATABASE_URL", url)
    told = {"KAIGONG_OFFICE": "/", "DATABASE_URL": url}
    db.migrate(Config.from_environ(told).database_url)
    return url


@pytest.fixture
def shared(net: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What both hosts are set to."""
    part = net[STORE]
    try:
        with s3.server(part.address, part.inside) as store:
            bucket = store.bucket()
            settings = {
                "KAIGONG_OBJECTS": f"s3://{bucket.name}/objects",
                "KAIGONG_OBJECTS_ENDPOINT": bucket.endpoint,
                "KAIGONG_OBJECTS_SECRET": SECRET,
                "KAIGONG_PUBLIC_URL": "http://127.0.0.1:8000",  # of what is before them
                "KAIGONG_ALLOW_HTTP": "1",
            }
            for name, value in settings.items():
                monkeypatch.setenv(name, value)
            yield settings
    except s3.NoServer as missing:
        pytest.skip(str(missing))


def places(net: Network, names: Sequence[str] = HOSTS) -> list[Place]:
    """Where the hosts run, or those that are named."""
    return [Place(net[name].address, net[name].inside) for name in names]

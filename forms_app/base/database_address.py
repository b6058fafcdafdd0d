"""The address of a PostgreSQL database, as libpq and as SQLAlchemy write it: libpq's may name
several servers, of which the one that takes writes is meant.
"""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import URL, make_url

SCHEME = "postgresql+psycopg://"
ATTRIBUTE = "target_session_attrs"
# Of several servers all but one are standbys, which take nothing.
TAKES_WRITES = "read-write"
PORT = "5432"


def for_sqlalchemy(url: str) -> str:
    """`postgresql://user@a:5432,b:5432/name` or `…@/name?host=a,b&port=5432`, with a host
    and a port for each server.

    Raises:
        ValueError: there are more ports than servers, or fewer.
    """
    read = make_url(_with_hosts_in_the_query(SCHEME + url.partition("://")[2]))
    hosts, ports = servers(read)
    is_understood = isinstance(read.query.get("host"), tuple)  # ?host=a:1&host=b:2
    if len(hosts) < 2 or is_understood:
        return url
    ports = ports or [PORT]
    if len(ports) == 1:
        ports *= len(hosts)
    if len(ports) != len(hosts):
        raise ValueError(f"{len(ports)} ports for {len(hosts)} servers")
    named = {"host": ",".join(hosts), "port": ",".join(ports)}
    query = {ATTRIBUTE: TAKES_WRITES, **read.query, **named}
    return read.set(host=None, query=query).render_as_string(hide_password=False)


def servers(url: URL) -> tuple[list[str], list[str]]:
    """The hosts and the ports that an address names."""
    hosts = url.query.get("host", url.host or "")
    ports = url.query.get("port", str(url.port or ""))
    return _listed(hosts), _listed(ports)


def shown(url: str) -> str:
    """For people: where it is, without the password and what else is said of it."""
    read = make_url(url)
    where = {name: read.query[name] for name in ("host", "port") if name in read.query}
    said = read.set(password=None, query=where).render_as_string()
    return said.replace("%2C", ",")


def _listed(said: str | tuple[str, ...]) -> list[str]:
    words = said.split(",") if isinstance(said, str) else list(said)
    return [word for word in words if word]


def _with_hosts_in_the_query(url: str) -> str:
    """SQLAlchemy reads only one host and port before the name of the database."""
    head, _mark, query = url.removeprefix(SCHEME).partition("?")
    account, at, place = head.rpartition("@")
    named, _slash, name = place.partition("/")
    if "," not in named:
        return url
    pairs = [_host_and_port(one) for one in named.split(",")]
    hosts = quote(",".join(host for host, _port in pairs), safe=",:")
    ports = ",".join(port or PORT for _host, port in pairs)
    said = f"{query}{'&' if query else ''}host={hosts}&port={ports}"
    return f"{SCHEME}{account}{at}/{name}?{said}"


def _host_and_port(said: str) -> tuple[str, str]:
    if said.startswith("["):  # IPv6
        host, _bracket, rest = said[1:].partition("]")
        return host, rest.removeprefix(":")
    host, _colon, port = said.partition(":")
    return host, port

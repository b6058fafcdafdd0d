"""The configuration in the operator's manual, as it stands there: a real nginx serves the released site with it."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest

from forms_app.publishing.release.headers import security_headers
from tests.conftest import PROJECT
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.supervised import free_port

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx here"
    ),
    pytest.mark.same_on_both(reason="about files, not about the database"),
]
MANUAL = PROJECT / "content" / "help" / "operator.md"


def printed() -> str:
    """The configuration in the manual: the server that redirects, and the one that serves."""
    servers = re.findall(
        r"(?ms)^    server \{$.*?^    \}$", MANUAL.read_text(encoding="utf-8")
    )
    assert len(servers) == 2, f"{MANUAL} has no two servers"
    return textwrap.dedent("\n".join(servers))


@dataclass(frozen=True)
class Nginx:
    """The address at which it serves, and the port at which it redirects."""

    address: str
    plain: int

    def __str__(self) -> str:
        return self.address


@pytest.fixture
def nginx(office, publish, tmp_path) -> Iterator[Nginx]:
    """An nginx that serves; only port, certificate and folder are put in."""
    put(office, GOOD)
    publish()
    key = tmp_path / "key"
    certificate = tmp_path / "certificate"
    port = free_port()
    plain = free_port()
    words = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    subprocess.run(
        ["openssl", *words, "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    server = printed()
    for here, there in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("/etc/ssl/kaigong.pem", str(certificate)),
        ("/etc/ssl/kaigong.key", str(key)),
        ("/srv/office", str(office.config.office)),
    ):
        assert here in server
        server = server.replace(here, there)
    tmp_path.chmod(0o755)
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off;\nuser root;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{server}\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", str(config), "-p", str(tmp_path)])
    try:
        deadline = time.monotonic() + 10
        while True:
            try:
                ask(f"https://127.0.0.1:{port}/")
                break
            except OSError:
                assert time.monotonic() < deadline and process.poll() is None, (
                    tmp_path / "error.log"
                ).read_text()
                time.sleep(0.05)
        yield Nginx(f"https://127.0.0.1:{port}", plain)
    finally:
        process.terminate()
        process.wait(10)


def ask(address: str, **headers: str):
    trusting = ssl._create_unverified_context()  # our own certificate of a minute ago
    return urllib.request.urlopen(
        urllib.request.Request(address, headers=headers), timeout=10, context=trusting
    )


def test_nginx_serves_the_site_with_the_configuration_of_the_manual(
    office, nginx
) -> None:
    page = ask(f"{nginx}/enterprises/{REFERENCE}/")
    assert "有效" in page.read().decode()
    for name, value in security_headers(is_https=True):
        assert page.headers.get_all(name) == [value]
    assert page.headers["Cache-Control"] == "no-cache" and page.headers[
        "Content-Type"
    ].startswith("text/html")
    assert (
        ask(f"{nginx}/theme/css/style.css", **{"Accept-Encoding": "gzip"}).headers[
            "Content-Encoding"
        ]
        == "gzip"
    )
    with pytest.raises(urllib.error.HTTPError) as missing:
        ask(f"{nginx}/nothing/")
    assert missing.value.code == 404 and "<nav" in missing.value.read().decode()


def test_nginx_shows_the_next_release_at_once(office, nginx, publish) -> None:
    put(
        office,
        GOOD.replace("approved", "revoked").replace(
            "Pilot", "Reason: 整改不到位\nPilot"
        ),
    )
    publish()
    assert "已撤销" in ask(f"{nginx}/enterprises/{REFERENCE}/").read().decode()


def test_nginx_gives_tables_their_type_and_leads_http_to_https(nginx) -> None:
    table = ask(f"{nginx}/data/enterprises.csv", **{"Accept-Encoding": "gzip"})
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.headers["X-Content-Type-Options"] == "nosniff"
    connection = HTTPConnection("127.0.0.1", nginx.plain)
    connection.request("GET", "/notices/?a=1")
    answer = connection.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == "https://kaigong.example.org/notices/?a=1"

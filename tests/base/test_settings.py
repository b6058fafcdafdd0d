"""settings.toml: environment over file over default, faults by line, and no secret in the clear."""

from __future__ import annotations

import pytest

from forms_app import create_app
from forms_app.base.config import Config, ConfigError

ADDRESS = "postgresql://kaigong:geheim-4711@db.example.org/kaigong"


@pytest.fixture
def settings(tmp_path):
    """Writes settings.toml; gives the environment that names its office."""

    def write(text: str, **environ: str) -> dict[str, str]:
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        return {"KAIGONG_OFFICE": str(tmp_path), **environ}

    return write


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    settings,
) -> None:
    text = 'public_url = "https://a.example.org/"\nport = 8100\nrobot_hosts = ["x.example.org"]\n'
    config = Config.from_environ(settings(text, KAIGONG_PORT="8200"))
    assert config.public_url == "https://a.example.org"
    assert config.port == 8200
    assert config.workers == 2
    assert config.robot_hosts == ("x.example.org",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("woerkers = 4", "settings.toml:2: there is no setting woerkers. Did you mean workers?"),
        ('port = "8000"', "settings.toml:2: write port like this: port = 8000"),
        ("port = 99999", "settings.toml:2: port must be a whole number from 1 to 65535"),
        ("workers =", "cannot be understood"),
        ('public_url = "http://a.example.org"', "settings.toml:2: public_url begins with http://"),
        ('database_variable = "NO_SUCH"', "the variable NO_SUCH"),
        ('database_file = "missing"', "cannot be read"),
        ('database_url = "postgresql:///a"\ndatabase_variable = "B"', "a second time"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line(settings, line, says) -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_environ(settings(f"# of this office\n{line}\n"))
    assert says in str(error.value)


@pytest.mark.parametrize(
    "line",
    [
        f'database_url = "{ADDRESS}"',
        f'databse = "{ADDRESS}"',
        f'# database_url = "{ADDRESS}"',
        'database_url = "postgresql:///kaigong?password=geheim-4711"',
        'metrics_token = "geheim-4711"',
        'passphrase = "geheim-4711"',
    ],
)
def test_a_secret_in_the_clear_is_refused_and_not_repeated(settings, line) -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_environ(settings(line + "\n"))
    assert "_file" in str(error.value)
    assert "geheim" not in str(error.value)


def test_the_database_is_named_by_a_file_that_only_the_service_reads(
    settings, tmp_path
) -> None:
    environ = settings('database_file = "address"\n')
    address = tmp_path / "address"
    address.write_text(ADDRESS + "\n", encoding="utf-8")
    address.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod o="):
        Config.from_environ(environ)
    address.chmod(0o640)
    assert Config.from_environ(environ).database_url.startswith("postgresql+psycopg://")
    environ["DATABASE_URL"] = "postgresql:///other"
    assert Config.from_environ(environ).database_url.endswith("/other")


def test_settings_prints_where_each_value_came_from_and_never_a_secret(
    settings, tmp_path, monkeypatch
) -> None:
    environ = settings(
        'port = 8100\ndatabase_variable = "OURS"\n',
        OURS=ADDRESS,
        KAIGONG_METRICS_TOKEN="geheim-0815",
        KAIGONG_WORKERS="3",
    )
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    printed = create_app().test_cli_runner().invoke(args=["settings"])
    assert printed.exit_code == 0, printed.output
    said = [line.split() for line in printed.output.splitlines()]
    assert ["port", "8100", f"{tmp_path}/settings.toml:1"] in said
    assert ["workers", "3", "KAIGONG_WORKERS"] in said
    assert ["host", "127.0.0.1", "default"] in said
    assert "db.example.org" in printed.output
    assert "geheim" not in printed.output

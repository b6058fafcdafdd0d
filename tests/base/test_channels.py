"""Channels in settings.toml: what the manual shows is taken as it stands, and what is wrong is told by line, without a secret."""

from __future__ import annotations

import re
import tomllib

import pytest

from forms_app.base.channels import Gateway, MailServer
from forms_app.base.config import Config, ConfigError
from tests.scripts.manual import CHINESE, ENGLISH

GATEWAY = """
[channels.sms]
kind = "gateway"
title = "短信"
title_en = "SMS"
url = "https://sms.example.org/send"
body = '{"to": "{to}", "text": "{text}"}'
headers = { Authorization = "Bearer {secret}" }
secret_file = "token"
"""
MAIL = """
[channels.mail]
kind = "smtp"
title = "邮件"
title_en = "E-mail"
host = "mail.example.org"
sender = "office@example.org"
"""


@pytest.fixture
def read(tmp_path):
    """The channels of an office whose settings.toml has this text, and whose file `token` holds a secret."""
    secret = tmp_path / "token"
    secret.write_text("geheim-4711\n")
    secret.chmod(0o600)

    def write(text: str, **environ: str):
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        return Config.from_environ(
            {"KAIGONG_OFFICE": str(tmp_path), **environ}
        ).channels

    return write


def shown(manual) -> str:
    text = manual.read_text(encoding="utf-8")
    return "\n".join(
        block
        for block in re.findall(r"(?ms)^```\n(.*?)^```$", text)
        if "[channels." in block
    )


@pytest.mark.parametrize("manual", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_what_the_manual_shows_is_taken(read, manual) -> None:
    text = re.sub(r'"/etc/kaigong/[\w-]+"', '"token"', shown(manual))
    assert set(tomllib.loads(text)["channels"]) == {"sms", "mail"}
    mail, sms = read(text)
    assert isinstance(mail, MailServer) and isinstance(sms, Gateway)
    assert (mail.port, mail.reaches) == (587, "email")
    assert sms.secret == mail.secret == "geheim-4711"
    assert "geheim" not in repr((mail, sms))


def test_none_is_declared_by_itself(read) -> None:
    assert read("port = 8100\n") == ()


def test_a_secret_may_lie_in_the_environment(read) -> None:
    text = GATEWAY.replace('secret_file = "token"', 'secret_variable = "SMS"')
    assert read(text, SMS="geheim-0815")[0].secret == "geheim-0815"
    with pytest.raises(ConfigError, match="the variable SMS is not set"):
        read(text)


@pytest.mark.parametrize(
    ("channel", "old", "new", "line", "says"),
    [
        (GATEWAY, "kind = ", "knd = ", 2, "a channel has a kind"),
        (GATEWAY, '"gateway"', '"sms"', 3, "a channel has a kind"),
        (GATEWAY, "title_en", "titel_en", 5, "Did you mean title_en?"),
        (GATEWAY, '"短信"', "1", 4, 'write title like this: title = "短信"'),
        (GATEWAY, "https://", "http://", 6, "by https://"),
        (GATEWAY, "{text}", "{txt}", 7, "{txt} stands for nothing"),
        (GATEWAY, '"{text}"', '""', 7, "has to hold {to} and {text}"),
        (GATEWAY, "Bearer {secret}", "Bearer geheim", 8, "write the secret of Authorization"),
        (GATEWAY, 'secret_file = "token"', "", 2, "a secret is needed"),
        (GATEWAY, '"token"', '"tokn"', 9, "cannot be read"),
        (GATEWAY, "secret_file", 'success = "("\nsecret_file', 9, "no regular expression"),
        (GATEWAY, "secret_file", "timeout = 900\nsecret_file", 9, "timeout = 10 (from 1 to 120)"),
        (GATEWAY, "channels.sms", "channels.SMS", 0, "short name of its own"),
        (MAIL, 'sender = "office@example.org"', "", 2, "sender is missing"),
        (MAIL, "sender", 'user = "a"\nsender', 2, "a secret is needed"),
        (MAIL, "sender", 'security = "none"\nsender', 7, "without encryption only this machine"),
        (MAIL, "sender", 'password = "geheim"\nsender', 7, "has no password"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line(read, channel, old, new, line, says) -> None:
    text = f"{channel.replace(old, new, 1)}"
    assert text != channel
    with pytest.raises(ConfigError) as error:
        read(text)
    assert says in str(error.value) and "geheim" not in str(error.value)
    assert not line or f"settings.toml:{line}" in str(error.value)

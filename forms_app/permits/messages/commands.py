"""`kaigong message`: send what lies in the outbox, or one message to try a channel.

Exit codes: 0 done, 1 it did not arrive or the database cannot be used, 2 wrong use.
"""

from __future__ import annotations

import uuid

import click
from flask.cli import with_appcontext

from forms_app.base.catalogue import gettext as _
from forms_app.base.channels import Channel
from forms_app.base.commands import Group, WrongUse
from forms_app.base.office import current_office
from forms_app.permits.messages import sender
from forms_app.permits.messages.delivery import deliver
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery


@click.group("message", cls=Group)
def message() -> None:
    """Messages to enterprises: send what waits, or try a channel."""


@message.command("send")
@with_appcontext
def send() -> None:
    """Send what lies in the outbox and is due.

    Starts by itself; another one at work is left alone.
    """
    tried = sender.run(current_office())
    if tried:
        click.echo(f"{tried} messages to enterprises were tried.")


@message.command("test")
@click.option("--to", required=True, help="A phone number or an e-mail address.")
@click.option("--channel", "name", default="", help="Its name in settings.toml.")
@with_appcontext
def test(to: str, name: str) -> None:
    """Send one message to try a channel, and print what the server says.

    Without --channel, every channel that reaches such an address is tried.
    """
    channels = _channels(to, name)
    arrived = [_try(one, to) for one in channels]
    if not all(arrived):
        raise SystemExit(1)


def _channels(to: str, name: str) -> list[Channel]:
    declared = current_office().config.channels
    if name and name not in {one.name for one in declared}:
        every = ", ".join(one.name for one in declared) or "none"
        raise WrongUse(f"settings.toml has no channel {name}. It has: {every}.")
    reaches = "email" if "@" in to else "phone"
    found = [
        one
        for one in declared
        if one.name == name or (not name and one.reaches == reaches)
    ]
    if not found:
        raise WrongUse(
            f"settings.toml has no channel that reaches this ({reaches}). "
            "How one is declared: /help/operator/"
        )
    return found


def _try(channel: Channel, to: str) -> bool:
    title = _("测试消息")
    text = _("这是一条测试消息，收到就说明能发。")
    letter = Letter(to, title, text, "test", f"test-{uuid.uuid4()}")
    reply = deliver(channel, letter)
    click.echo(f"{channel.name}: {reply.delivery} {reply.said}".rstrip())
    return reply.delivery is Delivery.ARRIVED

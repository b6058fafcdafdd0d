"""Handing a message to the channel it goes by."""

from __future__ import annotations

from forms_app.base.channels import AppriseService, Channel, Gateway, MailServer
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Reply


def deliver(channel: Channel, letter: Letter) -> Reply:
    """Ask the channel once; whatever uses a library is loaded only for that."""
    if isinstance(channel, Gateway):
        from forms_app.permits.messages import gateway

        return gateway.send(channel, letter)
    if isinstance(channel, MailServer):
        from forms_app.permits.messages import mail

        return mail.send(channel, letter)
    assert isinstance(channel, AppriseService)
    from forms_app.permits.messages import service

    return service.send(channel, letter)

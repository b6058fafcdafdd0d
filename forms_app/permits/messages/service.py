"""Asking a service that Apprise knows. It says whether it succeeded, not why not: what
did not succeed may have arrived.
"""

from __future__ import annotations

from urllib.parse import quote

from apprise import Apprise, AppriseAsset

from forms_app.base.channels import AppriseService
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery, Reply

ASSET = AppriseAsset(http_redirects=False, async_mode=False)


def send(channel: AppriseService, letter: Letter) -> Reply:
    """Ask once. Connecting and answering take as long as the channel allows, each."""
    address = channel.secret.replace("{to}", quote(letter.to, safe=""))
    service = Apprise.instantiate(address, asset=ASSET, suppress_exceptions=True)
    if service is None:
        return Reply(Delivery.LATER, "Apprise does not understand the address")
    service.socket_connect_timeout = min(4, channel.timeout)
    service.socket_read_timeout = channel.timeout
    said = Apprise(asset=ASSET)
    said.add(service)
    arrived = bool(said.notify(title=letter.title, body=letter.text))
    return Reply(Delivery.ARRIVED if arrived else Delivery.NONSENSE)

"""Handing an e-mail to a mail server, step by step, so that it is known how far it came."""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from forms_app.base.channels import MailServer
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery, Reply

# of these a server means "not now" by 4xx and "never" by 5xx
FOR_GOOD = 500


def send(channel: MailServer, letter: Letter) -> Reply:
    """Hand it over once.

    Before its text is sent nothing can have arrived; after that, only what the server
    says counts, and a server that says nothing leaves it unclear.
    """
    try:
        with _connected(channel) as server:
            _envelope(server, channel, letter)
            return _text(server, channel, letter)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return _refused(code, said)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return Reply.of(Delivery.AWAY, type(error).__name__)


def _connected(channel: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if channel.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            channel.host, channel.port, timeout=channel.timeout, context=context
        )
    else:
        server = smtplib.SMTP(channel.host, channel.port, timeout=channel.timeout)
    try:
        if channel.security == "starttls":
            server.starttls(context=context)
        if channel.user:
            server.login(channel.user, channel.secret)
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, channel: MailServer, letter: Letter) -> None:
    server.ehlo_or_helo_if_needed()
    for code, said in (server.mail(channel.sender), server.rcpt(letter.to)):
        if code >= 400:
            raise smtplib.SMTPResponseException(code, said)


def _text(server: smtplib.SMTP, channel: MailServer, letter: Letter) -> Reply:
    try:
        code, said = server.data(_written(channel, letter).as_bytes())
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Reply.of(Delivery.SLOW, type(error).__name__)
    if code >= 400:
        return _refused(code, said)
    return Reply.of(Delivery.ARRIVED, _words(code, said))


def _refused(code: int, said: bytes | str) -> Reply:
    """What a server says of no message but means of the whole channel is not for good."""
    is_of_channel = code in {530, 534, 535, 538}
    is_for_good = code >= FOR_GOOD and not is_of_channel
    delivery = Delivery.REFUSED if is_for_good else Delivery.LATER
    return Reply.of(delivery, _words(code, said))


def _words(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {words}"


def _written(channel: MailServer, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(addr_spec=channel.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.title
    message["Date"] = localtime()
    host = channel.sender.partition("@")[2]
    message["Message-ID"] = make_msgid(letter.id, host)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message

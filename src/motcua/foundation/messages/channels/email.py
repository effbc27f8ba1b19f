"""E-mail by SMTP (RFC 5321): plain text, with a Message-ID that stays the same when a message is sent again."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from motcua.foundation.messages.channels.faults import NotDelivered
from motcua.foundation.messages.models import OutboxMessage

PERMANENT = 500  # SMTP replies from 500 on are final (RFC 5321, section 4.2.1)


def is_on() -> bool:
    """Tell whether a mail server is set (MOTCUA_SMTP_HOST)."""
    return bool(settings.EMAIL_HOST)


def hand_over(message: OutboxMessage) -> None:
    """Give the message to the mail server; raise NotDelivered when it does not take it.

    A refused recipient is final. Everything else, a wrong password of our own among it, may be put right and is tried
    again.
    """
    mail = EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.said,
        to=[message.to],
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday replies, please
            "Content-Language": message.language,
        },
        connection=get_connection(timeout=settings.EMAIL_TIMEOUT),
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as fault:
        code, reason = next(iter(fault.recipients.values()))
        raise NotDelivered(f"{code} {_text(reason)}", is_final=code >= PERMANENT) from fault
    except smtplib.SMTPResponseException as fault:
        raise NotDelivered(f"{fault.smtp_code} {_text(fault.smtp_error)}") from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise NotDelivered(f"{type(fault).__name__}: {fault}") from fault
    except ValueError as fault:  # Django refuses addresses that would break the headers
        raise NotDelivered(str(fault), is_final=True) from fault


def message_id(message: OutboxMessage) -> str:
    """Return the Message-ID (RFC 5322, section 3.6.4), made from the row: a repeat carries the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{message.reference}@{domain}>"


def _text(reason: bytes | str) -> str:
    return reason.decode(errors="replace") if isinstance(reason, bytes) else reason

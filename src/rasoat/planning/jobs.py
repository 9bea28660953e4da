"""The long work of this step: carry reminders out of the house, by e-mail and to a webhook, where they are set up."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.progress import Progress
from rasoat.planning.models import Contact, Reminder

DELIVER = "planning.deliver"
SECONDS = 10


def channels() -> bool:
    """Whether reminders leave the house at all: an e-mail server or a webhook is set up."""
    return bool(settings.EMAIL_HOST or settings.REMINDER_WEBHOOK)


@work(DELIVER)
def deliver(progress: Progress, *, document: int) -> Outcome:
    """Send the reminders of one dispatch to the units' addresses, and tell the webhook; names no person.

    Raises ``Refused`` P433 when the e-mail server, P434 when the webhook cannot be reached.
    """
    rows = list(Reminder.objects.filter(document=document).select_related("unit", "round"))
    progress.expect(len(rows))
    mailed = _mail(progress, rows) if settings.EMAIL_HOST else 0
    if settings.REMINDER_WEBHOOK:
        _tell(settings.REMINDER_WEBHOOK, rows)
    return Outcome(told=f"{mailed}/{len(rows)} thư điện tử")


def _mail(progress: Progress, rows: Iterable[Reminder]) -> int:
    addresses = dict(Contact.objects.values_list("unit", "email"))
    sent = 0
    try:
        with get_connection() as connection:
            for row in rows:
                if row.unit_id in addresses:
                    sent += _message(row, addresses[row.unit_id], connection).send()
                progress.step(str(row.unit))
    except OSError as error:
        raise Refused("P433", host=settings.EMAIL_HOST, problem=str(error)) from error
    return sent


def _message(row: Reminder, to: str, connection: Any) -> EmailMessage:
    body = (
        f"Kính gửi {row.unit},\n\n{row.get_step_display()}: hạn {row.due_on:%d/%m/%Y}, đến ngày "
        f"{row.sent_on:%d/%m/%Y} đã xong {row.done}/{row.of}.\n\n{row.words}\n\n{row.round}"
    )
    return EmailMessage(f"Đôn đốc: {row.get_step_display()}", body, to=[to], connection=connection)


def _tell(address: str, rows: Iterable[Reminder]) -> None:
    facts = [
        {
            "round": row.round.code,
            "unit": row.unit.code,
            "step": row.step,
            "due_on": str(row.due_on),
            "done": row.done,
            "of": row.of,
        }
        for row in rows
    ]
    body = json.dumps({"event": "reminder", "reminders": facts}).encode()
    signature = hmac.new(settings.REMINDER_WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Rasoat-Signature": f"sha256={signature}"}
    try:
        # The address is the administrator's own setting, http or https (settings.py refuses others).
        with urlopen(Request(address, body, headers), timeout=SECONDS):  # noqa: S310
            pass
    except (URLError, OSError) as error:
        raise Refused("P434", address=address.partition("?")[0], problem=str(error)) from error

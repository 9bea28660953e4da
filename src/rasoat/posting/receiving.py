"""What every complaint gets when it comes in: the number of its receipt, a day for the answer, a fingerprint."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from rasoat.errors import Refused
from rasoat.law import Rules
from rasoat.posting.models import Complaint, Posting
from rasoat.posting.window import working_day_after
from rasoat.rounds.models import Round
from rasoat.survey.models import Listing
from rasoat.text_vi import fold


class Due(NamedTuple):
    """The last day for the answer and where it comes from; both empty where no rule gives one."""

    on: date | None
    by: str


def next_receipt(round_: Round) -> str:
    """Return the next number of a round's receipts; the round is locked first, so that two at once wait."""
    Round.objects.select_for_update().get(pk=round_.pk)
    count = Complaint.objects.filter(village__round=round_).count() + 1
    return f"KN-{round_.pk}-{round_.year}-{count:05d}"


def due_of(rules: Rules, received_on: date) -> Due:
    """Return the day by which a complaint is to be answered: so many working days after, where the pack says so."""
    days = rules.complaint_days
    if days is None:
        return Due(None, "")
    return Due(working_day_after(received_on, days), Complaint.DueBy.LAW)


def fingerprint(listing: Listing | None, about: str, text: str) -> str:
    """Return SHA-256 of the household and the folded words: case, accents and spaces make no new complaint."""
    whose = str(listing.pk) if listing is not None else fold(about)
    return hashlib.sha256(f"{whose}\n{fold(text)}".encode()).hexdigest()


def require_new(posting: Posting, mark: str) -> None:
    """Raise ``Refused`` (K010) when the posting has the same complaint already."""
    earlier = posting.complaints.filter(fingerprint=mark).values_list("receipt", flat=True).first()
    if earlier is not None:
        raise Refused("K010", receipt=earlier)

"""From when to when the lists hang, and where: what the pack asks for, and nothing shorter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from rasoat.areas.models import Unit
from rasoat.calendar_vi import UnknownDayError, add_working_days
from rasoat.documents.common import commune_of, in_vietnamese, lower
from rasoat.errors import LawError, Refused
from rasoat.law import Rules
from rasoat.posting.models import Posting, PostingPlace

Kind = PostingPlace.Kind
Places = Mapping[str, str]
"""The name of each place, by its kind."""


def last_day(rules: Rules, opened_on: date) -> date:
    """Return the last day of a posting; its first day counts when it is such a day as the pack counts."""
    days = rules.given("posting_days")
    if not rules.given("posting_in_working_days"):
        return opened_on + timedelta(days=days - 1)
    return working_day_after(opened_on - timedelta(days=1), days)


def working_day_after(day: date, days: int) -> date:
    """Return the ``days``-th working day after ``day``; raises ``LawError`` L061 where the calendar does not tell."""
    try:
        return add_working_days(day, days)
    except UnknownDayError as error:
        raise LawError("L061", day=f"{error.day:%d/%m/%Y}") from None


def closing_day(rules: Rules, opened_on: date, wanted: date | None) -> date:
    """Return the last day of a posting: the pack's, or a later one that was wanted; K001 for an earlier one."""
    earliest = last_day(rules, opened_on)
    if wanted is not None and wanted < earliest:
        days = rules.given("posting_days")
        raise Refused("K001", day=f"{wanted:%d/%m/%Y}", days=days, earliest=f"{earliest:%d/%m/%Y}")
    return wanted or earliest


def usual_places(village: Unit) -> dict[str, str]:
    """Return the three places as they are called in most villages, by kind."""
    commune = lower(commune_of(village))
    return {
        Kind.OFFICE: f"Trụ sở UBND {commune}",
        Kind.HOUSE: f"Nhà sinh hoạt cộng đồng {lower(village)}",
        Kind.LOUDSPEAKER: f"Loa truyền thanh {commune}",
    }


def require_places(places: Places) -> None:
    """Raise ``Refused`` (K002) unless each of the three places of the circular has a name."""
    missing = next((kind for kind in Kind if not places.get(kind, "").strip()), None)
    if missing is not None:
        raise Refused("K002", place=in_vietnamese(missing.label))


def hang(posting: Posting, places: Places) -> list[PostingPlace]:
    """Keep where the posting hangs, for its whole window."""
    return PostingPlace.objects.bulk_create(
        PostingPlace(
            posting=posting,
            kind=kind,
            name=places[kind].strip(),
            starts_on=posting.opened_on,
            ends_on=posting.closes_on,
        )
        for kind in Kind
    )

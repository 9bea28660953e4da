"""What a season came to, counted from the database: the content of ``summary.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from rasoat.appraisal.models import Inspection
from rasoat.errors import Refused
from rasoat.law import Class
from rasoat.meeting.models import Meeting
from rasoat.posting.models import Complaint, Posting
from rasoat.recognition.models import Certificate, Decision, Recognition
from rasoat.reports.tables import KEYS, build, require_closed
from rasoat.roster.homes import Homes
from rasoat.roster.models import Household, Member, OpeningEntry
from rasoat.rounds.models import Round
from rasoat.survey.models import Inclusion, Listing


def summary(round_: Round, *, reports: list[str], seconds: Mapping[str, float]) -> dict[str, Any]:
    """Return the counts of a round; households and persons are those living there now, or when the units changed."""
    path = round_.unit.path
    homes = Homes.of(round_)
    households = Household.objects.filter(homes.living(), homes.under(path, ""))
    listings = Listing.objects.filter(village__round=round_, inclusion=Inclusion.INCLUDED)
    return {
        "round": round_.code,
        "pack": round_.pack,
        "units": {"communes": round_.communes.count(), "villages": round_.villages.count()},
        "households": households.count(),
        "persons": Member.objects.filter(homes.present(), household__in=households).count(),
        "listed": listings.count(),
        "surveyed": listings.filter(answered__isnull=False).count(),
        "meetings": Meeting.objects.filter(village__round=round_).count(),
        "postings": Posting.objects.filter(village__round=round_).count(),
        "complaints": Complaint.objects.filter(village__round=round_).count(),
        "inspected": Inspection.objects.filter(
            report__commune__round=round_, inspector__isnull=False
        ).count(),
        "decisions": Decision.objects.filter(commune__round=round_).count(),
        "certificates": Certificate.objects.filter(commune__round=round_).count(),
        "classes": _by(_live(round_), "result", [cls.value for cls in Class]),
        "opening": _by(OpeningEntry.objects.filter(round=round_), "kind", OpeningEntry.Kind.values),
        "reports": sorted(reports),
        "closed": closed(round_),
        "seconds": {step: round(spent, 2) for step, spent in seconds.items()},
    }


def _live(round_: Round) -> QuerySet[Recognition]:
    return Recognition.objects.filter(round=round_, superseded_by__isnull=True)


def _by(rows: QuerySet[Any], field: str, values: list[str]) -> dict[str, int]:
    counted = dict(rows.order_by().values_list(field).annotate(count=Count("pk")))
    return {value: counted.get(value, 0) for value in values}


def closed(round_: Round) -> bool:
    """Whether every report of the round closes and every commune has decided."""
    try:
        for key in KEYS:
            require_closed(build(key, round_, round_.unit, depth="tree"))
    except Refused:
        return False
    return True

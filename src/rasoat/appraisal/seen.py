"""Who sees what of an inspection: the commune nothing before the opinion, an inspector nothing before his own look."""

from __future__ import annotations

from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import CommuneReport, Finding, FindingQuerySet, Inspection
from rasoat.areas.models import Unit
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import FindingState


def of_district(request: Visit, unit: Unit) -> bool:
    """Whether the visitor inspects or appraises the unit."""
    may = request.access.may
    return may(Permission.INSPECTION_RECORD, unit) or may(Permission.APPRAISAL_GIVE, unit)


def sees_sample(request: Visit, commune: CommuneRound, report: CommuneReport | None) -> bool:
    """The sample stays unknown to the commune and its villages until the opinion is given."""
    return of_district(request, commune.unit) or (report is not None and bool(report.outcome))


def seen_findings(request: Visit) -> FindingQuerySet:
    """Return the findings the visitor may read.

    Those of whom nothing has been asked yet are the district's own; none is about a household he must still look at blind.
    """
    rows = Finding.objects.within(scope(request))
    waiting = Inspection.objects.waiting_for(request.user).values("listing")
    if request.access.scope(Permission.INSPECTION_RECORD).paths:
        rows = rows.exclude(listing__in=waiting)
    mine = request.access.scope(Permission.INSPECTION_RECORD), request.access.scope(Permission.APPRAISAL_GIVE)
    own = Finding.objects.within(mine[0]) | Finding.objects.within(mine[1])
    return (rows.exclude(state=FindingState.OPEN) | rows.filter(pk__in=own.values("pk"))).distinct()

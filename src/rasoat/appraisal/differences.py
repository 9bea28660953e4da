"""What a report sent again changed since the one before it: of counts, and of households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rasoat.appraisal.models import CommuneReport, ReportedHousehold
from rasoat.areas.models import Unit
from rasoat.law import Class
from rasoat.roster.homes import Homes
from rasoat.survey.standing import head_names

COUNTED = (
    ("households", _("Hộ dân cư")),
    ("persons", _("Nhân khẩu")),
    ("reviewed", _("Hộ đã khảo sát")),
    ("poor", _("Hộ nghèo")),
    ("near_poor", _("Hộ cận nghèo")),
    ("average", _("Hộ có mức sống trung bình")),
)


class CountChange(NamedTuple):
    """One count before and now."""

    label: object
    before: int
    now: int

    @property
    def difference(self) -> int:
        """How many more."""
        return self.now - self.before


class HouseholdChange(NamedTuple):
    """A household with its class before and now; None where it was not reported."""

    key: UUID
    head: str
    code: str
    village: str
    before: Class | None
    now: Class | None


@dataclass(frozen=True)
class Changes:
    """What is different from the report before."""

    earlier: CommuneReport
    counts: list[CountChange]
    households: list[HouseholdChange]

    @property
    def changed_counts(self) -> list[CountChange]:
        """The counts that are not what they were."""
        return [count for count in self.counts if count.difference]


def changes(report: CommuneReport) -> Changes | None:
    """Return what a report changed since the one before it; None for a first report."""
    earlier = CommuneReport.objects.filter(commune=report.commune, number=report.number - 1).first()
    if earlier is None:
        return None
    counts = [CountChange(label, getattr(earlier, name), getattr(report, name)) for name, label in COUNTED]
    return Changes(earlier, counts, _households(earlier, report))


def _households(earlier: CommuneReport, report: CommuneReport) -> list[HouseholdChange]:
    before, now = _classes(earlier), _classes(report)
    changed = [key for key in before.keys() | now.keys() if before.get(key) != now.get(key)]
    heads = head_names(changed)
    homes = Homes.of(report.commune.round)
    rows = (
        ReportedHousehold.objects.filter(report__in=[earlier, report], household__in=changed)
        .annotate(place=homes.place(), code=homes.code())
        .order_by("place", "code")
    )
    places = {row.household_id: (row.code, row.place) for row in rows}
    villages = {
        unit.path: str(unit) for unit in Unit.objects.filter(path__in={path for _, path in places.values()})
    }
    return [
        HouseholdChange(
            key,
            heads.get(key, ""),
            code,
            villages[path],
            Class(before[key]) if key in before else None,
            Class(now[key]) if key in now else None,
        )
        for key, (code, path) in places.items()
    ]


def _classes(report: CommuneReport) -> dict[UUID, str]:
    return dict(report.listed.values_list("household", "result"))

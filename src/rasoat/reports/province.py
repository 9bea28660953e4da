"""What a province has received of a year: each unit below it with its preliminary and official set, late or missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rasoat.areas.models import Unit
from rasoat.law import MonthDay
from rasoat.reports.models import DistrictApproval, Preliminary, ProvinceResult, ReportSet
from rasoat.reports.sets import frozen_tables
from rasoat.reports.summing import Summed, sum_sets
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round, RoundKind
from rasoat.rounds.states import RoundState


@dataclass(frozen=True)
class Received:
    """What came of one unit: ``sent_on`` and ``received_on`` of the figures, the set, and whether they came late."""

    report_set: ReportSet | None = None
    sent_on: date | None = None
    received_on: date | None = None
    corrected: bool = False
    late: bool = False

    @property
    def state(self) -> str:
        """``missing``, ``sent`` or ``received``."""
        if self.received_on is not None:
            return "received"
        return "missing" if self.sent_on is None else "sent"


@dataclass(frozen=True)
class UnitLine:
    """One unit that reports to the province: its round of the year, or none."""

    unit: Unit
    round: Round | None
    preliminary: Received
    official: Received

    def of(self, *, official: bool) -> Received:
        """Return the figures of one kind."""
        return self.official if official else self.preliminary


@dataclass(frozen=True)
class Deadlines:
    """The last days of the pack (before which the ministry has the figures); None where no source gives one."""

    preliminary: date | None
    official: date | None

    def of(self, *, official: bool) -> date | None:
        """Return the day of one kind."""
        return self.official if official else self.preliminary


@dataclass(frozen=True)
class ProvinceYear:
    """A province in one year of official or practice rounds."""

    unit: Unit
    year: int
    practice: bool
    rounds: list[Round]
    lines: list[UnitLine]
    deadlines: Deadlines

    @property
    def own(self) -> Round | None:
        """The round of the whole province, where the chain knows no level between it and the communes."""
        return next((each for each in self.rounds if each.unit_id == self.unit.pk), None)

    @property
    def day(self) -> date:
        """Today in the calendar of the rounds: the furthest of practice rounds."""
        return max(today(each) for each in self.rounds)

    def sets(self, *, official: bool) -> list[ReportSet]:
        """Return the sets received, in order of the units."""
        found = (line.of(official=official) for line in self.lines)
        return [each.report_set for each in found if each.report_set and each.received_on]

    def missing(self, *, official: bool) -> list[Unit]:
        """Return the units whose figures are not received."""
        return [line.unit for line in self.lines if line.of(official=official).received_on is None]

    def total(self, *, official: bool) -> Summed | None:
        """Add up what was received; None when nothing was. Raises ``Refused`` T026 for a unit counted twice."""
        sets = self.sets(official=official)
        return sum_sets([frozen_tables(each) for each in sets], self.unit) if sets else None


def province_year(unit: Unit, year: int, *, practice: bool) -> ProvinceYear | None:
    """Return the year of a province, or None when it has no round of that year."""
    kind = RoundKind.PRACTICE if practice else RoundKind.OFFICIAL
    rows = Round.objects.filter(unit__path__startswith=unit.path, year=year, kind=kind)
    rounds = list(rows.select_related("unit").order_by("unit__path", "pk"))
    if not rounds:
        return None
    deadlines = _deadlines(rounds[0])
    lines = [_line(each, rounds, deadlines) for each in _reporting(unit, rounds)]
    return ProvinceYear(unit, year, practice, rounds, lines, deadlines)


def years_of(unit: Unit) -> list[tuple[int, bool]]:
    """Return the years of a province with rounds, newest first, each with whether they are practice."""
    rows = Round.objects.filter(unit__path__startswith=unit.path).values_list("year", "kind").distinct()
    return sorted({(year, kind == RoundKind.PRACTICE) for year, kind in rows}, reverse=True)


def results_of(unit: Unit, year: int, *, practice: bool) -> list[ProvinceResult]:
    """Return the results of a year, newest first."""
    rows = ProvinceResult.objects.filter(unit=unit, year=year, practice=practice)
    people = ("prepared_by", "approved_by", "reported_by", "document", "unit")
    return list(rows.select_related(*people).order_by("-official", "-number"))


def is_late(day: date | None, before: date | None, now: date) -> bool:
    """Tell whether figures came, or have not come yet, on or after the day ``before`` which they were due."""
    return before is not None and (day or now) >= before


def _deadlines(round_: Round) -> Deadlines:
    rules, year = round_.rules, round_.year
    return Deadlines(_day(rules.preliminary_report_before, year), _day(rules.official_report_before, year))


def _day(found: MonthDay | None, year: int) -> date | None:
    return found.of(year) if found else None


def _reporting(unit: Unit, rounds: list[Round]) -> list[Unit]:
    """Return the units that the chain lets report to the province: those with a round, and those that should have one."""
    first = rounds[0]
    if any(each.unit_id == unit.pk for each in rounds):
        return []
    chain = first.rules.chain
    level = chain.below(unit.level) if chain else "district"
    should = Unit.objects.under(unit).in_force(first.reference_date).filter(level=level)
    here = Q(pk__in=[each.unit_id for each in rounds])
    return list(Unit.objects.filter(here | Q(pk__in=should.values("pk"))).order_by("path"))


def _line(unit: Unit, rounds: list[Round], deadlines: Deadlines) -> UnitLine:
    round_ = next((each for each in reversed(rounds) if each.unit_id == unit.pk), None)
    if round_ is None:
        return UnitLine(unit, None, Received(), Received())
    now = today(round_)
    return UnitLine(
        unit,
        round_,
        _preliminary(round_, deadlines.preliminary, now),
        _official(round_, deadlines.official, now),
    )


def _preliminary(round_: Round, before: date | None, now: date) -> Received:
    sent = Preliminary.objects.filter(round=round_).select_related("report_set").first()
    if sent is None:
        return Received(late=is_late(None, before, now) and round_.state == RoundState.OPEN)
    late = is_late(sent.sent_on, before, now)
    return Received(sent.report_set, sent.sent_on, sent.received_on, late=late)


def _official(round_: Round, before: date | None, now: date) -> Received:
    """The last approval that was received; before the first is, the one on its way."""
    rows = DistrictApproval.objects.filter(round=round_).select_related("report_set").order_by("-number")
    approvals = list(rows)
    found = next((each for each in approvals if each.received_on), approvals[0] if approvals else None)
    if found is None:
        return Received(late=is_late(None, before, now))
    first = min((each.sent_on for each in approvals if each.sent_on), default=None)
    late = is_late(first, before, now)
    return Received(found.report_set, found.sent_on, found.received_on, found.number > 1, late)

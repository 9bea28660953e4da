"""The province adds up, its chairman approves, the ministry is told: preliminary and official, each frozen by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.office import require_office
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action, ResultT
from rasoat.errors import Refused
from rasoat.reports.models import ProvinceLine, ProvinceResult, ReportSet
from rasoat.reports.province import ProvinceYear, province_year
from rasoat.reports.province_papers import issue_preliminary, issue_province_decision
from rasoat.reports.sets import freeze, frozen_tables
from rasoat.reports.summing import sum_sets
from rasoat.reports.table import Table
from rasoat.rounds.models import Round
from rasoat.rounds.states import CommuneState, ResultState
from rasoat.rounds.step import move, require, require_not_after, require_not_before

FIGURES = {"households": "c1", "persons": "c2", "poor": "c3", "near_poor": "c5", "average": "c7"}


def require_year(unit: Unit, year: int, *, practice: bool) -> ProvinceYear:
    """Return the year of a province; raise ``Refused`` P150 when there is no round of it, P151 for another unit."""
    if unit.level != Level.PROVINCE:
        raise Refused("P151", unit=str(unit))
    found = province_year(unit, year, practice=practice)
    if found is None:
        raise Refused("P150", unit=str(unit), year=year)
    return found


@dataclass(kw_only=True)
class ConsolidateProvince(Action[ProvinceResult]):
    """Add up what the units of a province sent, preliminary or official; what is missing is kept by name."""

    name: ClassVar[str] = "province.prepare"
    permission: ClassVar[Permission] = Permission.PROVINCE_TOTAL

    province: Unit
    year: int
    practice: bool
    official: bool
    prepared_on: date

    def unit(self) -> Unit:
        """The province."""
        return self.province

    def check(self) -> None:
        """Something received (P152), no other result waiting for its approval (P153), other sets than before (P154)."""
        Unit.objects.select_for_update().get(pk=self.province.pk)  # two at once wait for one another
        self._year = require_year(self.province, self.year, practice=self.practice)
        require_not_after(self.prepared_on, self._year.day, _("Ngày tổng hợp"))
        rows = ProvinceResult.objects.filter(
            unit=self.province, year=self.year, practice=self.practice, official=self.official
        )
        self._last = rows.order_by("number").last()
        if self._last is not None and self._last.state == ResultState.PREPARED:
            raise Refused("P153", number=self._last.number)
        own = self._year.own
        if own is not None:
            self._require_own(own)
            return
        sets = self._year.sets(official=self.official)
        if not sets:
            raise Refused("P152", unit=str(self.province), year=self.year)
        if self._last is not None and _keys(self._last) == {each.pk for each in sets}:
            raise Refused("P154", number=self._last.number)

    def _require_own(self, own: Round) -> None:
        """All communes of the province's own round done (P050) before its official result."""
        undone = own.communes.exclude(state=CommuneState.CERTIFIED).select_related("unit")
        first = undone.first()
        if self.official and first is not None:
            raise Refused(
                "P050", count=undone.count(), first=str(first.unit), state=first.get_state_display()
            )

    def execute(self) -> ProvinceResult:
        """Keep the totals, the sets they are made of, and the units that are missing."""
        sets = self._sets()
        total = totals_of(sets, self.province)
        result = ProvinceResult.objects.create(
            unit=self.province,
            year=self.year,
            practice=self.practice,
            official=self.official,
            number=self._last.number + 1 if self._last else 1,
            corrects=self._last,
            missing=[str(unit) for unit in self._year.missing(official=self.official)],
            figures_sha256=_mark(sets),
            prepared_on=self.prepared_on,
            prepared_by=self.actor,
            **{name: total[column] for name, column in FIGURES.items()},
        )
        ProvinceLine.objects.bulk_create(ProvinceLine(result=result, report_set=each) for each in sets)
        return result

    def _sets(self) -> list[ReportSet]:
        own = self._year.own
        if own is None:
            return self._year.sets(official=self.official)
        corrects = own.report_sets.filter(unit=own.unit, official=True).order_by("number").last()
        again = corrects if self.official else None
        return [freeze(own, own.unit, official=self.official, maker=self.actor, corrects=again)]

    def facts(self, result: ProvinceResult) -> Mapping[str, Any]:
        """Totals and how many are missing."""
        figures = {name: getattr(result, name) for name in FIGURES}
        return {**figures, "official": result.official, "missing": len(result.missing)}


def _keys(result: ProvinceResult) -> set[int]:
    return set(result.lines.values_list("report_set", flat=True))


def _mark(sets: list[ReportSet]) -> str:
    return hashlib.sha256("\n".join(each.sha256 for each in sets).encode()).hexdigest()


def totals_of(sets: list[ReportSet], unit: Unit) -> Mapping[str, Any]:
    """Return the total of sets as the table of results counts it; raises T024 to T026 when they cannot be added up."""
    return results_table(sets, unit).total


def results_table(sets: list[ReportSet], unit: Unit) -> Table:
    """Return the table of results of a province from its sets; raises ``Refused`` T024 to T026."""
    summed = sum_sets([frozen_tables(each, depth="self", keys=["results"]) for each in sets], unit)
    for fault in summed.left_out:
        raise fault
    return summed.tables["results"]


@dataclass(kw_only=True)
class _ResultStep(Action[ResultT]):
    """A step on the result of a province."""

    result: ProvinceResult

    def unit(self) -> Unit:
        """The province."""
        return self.result.unit

    @property
    def day(self) -> date:
        """Today in the calendar of the rounds."""
        return require_year(self.result.unit, self.result.year, practice=self.result.practice).day

    def check(self) -> None:
        """In a state that allows the step."""
        require(self.result, self.name)

    def _sets(self) -> list[ReportSet]:
        lines = self.result.lines.select_related("report_set__unit", "report_set__round__unit")
        return [line.report_set for line in lines]


@dataclass(kw_only=True)
class _Approve(_ResultStep[ProvinceResult]):
    """Approve a result: another hand than who prepared it."""

    approved_on: date
    official: ClassVar[bool]

    def check(self) -> None:
        """Of the right kind (P155), by another (P051), in order of days."""
        super().check()
        if self.result.official is not self.official:
            raise Refused("P155")
        if self.result.prepared_by == self.actor:
            raise Refused("P051")
        require_not_before(self.approved_on, self.result.prepared_on, _("Ngày phê duyệt"))
        require_not_after(self.approved_on, self.day, _("Ngày phê duyệt"))

    def execute(self) -> ProvinceResult:
        """Issue the paper from the sets and store who signed it."""
        row, sets = self.result, self._sets()
        table = results_table(sets, row.unit)
        paper = issue_province_decision if self.official else issue_preliminary
        row.document = paper(row, table, sets[0].round, self.approved_on, self.actor)
        row.approved_on, row.approved_by, row.state = self.approved_on, self.actor, "approved"
        row.save(update_fields=["document", "approved_on", "approved_by", "state"])
        for kept in sets:
            if kept.unit_id == row.unit_id:
                self._close_own(kept)
        return row

    def _close_own(self, kept: ReportSet) -> None:
        """Sign the set of the province's own round off; the official one closes the round."""
        kept.checked_by, kept.checked_on = self.actor, max(self.approved_on, kept.as_of)
        kept.save(update_fields=["checked_by", "checked_on"])
        if self.official and self.result.number == 1:
            require(kept.round, "province.close")
            move(kept.round, "province.close")

    def facts(self, result: ProvinceResult) -> Mapping[str, Any]:
        """The number of the paper."""
        assert result.document is not None
        return {"number": result.document.number, "official": result.official}


@dataclass(kw_only=True)
class SignPreliminary(_Approve):
    """Another officer of the province signs the preliminary figures (TT17 Điều 9 khoản 1 điểm b); what is missing is said."""

    name: ClassVar[str] = "province.sign"
    permission: ClassVar[Permission] = Permission.PROVINCE_TOTAL
    official: ClassVar[bool] = False


@dataclass(kw_only=True)
class ApproveProvince(_Approve):
    """The province's chairman approves the official result by a decision (TT17 Điều 9 khoản 1 điểm c), with nothing missing."""

    name: ClassVar[str] = "province.approve"
    permission: ClassVar[Permission] = Permission.PROVINCE_APPROVE
    official: ClassVar[bool] = True

    def check(self) -> None:
        """Every unit's official figures are in it (P156); chairman of the province on the day (A004)."""
        super().check()
        if self.result.missing:
            raise Refused("P156", count=len(self.result.missing), units=", ".join(self.result.missing[:10]))
        require_office(self.actor, [Role.PROVINCE_CHAIRMAN], self.result.unit, self.approved_on)


@dataclass(kw_only=True)
class ReportToMinistry(_ResultStep[ProvinceResult]):
    """Send the approved result to the ministry, with number and day of the letter; never by who approved it."""

    name: ClassVar[str] = "province.report"
    permission: ClassVar[Permission] = Permission.PROVINCE_TOTAL

    reported_on: date
    reported_as: str

    def check(self) -> None:
        """With a number (P157), by another than who approved (P158), not before the approval."""
        super().check()
        if not self.reported_as.strip():
            raise Refused("P157")
        if self.result.approved_by == self.actor:
            raise Refused("P158")
        assert self.result.approved_on is not None
        require_not_before(self.reported_on, self.result.approved_on, _("Ngày báo cáo Bộ"))
        require_not_after(self.reported_on, self.day, _("Ngày báo cáo Bộ"))

    def execute(self) -> ProvinceResult:
        """Store number, day and who sent it."""
        row = self.result
        row.reported_on, row.reported_as = self.reported_on, self.reported_as.strip()
        row.reported_by, row.state = self.actor, "reported"
        row.save(update_fields=["reported_on", "reported_as", "reported_by", "state"])
        return row

    def facts(self, result: ProvinceResult) -> Mapping[str, Any]:
        """The number of the letter."""
        return {"letter": result.reported_as, "official": result.official}

"""The figures on their way up: preliminary and official, district, province, ministry; and again after a correction."""

from __future__ import annotations

from collections.abc import Callable

from rasoat.calendar_vi import add_working_days
from rasoat.demo import facts, stage, words
from rasoat.demo.clock import Clock, working
from rasoat.demo.correction_play import CorrectionPlay
from rasoat.reports.actions import (
    ApproveDistrict,
    CorrectDistrict,
    ReceivePreliminary,
    ReceiveResult,
    SendPreliminary,
    SendResult,
)
from rasoat.reports.models import ProvinceResult
from rasoat.reports.province_actions import (
    ApproveProvince,
    ConsolidateProvince,
    ReportToMinistry,
    SignPreliminary,
)
from rasoat.reports.set_actions import FreezeReports, SignOffReports
from rasoat.rounds.models import Step
from rasoat.rounds.states import VillageState

UNSURVEYED = (VillageState.LISTING, VillageState.SURVEYING)
"""Where a village still has households without a form: until then the preliminary tables do not close."""


class UpwardPlay:
    """What district and province do with the whole result; ``correction`` is played once the ministry has it."""

    def __init__(self, clock: Clock, set_stage: stage.Stage) -> None:
        self.clock, self.round = clock, clock.round
        people = set_stage.people
        self.officer, self.chairman = people[stage.OFFICER], people[stage.CHAIRMAN]
        self.province, self.second = people[stage.PROVINCE], people[stage.PROVINCE_SECOND]
        self.province_chairman = people[stage.PROVINCE_CHAIRMAN]
        self.at = set_stage.units[facts.PROVINCE_CODE]
        self.correction: CorrectionPlay | None = None

    def start(self) -> None:
        """Put the preliminary figures into the calendar."""
        self.clock.at(facts.PRELIMINARY_ON, "preliminary", self.send_preliminary)

    def send_preliminary(self) -> None:
        """Once every village has surveyed, the district freezes, its chairman signs off, and it goes to the province."""
        if self.round.villages.filter(state__in=UNSURVEYED).exists():
            self.clock.after_working(1, "preliminary", self.send_preliminary)
            return
        today = self.clock.today
        kept = FreezeReports(actor=self.officer, round=self.round, at=self.round.unit, official=False).run()
        SignOffReports(actor=self.chairman, set=kept, on=today).run()
        SendPreliminary(actor=self.officer, round=self.round, set=kept, sent_on=today).run()
        self.clock.after_working(1, "preliminary", self.receive_preliminary)

    def receive_preliminary(self) -> None:
        """The province takes it in, adds up, a second officer signs, and the ministry is told."""
        today = self.clock.today
        ReceivePreliminary(actor=self.province, round=self.round, received_on=today).run()
        result = self._add_up(official=False)
        SignPreliminary(actor=self.second, result=result, approved_on=today).run()
        self._tell_ministry(result)

    def approve(self) -> None:
        """The district's chairman approves, on the first day of the calendar's step or when the last commune is through."""
        first = working(facts.CALENDAR[Step.APPROVAL][0])
        self.clock.at(max(first, add_working_days(self.clock.today, 1)), "approval", self._approve)

    def _approve(self) -> None:
        ApproveDistrict(
            actor=self.chairman, round=self.round, approved_on=self.clock.today, prepared_by=self.officer
        ).run()
        self.clock.after_working(1, "approval", lambda: self._send(self._correct))

    def _send(self, then: Callable[[], None]) -> None:
        SendResult(actor=self.officer, round=self.round, sent_on=self.clock.today).run()
        self.clock.after_working(1, "approval", lambda: self._receive(then))

    def _receive(self, then: Callable[[], None]) -> None:
        ReceiveResult(actor=self.province, round=self.round, received_on=self.clock.today).run()
        result = self._add_up(official=True)
        self.clock.after_working(1, "approval", lambda: self._approve_province(result, then))

    def _add_up(self, *, official: bool) -> ProvinceResult:
        return ConsolidateProvince(
            actor=self.province,
            province=self.at,
            year=self.round.year,
            practice=True,
            official=official,
            prepared_on=self.clock.today,
        ).run()

    def _approve_province(self, result: ProvinceResult, then: Callable[[], None]) -> None:
        ApproveProvince(actor=self.province_chairman, result=result, approved_on=self.clock.today).run()
        self._tell_ministry(result)
        then()

    def _tell_ministry(self, result: ProvinceResult) -> None:
        letter = words.LETTER_TO_MINISTRY.format(number=self._letters())
        ReportToMinistry(
            actor=self.province, result=result, reported_on=self.clock.today, reported_as=letter
        ).run()

    def _letters(self) -> int:
        return ProvinceResult.objects.filter(unit=self.at, state="reported").count() + 1

    def _correct(self) -> None:
        """After publication one household of one commune is corrected; its total goes up again."""
        if self.correction is not None:
            self.correction.start(self._approve_corrected)

    def _approve_corrected(self) -> None:
        CorrectDistrict(
            actor=self.chairman, round=self.round, approved_on=self.clock.today, prepared_by=self.officer
        ).run()
        self.clock.after_working(1, "approval", lambda: self._send(lambda: None))

"""Corrections after publication in one commune: one without ground, and one decided by three hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import QuerySet

from rasoat import scoring
from rasoat.calendar_vi import add_working_days
from rasoat.corrections.actions import CheckCorrection, DecideCorrection, RequestCorrection
from rasoat.corrections.models import Correction
from rasoat.demo import answers, facts, words
from rasoat.demo.commune_play import CommunePlay
from rasoat.demo.scans import scan
from rasoat.demo.village_play import VillagePlay
from rasoat.law import Class
from rasoat.recognition.models import Recognition
from rasoat.reports.set_actions import FreezeReports, SignOffReports

_NOT_THEIRS = ("tv", "motorbike", "fridge", "washing_machine", "water_heater", "hifi", "cattle")
"""What was written down for the wrong household, one by one until the class is another."""


class CorrectionPlay:
    """The corrections of one commune, whose figures are frozen as soon as it has certified."""

    def __init__(self, commune: CommunePlay) -> None:
        self.commune, self.clock = commune, commune.clock

    def published(self) -> None:
        """Freeze the official figures; somebody then thinks that what happened later makes them wrong."""
        round_, at = self.commune.commune.round, self.commune.commune.unit
        kept = FreezeReports(actor=self.commune.officer, round=round_, at=at, official=True).run()
        SignOffReports(actor=self.commune.chairman, set=kept, on=self.clock.today).run()
        self.clock.after_working(1, "correction", self._ask_without_ground)

    def _ask_without_ground(self) -> None:
        first = self._average().first()
        if first is not None:
            row = self._ask(first, words.NOT_WRONG, words.NOT_WRONG_BECAUSE)
            answered = add_working_days(max(self.clock.today, facts.MIDDLE), 3)
            self.clock.at(answered, "correction", lambda: self._refuse(row))

    def _refuse(self, row: Correction) -> None:
        DecideCorrection(
            actor=self.commune.chairman,
            correction=row,
            grant=False,
            decided_on=self.clock.today,
            answer=words.NOT_A_CORRECTION,
        ).run()

    def start(self, then: Callable[[], None]) -> None:
        """Correct the first household that is near-poor without what was never its own; ``then`` comes the day after."""
        self.clock.after_working(2, "correction", lambda: self._request(then))

    def _request(self, then: Callable[[], None]) -> None:
        found = next(self._wrong(), None)
        if found is not None:
            recognition, right = found
            row = self._ask(recognition, words.WRONG, words.WRONG_BECAUSE)
            self.clock.after_working(1, "correction", lambda: self._check(row, right, then))

    def _wrong(self) -> Iterator[tuple[Recognition, answers.Answers]]:
        for recognition in self._average().filter(corrections__isnull=True):
            assert recognition.submission is not None
            right = dict(recognition.submission.answers)
            for column in _NOT_THEIRS:
                right[column] = 0
                scored = scoring.score(self._village(recognition).rules, right)
                if isinstance(scored, scoring.Scored) and scored.cls is Class.near_poor:
                    yield recognition, right
                    break

    def _average(self) -> QuerySet[Recognition]:
        rows = Recognition.objects.live().filter(decision__commune=self.commune.commune, result=Class.average)
        return rows.select_related("household", "submission").order_by("household__code", "pk")

    def _village(self, recognition: Recognition) -> VillagePlay:
        return next(v for v in self.commune.villages if recognition.household_id in v.homes)

    def _ask(self, recognition: Recognition, wrong: str, reason: str) -> Correction:
        return RequestCorrection(
            actor=self.commune.officer,
            village=self._village(recognition).village,
            household=recognition.household,
            wrong=wrong,
            reason=reason,
            requested_on=self.clock.today,
            evidence=scan(words.EVIDENCE, self.clock.today),
        ).run()

    def _check(self, row: Correction, right: answers.Answers, then: Callable[[], None]) -> None:
        village, before = self._village(row.recognition), row.recognition.submission
        assert before is not None
        spoken = scoring.findings(village.rules, right, before.members)
        CheckCorrection(
            actor=village.committee,
            correction=row,
            answers=right,
            members=before.members,
            remarks={finding.check.key: words.ASKED_AGAIN for finding in spoken} | before.remarks,
            opinion=words.WRONG_INDEED,
            checked_on=self.clock.today,
            respondent=before.respondent,
        ).run()
        self.clock.after_working(2, "correction", lambda: self._decide(row, then))

    def _decide(self, row: Correction, then: Callable[[], None]) -> None:
        DecideCorrection(
            actor=self.commune.chairman, correction=row, grant=True, decided_on=self.clock.today
        ).run()
        self.clock.after_working(1, "approval", then)

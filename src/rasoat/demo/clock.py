"""The season's calendar: tasks wait for their day, and the practice day moves when the next one is due."""

from __future__ import annotations

import heapq
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.calendar_vi import add_working_days, is_working_day
from rasoat.rounds.actions import MovePracticeDay
from rasoat.rounds.models import Round

Task = Callable[[], None]


@dataclass(order=True)
class _Due:
    day: date
    number: int
    step: str = field(compare=False)
    task: Task = field(compare=False)


class Clock:
    """Runs tasks in order of day; ``seconds`` says how long each kind of step took in all."""

    def __init__(self, round_: Round, keeper: User, tick: Callable[[int], None]) -> None:
        self.round, self._keeper, self._tick = round_, keeper, tick
        self._due: list[_Due] = []
        self._numbers = count()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @property
    def today(self) -> date:
        """The practice day."""
        assert self.round.practice_day is not None
        return self.round.practice_day

    def at(self, day: date, step: str, task: Task) -> None:
        """Do ``task`` on ``day``, or at once when that has passed."""
        heapq.heappush(self._due, _Due(max(day, self.today), next(self._numbers), step, task))

    def after(self, days: int, step: str, task: Task) -> None:
        """Do ``task`` some calendar days from today."""
        self.at(self.today + timedelta(days=days), step, task)

    def after_working(self, days: int, step: str, task: Task) -> None:
        """Do ``task`` some working days from today."""
        self.at(add_working_days(self.today, days), step, task)

    def run(self, until: date | None = None) -> None:
        """Do everything that is due up to the end of ``until``, or everything there is."""
        while self._due and (until is None or self._due[0].day <= until):
            due = heapq.heappop(self._due)
            self._turn(due.day)
            with self.timed(due.step), transaction.atomic():
                due.task()
            self._tick(1)
        if until is not None:
            self._turn(until)

    def _turn(self, day: date) -> None:
        if day > self.today:
            MovePracticeDay(actor=self._keeper, round=self.round, to=day).run()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time spent inside to the step's seconds."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] += time.perf_counter() - begun


def working(day: date) -> date:
    """Return the day itself when offices are open, else the next working day."""
    return day if is_working_day(day) else add_working_days(day, 1)

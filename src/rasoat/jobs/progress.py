"""How a piece of work tells how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.utils import timezone

from rasoat.jobs.models import Job

RowT = TypeVar("RowT")
_OFTEN = 0.5
_LONGEST = 200


class Progress:
    """The progress of one job: ``expect`` how much there is, ``step`` after each piece; stored twice a second at most."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._stored = 0.0

    def expect(self, total: int, doing: str = "") -> None:
        """Say how many pieces there are, and what is being done."""
        self.job.total, self.job.done = total, 0
        self._say(doing, at_once=True)

    def doing(self, what: str) -> None:
        """Say what is being done now."""
        self._say(what, at_once=True)

    def step(self, doing: str = "", count: int = 1) -> None:
        """Say that ``count`` more pieces are done, and what comes next; never more than were expected."""
        done = self.job.done + count
        self.job.done = done if self.job.total is None else min(done, self.job.total)
        self._say(doing, at_once=self.job.done == self.job.total)

    def each(
        self, rows: Iterable[RowT], total: int, doing: Callable[[RowT], str] = lambda _row: ""
    ) -> Iterator[RowT]:
        """Yield the rows, telling before each what it is and after each that it is done."""
        self.expect(total)
        for row in rows:
            self._say(doing(row))
            yield row
            self.step()

    def _say(self, doing: str, *, at_once: bool = False) -> None:
        if doing:
            self.job.doing = doing[:_LONGEST]
        if not at_once and time.monotonic() - self._stored < _OFTEN:
            return
        self._stored = time.monotonic()
        self.job.beat_at = timezone.now()
        self.job.save(update_fields=["total", "done", "doing", "beat_at"])

"""The import of an answers file: read it, find its households, judge its rows, store its forms."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.scope import Scope
from rasoat.audit.action import today
from rasoat.errors import NotAllowed
from rasoat.roster.importing.action import digest
from rasoat.roster.importing.reading import Content
from rasoat.roster.importing.report import ImportResult
from rasoat.roster.importing.settling import chunks
from rasoat.roster.importing.storing import Progress
from rasoat.rounds import clock
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open
from rasoat.survey.importing.cases import CaseReader
from rasoat.survey.importing.judging import Judge
from rasoat.survey.importing.register import Register
from rasoat.survey.importing.sheet import read_sheet
from rasoat.survey.importing.storing import Store

BLOCK = 25_000


def _silent(_done: int, _all: int) -> None:
    """Show no progress."""


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep the collector of cyclic garbage off: it would walk all rows again and again, and none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(kw_only=True)
class ImportAnswers:
    """Hand in every row of an answers file under the rules of ``SubmitAnswers``; a refused row stores nothing.

    A row names its household by ``household_id`` (the roster's own identifier), or by ``village_code`` and
    ``household_code``. The same row again is accepted without effect. ``visited_on`` and the head as respondent fill
    the columns of that name where they are missing or empty; ``remarks`` is the reason for every check that speaks.
    All rows are one act of one person: the log gets one entry a village, with the hash of its forms. ``dry_run`` does
    the same and takes it back. Raises ``InputError`` (R001 … R013), ``NotAllowed`` (A002) and ``Refused`` (P002); then
    nothing has changed.
    """

    actor: User
    round: Round
    file_name: str
    content: Content
    visited_on: date | None = None
    dry_run: bool = False
    progress: Progress = _silent

    def run(self) -> ImportResult:
        """Import, or try to; returns the counts and the report."""
        with transaction.atomic(), _no_collections():
            scope = Access(self.actor, today()).scope(Permission.SURVEY_ANSWER)
            if not scope.paths:
                raise NotAllowed("A002", permission=Permission.SURVEY_ANSWER.label)
            require_open(self.round)
            result = self._bring_in(scope)
            if self.dry_run:
                transaction.set_rollback(True)
        return result

    def _bring_in(self, scope: Scope) -> ImportResult:
        sheet = read_sheet(self.round, self.file_name, self.content)
        register, rows = Register(self.round, scope), len(sheet.columns)
        judge, store = Judge(self.round, sheet, register.received), Store(self.round, self.actor)
        cases = CaseReader(sheet, register, self.visited_on or clock.today(self.round)).cases()
        for some in chunks(cases, BLOCK):
            store.keep(list(judge.forms(some)))
            self.progress(some[-1].at + 1, rows)
        store.finish(judge.repeated, digest(self.content))
        self.progress(rows, rows)
        counts = {"rows": rows, "submitted": store.count, "repeated": judge.repeated.total()}
        refused = rows - store.count - judge.repeated.total()
        return ImportResult({**counts, "refused_rows": refused}, sheet.report.sorted(), self.dry_run)

"""Some thousand cases at once: their answers as columns, what identifies each form, its score, and which checks speak."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from rasoat import scoring
from rasoat.law import Rules
from rasoat.rounds.models import Round, VillageRound
from rasoat.scoring.batch import compile_batch
from rasoat.scoring.checks_batch import B1, EARLIER, compile_checks
from rasoat.scoring.hashes import answers_hashes, answers_json, canonical
from rasoat.survey.answers import Result, with_area
from rasoat.survey.importing.cases import Case
from rasoat.survey.importing.sheet import Answer, Sheet
from rasoat.survey.models import Listing

NAMESPACE = uuid.UUID("5e0a4f6e-8a0b-5d63-9d0a-6f0d6d0f5b1c")
AREA = ("area_type", "region")
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


@dataclass(frozen=True)
class Block:
    """``answers`` holds one list a column, with one answer a case; among them area and region, which nobody types."""

    round: Round
    cases: Sequence[Case]
    answers: dict[str, list[Answer]]
    derived: Sequence[str]

    @classmethod
    def of(cls, round_: Round, sheet: Sheet, cases: Sequence[Case]) -> Block:
        """Return the cases with their answers."""
        areas = _areas([case.home.village for case in cases])
        return cls(round_, cases, {**sheet.answers([case.at for case in cases]), **areas}, sheet.derived)

    def answers_of(self, at: int) -> dict[str, Answer]:
        """Return the answers of one case as the page would hand them in."""
        row = {column: answers[at] for column, answers in self.answers.items()}
        return {
            column: answer
            for column, answer in row.items()
            if answer is not None or column not in self.derived
        }

    @cached_property
    def _canonical(self) -> dict[str, list[str]]:
        return canonical(self.answers)

    def ids(self) -> list[str]:
        """Return the identifiers of the forms: the same row gives the same form, however often the file comes."""
        code = json.dumps(self.round.code)
        typed = answers_hashes(written for column, written in self._canonical.items() if column not in AREA)
        return [
            _uuid5(f'[{code}, "{case.home.household}", "{case.visited_on}", "{own}"]')
            for case, own in zip(self.cases, typed, strict=True)
        ]

    def hashes(self) -> list[str]:
        """Return the hash of each form's answers."""
        return answers_hashes(self._canonical.values())

    def texts(self) -> list[str]:
        """Return each form's answers as JSON."""
        return answers_json(self.answers, unless_blank=self.derived)

    @cached_property
    def _frame(self) -> pl.DataFrame:
        texts = {column: _texts(column, answers) for column, answers in self.answers.items()}
        numbers = pl.int_range(len(self.cases), eager=True).cast(pl.String)
        return pl.DataFrame({"household_id": numbers, **texts})

    def results(self, rules: Rules) -> list[Result | None]:
        """Return the score of every case by ``rules``; None for one that cannot be scored."""
        wanted = [column for column in self._frame.columns if column in _read_by(rules)]
        scored = compile_batch(rules)(self._frame.lazy().select(wanted))
        rows = scored.select("b1", "b2", "class", pl.col("deprivations").fill_null("")).collect().rows()
        return [Result(*row) if row[0] is not None else None for row in rows]

    def findings(self, rules: Rules, results: Sequence[Result | None]) -> dict[int, list[scoring.Finding]]:
        """Return the checks of ``rules`` that speak, by the position of the scored case they speak about."""
        at = [at for at, result in enumerate(results) if result is not None]
        if not rules.checks or not at:
            return {}
        points = [result.b1 for result in results if result is not None]
        frame = self._frame[at].with_columns(
            pl.Series(B1, points, dtype=pl.Int64),
            pl.Series(EARLIER, [self._earlier(each) for each in at], dtype=pl.Int64),
        )
        speaks = compile_checks(rules)(frame)
        loud = speaks.with_columns(pl.Series("", at)).filter(pl.any_horizontal(speaks.columns))
        return {
            row[""]: [scoring.Finding(check) for check in rules.checks if row[check.key]]
            for row in loud.iter_rows(named=True)
        }

    def _earlier(self, at: int) -> int | None:
        earlier = self.cases[at].home.known.earlier
        return None if earlier is None or earlier.event_since else earlier.b1


def _uuid5(name: str) -> str:
    """Return the hex digits of ``uuid.uuid5(NAMESPACE, name)``, without the object around them (RFC 9562, 5.5)."""
    digits = hashlib.sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).hexdigest()
    return f"{digits[:12]}5{digits[13:16]}{_VARIANT[digits[16]]}{digits[17:32]}"


def _areas(villages: Sequence[VillageRound]) -> dict[str, list[Answer]]:
    distinct = {village.pk: village for village in villages}
    areas = {pk: with_area(Listing(village=village), {}) for pk, village in distinct.items()}
    found = [areas[village.pk] for village in villages]
    return {column: [area[column] for area in found] for column in AREA}


def _texts(column: str, answers: Sequence[Answer]) -> pl.Series:
    shown = {answer: None if answer is None else str(answer) for answer in set(answers)}
    return pl.Series(column, [shown[answer] for answer in answers], dtype=pl.String)


def _read_by(rules: Rules) -> set[str]:
    return {*rules.answer_columns, *(each.column for each in rules.derived_indicators)}

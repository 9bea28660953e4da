"""Import answers: each row of a file is handed in as one Phiếu B, under the same rules as on the page."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from rasoat import scoring
from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.scope import Scope
from rasoat.audit.action import today
from rasoat.errors import InputError, NotAllowed, RasoatError
from rasoat.law import Rules
from rasoat.roster.importing.grouping import Cleaner, Row
from rasoat.roster.importing.headings import locate, require_columns
from rasoat.roster.importing.persons import FORMULA_SIGNS
from rasoat.roster.importing.reading import Content, read_table
from rasoat.roster.importing.report import ImportResult, Line, Report, Severity
from rasoat.roster.importing.storing import Progress
from rasoat.roster.models import Household, Member, Relation
from rasoat.rounds import clock
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open
from rasoat.survey.answers import SubmitAnswers
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Listing, Submission
from rasoat.text_vi import NotADateError, clean_cell, parse_date

KEYS: Mapping[str, tuple[str, ...]] = {
    "household_id": ("ID hộ",),
    "village_code": ("Mã thôn",),
    "household_code": ("Mã hộ",),
    "visited_on": ("Ngày khảo sát",),
    "respondent": ("Người trả lời",),
    "area_type": ("Khu vực",),
    "region": ("Vùng",),
}
_WHOLE = re.compile(r"[0-9]{1,9}")
_RESPONDENT_LIMIT = 120
_NAMESPACE = uuid.UUID("5e0a4f6e-8a0b-5d63-9d0a-6f0d6d0f5b1c")


def _silent(_done: int, _all: int) -> None:
    """Show no progress."""


@dataclass(kw_only=True)
class ImportAnswers:
    """Hand in every row of an answers file through ``SubmitAnswers``; a refused row stores nothing, the others go in.

    A row names its household by ``household_id`` (the roster's own identifier), or by ``village_code`` and
    ``household_code``. The same row again is accepted without effect. ``visited_on`` and the head as respondent fill
    the columns of that name where they are missing or empty. ``dry_run`` does the same and takes it back. Raises
    ``InputError`` (R001 … R013), ``NotAllowed`` (A002) and ``Refused`` (P002); then nothing has changed.
    """

    actor: User
    round: Round
    file_name: str
    content: Content
    visited_on: date | None = None
    dry_run: bool = False
    progress: Progress = _silent
    _report: Report = field(default_factory=Report, init=False)

    def run(self) -> ImportResult:
        """Import, or try to; returns the counts and the report."""
        with transaction.atomic():
            self._scope: Scope = Access(self.actor, today()).scope(Permission.SURVEY_ANSWER)
            if not self._scope.paths:
                raise NotAllowed("A002", permission=Permission.SURVEY_ANSWER.label)
            require_open(self.round)
            result = self._bring_in()
            if self.dry_run:
                transaction.set_rollback(True)
        return result

    def _bring_in(self) -> ImportResult:
        self._report = Report()
        self._rules = self.round.rules
        rows = self._read()
        self._load()
        counts = {"rows": len(rows), "submitted": 0, "repeated": 0}
        self._seen: dict[uuid.UUID, int] = {}
        for done, (row, misshapen) in enumerate(rows, start=1):
            outcome = "" if misshapen else self._hand_in(row)
            if outcome:
                counts[outcome] += 1
            self.progress(done, len(rows))
        refused = len(rows) - counts["submitted"] - counts["repeated"]
        return ImportResult({**counts, "refused_rows": refused}, self._report.sorted(), self.dry_run)

    def _read(self) -> list[tuple[Row, bool]]:
        name = clean_cell(self.file_name)
        table = read_table(name, self.content)
        self._layout, below = locate(name, table, _aliases(self._rules))
        questions = [question.id for question in self._rules.questions]
        require_columns(name, self._layout, ("household_id", "household_code"), *questions)
        if not self._layout.has("household_id"):
            require_columns(name, self._layout, "village_code")
        for heading in self._layout.unknown:
            self._report.warn("R020", self._layout.row, heading, heading=heading)
        rows = list(Cleaner(self._layout, self._report, table.merges).rows(below))
        if not rows:
            raise InputError("R009", file=name)
        return rows

    def _load(self) -> None:
        listings = Listing.objects.within(self._scope).filter(village__round=self.round)
        found = listings.select_related("household", "village__unit", "village__round", "village__commune")
        self._by_id = {listing.household_id: listing for listing in found}
        self._by_code = {(each.village.unit.code, each.household.code): each for each in self._by_id.values()}

    def _hand_in(self, row: Row) -> str:
        """Hand one row in; return ``submitted``, ``repeated`` or, when it was refused, nothing."""
        listing = self._listing(row)
        if listing is None or not self._once(row, listing) or not self._area_fits(row, listing):
            return ""
        visited_on, respondent = self._visit(row), self._respondent(row, listing)
        if visited_on is None or respondent is None:
            return ""
        answers = self._answers(row)
        submission_id = self._submission_id(listing, answers, visited_on)
        repeated = Submission.objects.filter(pk=submission_id).exists()
        step = SubmitAnswers(
            actor=self.actor, village=listing.village, listing=listing, answers=answers, visited_on=visited_on,
            respondent=respondent, submission_id=submission_id,
        )  # fmt: skip
        try:
            step.run()
        except IncompleteAnswers as error:
            for reason in error.reasons:
                where = {"column": reason.column, "value": reason.value or ""}
                self._add(row, Severity.ERROR, reason.code, self._layout.title(reason.column), where)
            return ""
        except RasoatError as error:
            self._add(row, Severity.ERROR, error.code, "", error.where)
            return ""
        if repeated:
            self._add(row, Severity.WARNING, "R083", "", {})
        return "repeated" if repeated else "submitted"

    def _add(self, row: Row, level: Severity, code: str, column: str, where: Mapping[str, object]) -> None:
        self._report.lines.append(Line(row.number, level, code, column, _wanted(row), where))

    def _refuse(self, row: Row, code: str, column: str, /, **where: object) -> None:
        self._add(row, Severity.ERROR, code, self._layout.title(column), where)

    def _listing(self, row: Row) -> Listing | None:
        text = row.get("household_id")
        pk = _identifier(text)
        by_code = (row.get("village_code"), row.get("household_code"))
        listing = self._by_id.get(pk) if pk else None if text else self._by_code.get(by_code)
        if listing is None:
            mine = Household.objects.within(self._scope)
            known = mine.filter(pk=pk) if pk else mine.filter(village__code=by_code[0], code=by_code[1])
            column = "household_id" if text else "household_code"
            listed = not (text and not pk) and known.exists()
            self._refuse(row, "R084" if listed else "R080", column, wanted=_wanted(row))
        return listing

    def _once(self, row: Row, listing: Listing) -> bool:
        other = self._seen.setdefault(listing.household_id, row.number)
        if other != row.number:
            column = "household_id" if row.get("household_id") else "household_code"
            self._refuse(row, "R081", column, other=other)
        return other == row.number

    def _area_fits(self, row: Row, listing: Listing) -> bool:
        """Whether area and region, where the file has them, are those of the household's village."""
        unit = listing.village.unit
        have = {"area_type": unit.area_type, "region": unit.region}
        wrong = [column for column, value in have.items() if row.get(column) not in ("", value)]
        for column in wrong:
            self._refuse(row, "R082", column, value=row.get(column), have=have[column] or "–")
        return not wrong

    def _visit(self, row: Row) -> date | None:
        text = row.get("visited_on")
        if not text:
            return self.visited_on or clock.today(self.round)
        try:
            return parse_date(text).date
        except NotADateError:
            self._refuse(row, "R034", "visited_on", value=text)
            return None

    def _respondent(self, row: Row, listing: Listing) -> str | None:
        text = row.get("respondent")
        if text.startswith(FORMULA_SIGNS):
            self._refuse(row, "R031", "respondent", sign=text[0])
            return None
        if len(text) > _RESPONDENT_LIMIT:
            self._refuse(row, "R033", "respondent", length=len(text), limit=_RESPONDENT_LIMIT)
            return None
        heads = Member.objects.present().filter(household=listing.household_id, relation=Relation.HEAD)
        return text or heads.values_list("full_name", flat=True).first() or ""

    def _answers(self, row: Row) -> dict[str, int | str | None]:
        asked = [question.id for question in self._rules.questions]
        derived = [each.column for each in self._rules.derived_indicators if row.get(each.column)]
        return {column: _answer(row.get(column)) for column in (*asked, *derived)}

    def _submission_id(
        self, listing: Listing, answers: Mapping[str, int | str | None], visited_on: date
    ) -> uuid.UUID:
        """The same row gives the same form, however often the file comes."""
        parts = [
            self.round.code,
            str(listing.household_id),
            visited_on.isoformat(),
            scoring.answers_hash(answers),
        ]
        return uuid.uuid5(_NAMESPACE, json.dumps(parts))


def _aliases(rules: Rules) -> dict[str, tuple[str, ...]]:
    questions = {question.id: () for question in rules.questions}
    return {**KEYS, **questions, **{each.column: () for each in rules.derived_indicators}}


def _answer(text: str) -> int | str | None:
    return int(text) if _WHOLE.fullmatch(text) and text.isascii() else text or None


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def _wanted(row: Row) -> str:
    return row.get("household_id") or "/".join((row.get("village_code"), row.get("household_code")))

"""Rows to cases: which household, visited when, answered by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from rasoat.roster.importing.persons import FORMULA_SIGNS
from rasoat.survey.importing.register import Home, Key, Register
from rasoat.survey.importing.sheet import Sheet
from rasoat.text_vi import NotADateError, parse_date

RESPONDENT_LIMIT = 120


@dataclass(slots=True)
class Case:
    """A row of a considered household; ``at`` is its position in the file."""

    at: int
    home: Home
    visited_on: date
    respondent: str


class CaseReader:
    """Finds the household of each row; a row that names none, or one a second time, is refused with its reason."""

    def __init__(self, sheet: Sheet, register: Register, default_day: date) -> None:
        self._sheet, self._register, self._default_day = sheet, register, default_day
        names = zip(*map(sheet.texts, ("household_id", "village_code", "household_code")), strict=True)
        self._keys = [_key(*name) for name in names]
        self._given = {column: sheet.texts(column) for column in ("visited_on", "respondent")}
        self._areas = {c: sheet.texts(c) for c in ("area_type", "region") if sheet.layout.has(c)}
        self._seen: dict[int, int] = {}

    def cases(self) -> Iterator[Case]:
        """Yield the case of every row that has one, in the order of the file."""
        shaped = [at for at in range(len(self._keys)) if at not in self._sheet.columns.misshapen]
        self._register.read(self._keys[at] for at in shaped)
        unknown: list[int] = []
        for at in shaped:
            home = self._register.homes.get(self._keys[at])
            if home is None:
                unknown.append(at)
            elif case := self._case(at, home):
                yield case
        self._refuse_unknown(unknown)

    def _case(self, at: int, home: Home) -> Case | None:
        if not self._once(at, home) or not self._area_fits(at, home):
            return None
        visited_on, respondent = self._visit(at), self._respondent(at, home)
        if visited_on is None or respondent is None:
            return None
        return Case(at, home, visited_on, respondent)

    def _refuse_unknown(self, rows: list[int]) -> None:
        unlisted = self._register.unlisted({self._keys[at] for at in rows})
        for at in rows:
            code = "R084" if self._keys[at] in unlisted else "R080"
            self._sheet.refuse(at, code, self._named_by(at), wanted=self._sheet.wanted(at))

    def _named_by(self, at: int) -> str:
        return "household_id" if self._sheet.texts("household_id")[at] else "household_code"

    def _once(self, at: int, home: Home) -> bool:
        first = self._seen.setdefault(home.listing, at)
        if first != at:
            self._sheet.refuse(at, "R081", self._named_by(at), other=self._sheet.columns.numbers[first])
        return first == at

    def _area_fits(self, at: int, home: Home) -> bool:
        """Whether area and region, where the file has them, are those of the household's village."""
        unit, fits = home.village.unit, True
        for column, texts in self._areas.items():
            have = getattr(unit, column)
            if texts[at] not in ("", have):
                self._sheet.refuse(at, "R082", column, value=texts[at], have=have or "–")
                fits = False
        return fits

    def _visit(self, at: int) -> date | None:
        text = self._given["visited_on"][at]
        day = _day(text) if text else self._default_day
        if day is None:
            self._sheet.refuse(at, "R034", "visited_on", value=text)
        return day

    def _respondent(self, at: int, home: Home) -> str | None:
        text = self._given["respondent"][at]
        if text.startswith(FORMULA_SIGNS):
            self._sheet.refuse(at, "R031", "respondent", sign=text[0])
        elif len(text) > RESPONDENT_LIMIT:
            self._sheet.refuse(at, "R033", "respondent", length=len(text), limit=RESPONDENT_LIMIT)
        else:
            return text or home.known.head
        return None


def _key(household_id: str, village_code: str, household_code: str) -> Key:
    """Return what a row names its household by: its identifier, or its code; None for an identifier that is none."""
    if not household_id:
        return village_code, household_code
    try:
        return UUID(household_id)
    except ValueError:
        return None


@lru_cache(maxsize=1_000)
def _day(text: str) -> date | None:
    try:
        return parse_date(text).date
    except NotADateError:
        return None

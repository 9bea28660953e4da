"""One row to one person: every cell a possible value, or a line that says which is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasoat.roster.identity import mask, normalise
from rasoat.roster.importing import options
from rasoat.roster.importing.grouping import Row, is_head
from rasoat.roster.importing.headings import Layout
from rasoat.roster.importing.report import Report
from rasoat.roster.models import Member, Relation
from rasoat.text_vi import NotADateError, ParsedDate, Precision, parse_date
from rasoat.text_vi import date as shown

OLDEST = 120
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NAME_LIMIT = 120
ETHNIC_LIMIT = 30
CODE_LIMIT = 40
ADDRESS_LIMIT = 200
# Signs that Vietnamese names never hold and that text in the old 8-bit fonts is full of: “NguyÔn V¨n”.
_OLD_FONT = frozenset("¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÆÞßæ÷þ×Øø\ufffd")
_IDENTITY_LENGTHS = (9, 12)


@dataclass(slots=True)
class Person:
    """One person of the file."""

    row: int
    full_name: str
    relation: str
    sex: str
    born: ParsedDate
    ethnic_group: str
    identity_number: str

    @property
    def is_head(self) -> bool:
        """Whether the person is the head of the household."""
        return self.relation == Relation.HEAD

    def same_as(self) -> tuple[str, date, str]:
        """What makes two rows of one household look like one person."""
        return self.full_name.casefold(), self.born.date, self.born.precision.value


class PersonReader:
    """Reads rows; remembers what it has read before, since lists repeat themselves."""

    def __init__(self, layout: Layout, report: Report, today: date, opening_as_of: date) -> None:
        self.layout = layout
        self.report = report
        self.today = today
        self.opening_as_of = opening_as_of
        self._groups: dict[str, tuple[str, bool]] = {}
        self._dates: dict[str, ParsedDate | None] = {}

    def read(self, row: Row, head_name: str, household: str) -> Person | None:
        """Return the person, or None after one error line for each impossible cell."""
        name = self._text(
            row, "full_name" if row.get("full_name") else "head_name", row.name, NAME_LIMIT, household
        )
        if not row.name:
            self._error("R030", row, "full_name" if self.layout.has("full_name") else "head_name", household)
        relation = self._relation(row, head_name, household)
        sex = self._sex(row, household)
        born = self._born(row, household)
        group = self._ethnic_group(row, household)
        number = self._identity(row, household)
        if not name or relation is None or sex is None or born is None or group is None or number is None:
            return None
        return Person(row.number, name, relation, sex, born, group, number)

    def _error(self, code: str, row: Row, column: str, household: str, /, **where: object) -> None:
        self.report.error(code, row.number, self.layout.title(column), household, **where)

    def _text(self, row: Row, column: str, text: str, limit: int, household: str) -> str | None:
        """Return free text that may be stored; None after R031, R032 or R033."""
        if text.startswith(FORMULA_SIGNS):
            self._error("R031", row, column, household, sign=text[0])
        elif _OLD_FONT.intersection(text):
            self._error("R032", row, column, household, value=text[:NAME_LIMIT])
        elif len(text) > limit:
            self._error("R033", row, column, household, length=len(text), limit=limit)
        else:
            return text
        return None

    def free_text(self, row: Row, column: str, limit: int, household: str) -> str | None:
        """Return a cell of free text that may be stored; None after R031, R032 or R033."""
        return self._text(row, column, row.get(column), limit, household)

    def _relation(self, row: Row, head_name: str, household: str) -> str | None:
        text = row.get("relation")
        if not text and is_head(row, head_name):
            return str(Relation.HEAD)
        found = options.RELATION.read(text)
        if found is None:
            self._error("R039", row, "relation", household, value=text, accepted=options.RELATION.accepted)
        return found

    def _sex(self, row: Row, household: str) -> str | None:
        found = options.SEX.read(row.get("sex"))
        if found is None:
            self._error("R038", row, "sex", household, value=row.get("sex"), accepted=options.SEX.accepted)
        return found

    def _born(self, row: Row, household: str) -> ParsedDate | None:
        text = row.get("birth_date")
        if text not in self._dates:
            self._dates[text] = _parse(text)
        born = self._dates[text]
        if born is None:
            self._error("R034", row, "birth_date", household, value=text)
            return None
        return born if self._possible(born, row, household) else None

    def _possible(self, born: ParsedDate, row: Row, household: str) -> bool:
        if born.date > self.today:
            where = {"value": shown(*born), "today": shown(self.today)}
            self._error("R035", row, "birth_date", household, **where)
            return False
        if self.today.year - born.date.year > OLDEST:
            self._warn("R036", row, "birth_date", household, value=shown(*born), limit=OLDEST)
        if born.precision == Precision.DAY and born.date > self.opening_as_of:
            self._warn("R037", row, "birth_date", household, day=shown(self.opening_as_of))
        return True

    def _warn(self, code: str, row: Row, column: str, household: str, /, **where: object) -> None:
        self.report.warn(code, row.number, self.layout.title(column), household, **where)

    def _ethnic_group(self, row: Row, household: str) -> str | None:
        text = row.get("ethnic_group")
        if not text:
            return ""
        if text not in self._groups:
            self._groups[text] = options.ethnic_group(text)
        name, known = self._groups[text]
        if known and not text.startswith(FORMULA_SIGNS):
            return name
        kept = self._text(row, "ethnic_group", text, ETHNIC_LIMIT, household)
        if kept is not None:
            self._warn("R042", row, "ethnic_group", household, value=text)
        return kept

    def _identity(self, row: Row, household: str) -> str | None:
        text = row.get("identity_number")
        if not text:
            return ""
        number = normalise(text)
        if "identity_number" in row.numeric and len(number) + 1 in _IDENTITY_LENGTHS and _digits(number):
            number = f"0{number}"
            column = self.layout.title("identity_number")
            self.report.repaired("R029", row.number, column, household, value=mask(number))
        if len(number) in _IDENTITY_LENGTHS and _digits(number):
            return number
        self._error("R043", row, "identity_number", household, length=len(number))
        return None


def member(person: Person) -> Member:
    """Return the member row of a person, without its household."""
    return Member(
        full_name=person.full_name,
        relation=person.relation,
        sex=person.sex,
        birth_date=person.born.date,
        birth_precision=person.born.precision.value,
        ethnic_group=person.ethnic_group,
        identity_number=person.identity_number,
    ).prepare()


def _parse(text: str) -> ParsedDate | None:
    try:
        return parse_date(text)
    except NotADateError:
        return None


def _digits(number: str) -> bool:
    return number.isascii() and number.isdigit()

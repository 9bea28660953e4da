"""Blocks of rows to households that may be stored whole; a household with a refused row is refused whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from rasoat.roster.importing import options
from rasoat.roster.importing.grouping import Block, Row
from rasoat.roster.importing.headings import Layout
from rasoat.roster.importing.persons import ADDRESS_LIMIT, CODE_LIMIT, Person, PersonReader
from rasoat.roster.importing.report import Report, Severity
from rasoat.roster.importing.villages import Place, Villages
from rasoat.rounds.models import VillageRound
from rasoat.text_vi import NotADateError, fold, parse_date
from rasoat.text_vi import date as shown

SOURCE_LIMIT = 200
_KEYS = ("household_number", "household_code")
_ONE_VALUE = (*Place._fields, "opening_class", "persons", "address", "decision", "decision_date")


@dataclass(slots=True)
class Draft:
    """A household that may be stored.

    ``shares`` is the first row of another household of the file with the same code (0 for none), ``leads`` tells the
    first of them; ``kept`` is the household of the roster that this one is, when it is there already.
    """

    row: int
    label: str
    village: VillageRound
    code: str
    persons: list[Person]
    kind: str = ""
    source: str = ""
    address: str = ""
    shares: int = 0
    leads: bool = True
    kept: UUID | None = None
    refused: bool = False

    @property
    def head(self) -> Person:
        """The head of the household."""
        return next(person for person in self.persons if person.is_head)


@dataclass
class Checker:
    """Turns the blocks of one file into drafts."""

    layout: Layout
    report: Report
    villages: Villages
    reader: PersonReader
    classes: options.Options = options.CLASS
    refused_blocks: list[Block] = field(default_factory=list, init=False)

    def drafts(self, blocks: Sequence[Block]) -> list[Draft]:
        """Return the households that may be stored, in the order of the file."""
        placed = [(block, village) for block in blocks if (village := self._village(block))]
        groups: dict[tuple[int, str], list[Block]] = defaultdict(list)
        for block, village in placed:
            groups[village.unit_id, block.label].append(block)
        for same in groups.values():
            self._unite(same)
        self._refuse_households_of_strays(blocks)
        drafts = []
        for block, village in placed:
            if block.rows and (draft := self._draft(block, village)):
                same = [each for each in groups[village.unit_id, block.label] if each.rows]
                draft.leads = same[0] is block
                draft.shares = next((each.rows[0].number for each in same if each is not block), 0)
                drafts.append(draft)
        return drafts

    def _refuse_households_of_strays(self, blocks: Sequence[Block]) -> None:
        """Refuse the households of a code under which members stand alone: one of them would lack these members."""
        strays = {block.label: block.rows[0].number for block in blocks if block.rows and not block.heads()}
        for block in blocks:
            other = strays.get(block.label) if block.rows and block.heads() else None
            if block.label and other is not None:
                self.error("R068", block.rows[0].number, "household_code", block.label, other=other)
                block.refused = True

    def _village(self, block: Block) -> VillageRound | None:
        if not block.label:
            self.refused_blocks.append(block)
            return None
        found = self.villages.find(block.place)
        if found.village is None:
            self.error(found.code, block.rows[0].number, found.column, block.label, **found.where)
            self.refused_blocks.append(block)
        return found.village

    def error(self, code: str, row: int, column: str, household: str, /, **where: object) -> None:
        """Add a line that refuses."""
        self.report.error(code, row, self.layout.title(column) if column else "", household, **where)

    # Blocks of one code in one village

    def _unite(self, blocks: list[Block]) -> None:
        """Drop rows that stand twice, and bring members that stand apart to their household."""
        seen: dict[tuple[object, ...], int] = {}
        for block in blocks:
            block.rows = [row for row in block.rows if self._first_time(row, block, seen)]
        filled = [block for block in blocks if block.rows]
        headed = [block for block in filled if block.heads()]
        for block in filled if len(filled) > 1 else ():
            # Members that stand apart go to the one household of their code; among several nobody guesses.
            if not block.heads() and len(headed) == 1:
                headed[0].rows += block.rows
                headed[0].refused |= block.refused
                block.rows = []
        self._tell_namesakes(headed)

    def _first_time(self, row: Row, block: Block, seen: dict[tuple[object, ...], int]) -> bool:
        """Whether the row says something new; a copy, its running number aside, is dropped openly."""
        content = tuple(item for item in sorted(row.cells.items()) if item[0] not in _KEYS)
        first = seen.setdefault(content, row.number)
        if first == row.number:
            return True
        self.report.repaired("R027", row.number, "", block.label, first=first)
        return False

    def _tell_namesakes(self, blocks: list[Block]) -> None:
        """Refuse households of one code and one head's name that differ: nobody can tell which is right."""
        seen: dict[str, Block] = {}
        for block in blocks:
            earlier = seen.setdefault(fold(block.heads()[0].name), block)
            if earlier is not block:
                other = earlier.rows[0].number
                self.error("R059", block.rows[0].number, "household_code", block.label, other=other)
                block.refused = earlier.refused = True

    # One household

    def _draft(self, block: Block, village: VillageRound) -> Draft | None:
        before = len(self.report.lines)
        head_name = block.head_name
        persons = [self.reader.read(row, head_name, block.label) for row in block.rows]
        self._check_heads(block)
        self._check_same_values(block)
        people = [person for person in persons if person is not None]
        self._check_twice(people, block.label)
        draft = Draft(block.rows[0].number, block.label, village, "", people)
        self._read_household(block, draft)
        errors = any(line.level == Severity.ERROR for line in self.report.lines[before:])
        if errors or block.refused or len(people) < len(persons):
            self.refused_blocks.append(block)
            return None
        return draft

    def _check_heads(self, block: Block) -> None:
        heads = block.heads()
        first = block.rows[0].number
        if not heads:
            # A relation that is not understood is told in its own line.
            if all(options.RELATION.read(row.get("relation")) for row in block.rows):
                self.error("R051", first, "relation", block.label)
            return
        for row in heads[1:]:
            self.error("R050", row.number, "relation", block.label, other=heads[0].number)
        if len(heads) == 1 and block.head_name and fold(heads[0].name) != fold(block.head_name):
            self.error("R052", heads[0].number, "head_name", block.label)

    def _check_same_values(self, block: Block) -> None:
        for column in _ONE_VALUE:
            if self.layout.has(column):
                first = block.value(column)
                other = next((r for r in block.rows if r.get(column) and r.get(column) != first), None)
                if other:
                    where = {"one": first, "other": other.get(column)}
                    self.error("R060", other.number, column, block.label, **where)

    def _check_twice(self, people: list[Person], label: str) -> None:
        seen: dict[object, Person] = {}
        for person in people:
            earlier = seen.setdefault(person.same_as(), person)
            told_apart = earlier.identity_number and person.identity_number
            if earlier is not person and not told_apart:
                self.error("R046", person.row, "full_name", label, other=earlier.row)

    def _read_household(self, block: Block, draft: Draft) -> None:
        self._read_code(block)
        draft.address = self._text(block, "address", ADDRESS_LIMIT)
        draft.kind = self._kind(block)
        draft.source = self._source(block)
        text = block.value("persons")
        if text and text != str(len(block.rows)):
            row = block.first("persons")
            self.error("R061", row.number, "persons", block.label, value=text, have=len(block.rows))

    def _text(self, block: Block, column: str, limit: int) -> str:
        return self.reader.free_text(block.first(column), column, limit, block.label) or ""

    def _read_code(self, block: Block) -> None:
        column = "household_code" if block.code else "household_number"
        # Room is left for the suffix of a code that has to be told apart.
        self._text(block, column, CODE_LIMIT - 5)
        if not block.code and self.layout.has("household_code"):
            row = block.first(column).number
            self.report.repaired(
                "R067", row, self.layout.title("household_code"), block.label, value=block.number
            )

    def _kind(self, block: Block) -> str:
        text = block.value("opening_class")
        if not text:
            return ""
        row = block.first("opening_class").number
        kind = self.classes.read(text)
        if kind is None:
            self.error("R040", row, "opening_class", block.label, value=text, accepted=self.classes.accepted)
            return ""
        if options.is_unspecific(text) and kind != options.Kind.POOR:
            self.report.warn("R041", row, self.layout.title("opening_class"), block.label, value=text)
        return kind

    def _source(self, block: Block) -> str:
        number, day = self._text(block, "decision", SOURCE_LIMIT - 20), block.value("decision_date")
        if not day:
            return number
        try:
            return f"{number} ngày {shown(*parse_date(day))}".strip()
        except NotADateError:
            row = block.first("decision_date").number
            self.error("R034", row, "decision_date", block.label, value=day)
            return number

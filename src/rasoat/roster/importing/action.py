"""Import a roster: the households of a round with their members and the opening list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.audit.action import Action, today
from rasoat.errors import InputError
from rasoat.roster.importing import options
from rasoat.roster.importing.grouping import Block, Cleaner, group
from rasoat.roster.importing.headings import ROSTER, UNUSED, Layout, locate, require_columns
from rasoat.roster.importing.households import Checker
from rasoat.roster.importing.persons import PersonReader
from rasoat.roster.importing.reading import Content, SheetRow, Table, read_table
from rasoat.roster.importing.report import ImportResult, Report, Severity
from rasoat.roster.importing.settling import Settler
from rasoat.roster.importing.storing import Progress, store
from rasoat.roster.importing.villages import Villages
from rasoat.roster.models import RosterImport
from rasoat.rounds import clock
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_open
from rasoat.text_vi import clean_cell

# “Họ và tên” is the person of the row, or the head's name beside a column of members.
_NAME = "name"
_ALIASES: Mapping[str, tuple[str, ...]] = {**ROSTER, _NAME: ("Họ và tên", "Họ tên", "Họ, tên")}
FILE_NAME_LIMIT = 200


def _silent(_done: int, _all: int) -> None:
    """Show no progress."""


@dataclass(kw_only=True)
class ImportRoster(Action[ImportResult]):
    """Bring a file of households into the roster of a round, with their class on the opening list.

    ``content`` is the file (xlsx, or csv in UTF-8) or rows in memory, heading row first. A household with a refused
    row is refused whole; the others go in. ``dry_run`` does the same and takes it back. Raises ``InputError``
    (R001 … R016) for a file that cannot be read, ``Refused`` (P002) for a closed round, ``NotAllowed``; then nothing
    has changed.
    """

    name: ClassVar[str] = "roster.import"
    permission: ClassVar[Permission] = Permission.ROSTER_IMPORT

    round: Round
    file_name: str
    content: Content
    dry_run: bool = False
    progress: Progress = _silent

    def run(self) -> ImportResult:
        """Import, or try to; returns the counts and the report."""
        try:
            with transaction.atomic():
                result = super().run()
                if self.dry_run:
                    transaction.set_rollback(True)
        except IntegrityError as error:
            raise InputError("R016", file=self._name) from error
        return result

    def unit(self) -> Unit:
        """The round's unit, or the first unit inside it for which the actor may import."""
        access = Access(self.actor, today())
        self._scope: Scope = access.scope(self.permission)
        if self._scope.covers(self.round.unit):
            return self.round.unit
        inside = (a.unit for a in access.assignments if self.round.unit.path < a.unit.path)
        own = (
            unit for unit in inside if self._scope.covers(unit) and unit.path.startswith(self.round.unit.path)
        )
        return next(own, self.round.unit)

    @property
    def _name(self) -> str:
        return clean_cell(PurePath(self.file_name.replace("\\", "/")).name)[-FILE_NAME_LIMIT:] or "?"

    def check(self) -> None:
        """The round is open, and the same bytes were not imported for it before (R010)."""
        require_open(self.round)
        self._sha256 = digest(self.content)
        earlier = RosterImport.objects.filter(round=self.round, file_sha256=self._sha256).first()
        if earlier is not None:
            at = timezone.localtime(earlier.imported_at)
            raise InputError("R010", file=self._name, at=f"{at:%H:%M %d/%m/%Y}")

    def execute(self) -> ImportResult:
        """Read, check, settle and store."""
        self._report = Report()
        self._rows = 0
        table = read_table(self._name, self.content)
        layout, below = self._locate(table)
        blocks = group(
            Cleaner(layout, self._report, table.merges).rows(self._counted(below)), layout, self._report
        )
        if not blocks:
            raise InputError("R009", file=self._name)
        counts = self._bring_in(layout, blocks)
        self._keep_record(counts)
        return ImportResult(counts, self._report.sorted(), self.dry_run)

    def _locate(self, table: Table) -> tuple[Layout, Iterator[SheetRow]]:
        layout, below = locate(self._name, table, _ALIASES, UNUSED)
        layout = _resolve_name(layout)
        require_columns(
            self._name, layout, ("household_code", "household_number"), ("full_name", "head_name"), "sex",
            "birth_date", ("village_code", "village_name"),
        )  # fmt: skip
        if layout.has("full_name"):
            require_columns(self._name, layout, ("relation", "head_name"))
        for heading in layout.unknown:
            self._report.warn("R020", layout.row, heading, heading=heading)
        if not layout.has("opening_class"):
            self._report.warn("R021", layout.row)
        if table.other_sheets:
            self._report.warn("R022", layout.row, sheet=table.sheet, others=", ".join(table.other_sheets))
        return layout, below

    def _counted(self, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for row in rows:
            self._rows += any(cell and not cell.isspace() for cell in row.cells)
            yield row

    def _bring_in(self, layout: Layout, blocks: list[Block]) -> dict[str, int]:
        reader = PersonReader(layout, self._report, clock.today(self.round), self.round.opening_as_of)
        villages, classes = Villages(self.round, self._scope), options.opening_classes(self.round.rules)
        checker = Checker(layout, self._report, villages, reader, classes)
        drafts = checker.drafts(blocks)
        settler = Settler(self.round, layout, self._report)
        stay = settler.settle(drafts)
        counts = {"rows": self._rows, **store(self.round, stay, settler.openings, self.progress)}
        refused = [len(block.rows) for block in checker.refused_blocks]
        refused += [len(draft.persons) for draft in drafts if draft.refused]
        levels = {"repaired": Severity.REPAIRED, "warnings": Severity.WARNING, "errors": Severity.ERROR}
        return {
            **counts,
            "refused_rows": sum(refused),
            "refused_households": len(refused),
            **{name: self._report.count(level) for name, level in levels.items()},
        }

    def _keep_record(self, counts: Mapping[str, int]) -> None:
        """Remember the file, unless nothing of it went in: then it may come again when the cause is mended."""
        if not counts["households"] + counts["kept"]:
            return
        RosterImport.objects.create(
            round=self.round,
            file_name=self._name,
            file_sha256=self._sha256,
            rows=counts["rows"],
            households=counts["households"],
            members=counts["members"],
            refused=counts["refused_rows"],
            repaired=counts["repaired"],
            imported_by=self.actor,
        )

    def subject(self, result: ImportResult) -> str:
        """The round."""
        return f"round:{self.round.pk}"

    def facts(self, result: ImportResult) -> Mapping[str, Any]:
        """Counts and the file's hash; no names."""
        return {"sha256": self._sha256, **result.counts}


def _resolve_name(layout: Layout) -> Layout:
    if not layout.has(_NAME):
        return layout
    meant = "head_name" if layout.has("full_name") and not layout.has("head_name") else "full_name"
    index, titles = dict(layout.index), dict(layout.titles)
    at, title = index.pop(_NAME), titles.pop(_NAME)
    if layout.has(meant):
        return replace(layout, index=index, titles=titles, unknown=(*layout.unknown, title))
    return replace(layout, index={**index, meant: at}, titles={**titles, meant: title})


def digest(content: Content) -> str:
    """Return the SHA-256 of a file or of rows in memory."""
    if not isinstance(content, bytes):
        content = json.dumps([[str(cell) for cell in row] for row in content], ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
    return hashlib.sha256(content).hexdigest()

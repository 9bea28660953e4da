"""Import units: provinces, districts, communes and villages with their place in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.areas.importing import COLUMNS, REQUIRED, UnitImport, UnitRow
from rasoat.areas.models import Unit
from rasoat.audit import log
from rasoat.audit.action import Action, today
from rasoat.errors import InputError, NotAllowed
from rasoat.roster.importing.action import digest
from rasoat.roster.importing.grouping import Cleaner
from rasoat.roster.importing.headings import locate, require_columns
from rasoat.roster.importing.reading import Content, read_table
from rasoat.roster.importing.report import ImportResult, Report, Severity

SETUP = "setup"
_KEPT = "R077"


@dataclass(kw_only=True)
class ImportUnits(Action[ImportResult]):
    """Bring a table of units in. The administrator may, for units inside his own.

    While there is no unit at all nobody can hold a role, so the first table may be brought in by any account; the log
    says so with the role ``setup``. ``root`` narrows the import to one unit. Raises ``InputError`` and ``NotAllowed``.
    """

    name: ClassVar[str] = "units.import"
    permission: ClassVar[Permission] = Permission.PEOPLE_MANAGE

    file_name: str
    content: Content
    root: Unit | None = None
    dry_run: bool = False

    def run(self) -> ImportResult:
        """Import, or try to."""
        try:
            with transaction.atomic():
                result = self._run()
                if self.dry_run:
                    transaction.set_rollback(True)
        except IntegrityError as error:
            raise InputError("R016", file=self.file_name) from error
        return result

    def _run(self) -> ImportResult:
        empty = not Unit.objects.exists()
        access = Access(self.actor, today())
        paths = access.scope(self.permission).paths
        if not empty and not paths:
            raise NotAllowed("A002", permission=self.permission.label)
        if self.root is not None and not empty:
            access.role_for(self.permission, self.root)
            paths = (self.root.path,)
        result = self.bring_in(() if empty else paths)
        first = paths[0] if paths else ""
        role = SETUP if empty else next(a.role for a in access.assignments if first.startswith(a.unit.path))
        log.record(
            actor=self.actor, role=role, action=self.name, unit_path=first, subject="units:",
            facts=self.facts(result),
        )  # fmt: skip
        return result

    def bring_in(self, under: tuple[str, ...]) -> ImportResult:
        """Read, check and store; returns the counts and the report."""
        report = Report()
        table = read_table(self.file_name, self.content)
        layout, below = locate(self.file_name, table, COLUMNS)
        require_columns(self.file_name, layout, *REQUIRED)
        for heading in layout.unknown:
            report.warn("R020", layout.row, heading, heading=heading)
        cleaned = list(Cleaner(layout, report, table.merges).rows(below))
        if not cleaned:
            raise InputError("R009", file=self.file_name)
        rows: Iterable[UnitRow] = (
            UnitRow(row.number, row.cells) for row, misshapen in cleaned if not misshapen
        )
        added, problems = UnitImport(under).run(rows)
        for problem in problems:
            level = Severity.WARNING if problem.code == _KEPT else Severity.ERROR
            title = layout.title(problem.column)
            report.add(level, problem.code, problem.row, title, problem.unit, **problem.where)
        refused = {line.row for line in report.lines if line.level == Severity.ERROR}
        kept = sum(problem.code == _KEPT for problem in problems)
        counts = {"rows": len(cleaned), "units": len(added), "kept": kept, "refused_rows": len(refused)}
        return ImportResult(counts, report.sorted(), self.dry_run)

    def facts(self, result: ImportResult) -> Mapping[str, Any]:
        """Counts and the file's hash."""
        return {"sha256": digest(self.content), **result.counts}

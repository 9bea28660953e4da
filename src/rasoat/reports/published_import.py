"""Published figures from a file: every row is recorded by the same action as on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.errors import InputError, RasoatError
from rasoat.reports.definitions import definition
from rasoat.reports.files import unit_called
from rasoat.reports.published import RecordPublished
from rasoat.roster.importing.grouping import Cleaner, Row
from rasoat.roster.importing.headings import Layout, locate, require_columns
from rasoat.roster.importing.reading import Content, read_table
from rasoat.roster.importing.report import ImportResult, Report, Severity
from rasoat.rounds.models import Round
from rasoat.text_vi import NotADateError, parse_date

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit_code": ("Mã đơn vị",),
    "report": ("Báo cáo", "Biểu"),
    "line": ("Dòng",),
    "column": ("Cột",),
    "decision": ("Số quyết định",),
    "decided_on": ("Ngày quyết định",),
    "printed": ("Con số như in", "Con số"),
}
REQUIRED = ("unit_code", "report", "column", "decision", "decided_on", "printed")
DECISION_LIMIT = 120
_FIELDS = {"T006": "report", "T007": "unit_code", "T009": "unit_code", "T010": "column", "T021": "printed"}
_FIELDS |= {"T029": "line", "T030": "decision", "P003": "decided_on", "R034": "decided_on"}


@dataclass
class ImportPublished:
    """Records a table of published figures in a round, row by row; a refused row is reported, the others go in.

    ``dry_run`` does the same and takes it back. Raises ``InputError`` (R001 … R009) for a file that is no table.
    """

    actor: User
    round: Round
    file_name: str
    content: Content
    dry_run: bool = False

    def run(self) -> ImportResult:
        """Import, or try to; returns the counts and the report."""
        with transaction.atomic():
            result = self._run()
            if self.dry_run:
                transaction.set_rollback(True)
        return result

    def _run(self) -> ImportResult:
        report = Report()
        table = read_table(self.file_name, self.content)
        layout, below = locate(self.file_name, table, COLUMNS)
        require_columns(self.file_name, layout, *REQUIRED)
        for heading in layout.unknown:
            report.warn("R020", layout.row, heading, heading=heading)
        rows = list(Cleaner(layout, report, table.merges).rows(below))
        if not rows:
            raise InputError("R009", file=self.file_name)
        recorded = sum(self._record(row, layout, report) for row, misshapen in rows if not misshapen)
        counts = {"rows": len(rows), "figures": recorded, "refused_rows": len(rows) - recorded}
        return ImportResult(counts, report.sorted(), self.dry_run)

    def _record(self, row: Row, layout: Layout, report: Report) -> bool:
        """Record one row in a savepoint of its own; tell whether it went in."""
        try:
            with transaction.atomic():
                self._action(row).run()
        except RasoatError as error:
            field = _FIELDS.get(error.code, "")
            title = layout.title(field) if field else ""
            report.add(Severity.ERROR, error.code, row.number, title, row.get("unit_code"), **error.where)
            return False
        return True

    def _action(self, row: Row) -> RecordPublished:
        if not row.get("decision") or len(row.get("decision")) > DECISION_LIMIT:
            raise InputError("T030", limit=DECISION_LIMIT)
        return RecordPublished(
            actor=self.actor,
            round=self.round,
            at=unit_called(row.get("unit_code"), self.round),
            decision=row.get("decision"),
            decided_on=_day(row.get("decided_on")),
            report=row.get("report"),
            column=row.get("column"),
            printed=_printed(row),
            line=self._line(row),
        )

    def _line(self, row: Row) -> str:
        form = definition(row.get("report"), self.round)
        asked = row.get("line") or form.measures[0]
        if asked not in form.measures:
            raise InputError("T029", report=form.key, line=asked, known=", ".join(form.measures))
        return asked


def _day(text: str) -> date:
    try:
        return parse_date(text).date
    except NotADateError:
        raise InputError("R034", value=text) from None


def _printed(row: Row) -> str:
    """Return the figure as papers print it; a workbook holds 21,88 as a number, with a point."""
    text = row.get("printed")
    return text.replace(".", ",") if "printed" in row.numeric else text

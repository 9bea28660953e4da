"""A table as PDF, on landscape A4."""

from __future__ import annotations

from collections.abc import Sequence

from rasoat.documents.common import chairman, commune_of, letterhead
from rasoat.documents.render import render_many
from rasoat.documents.shapes import Letterhead, Report, ReportHeading, ReportLine, Signature
from rasoat.reports.checks import require_printable
from rasoat.reports.definitions import HeadCell
from rasoat.reports.printed import SIGNERS, Line, Printed, printed
from rasoat.reports.table import COUNTRY_LEVEL, Table
from rasoat.rounds.clock import today


def to_pdf(table: Table) -> bytes:
    """Return the table as PDF, dated on the round's day, or on that of its frozen set.

    Raises ``Refused`` as ``require_printable``.
    """
    return to_pdf_set([table])


def to_pdf_set(tables: Sequence[Table]) -> bytes:
    """Return the tables as one PDF; raises ``Refused`` as ``require_printable``."""
    for table in tables:
        require_printable(table)
    return render_many("report", [report_of(table) for table in tables])


def report_of(table: Table) -> Report:
    """Return the data of the PDF."""
    form = printed(table)
    return Report(
        practice=table.round.practice,
        head=_head(table, form),
        year=table.round.year,
        title=form.title,
        subtitles=list(form.subtitles),
        places=form.places,
        people=table.definition.people,
        headings=[_heading(cell) for cell in form.head],
        numbers=list(form.numbers),
        lines=[_line(line) for line in form.lines],
        prepared_by=_prepared(table),
        signature=chairman(_signed(table)) if form.signers[1] else Signature(capacity="", name=""),
    )


def _head(table: Table, form: Printed) -> Letterhead:
    dated = table.frozen.as_of if table.frozen else today(table.round)
    head = letterhead(commune_of(table.unit), dated)
    if table.unit.level == COUNTRY_LEVEL:
        head["issuer"], head["place"] = "\n".join(form.issuer), "Việt Nam"
    return head


def _heading(cell: HeadCell) -> ReportHeading:
    return ReportHeading(
        text=cell.text, row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns
    )


def _line(line: Line) -> ReportLine:
    return ReportLine(
        number=line.number,
        name=line.name,
        measure=line.measure_label,
        figures=[figure.text for figure in line.figures],
        first=line.first,
        span=line.span,
        total=line.total,
        depth=line.depth,
        band=line.band,
    )


def _prepared(table: Table) -> str:
    return f"{SIGNERS[0]}\n\n\n\n{table.frozen.maker}" if table.frozen else SIGNERS[0]


def _signed(table: Table) -> str:
    return table.frozen.checker if table.frozen else ""

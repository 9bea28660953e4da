"""The monthly report of decisions on requests in the year: commune → district → province (TT14; QĐ24 Điều 7)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from rasoat.areas.models import Level, Unit
from rasoat.documents.common import chairman, commune_of, in_full, letterhead, lower
from rasoat.documents.render import render
from rasoat.documents.shapes import Report, ReportHeading, ReportLine
from rasoat.recognition.models import Recognition
from rasoat.reports.printed import COUNTRY, PRACTICE, SIGNERS
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.text_vi import inert, number
from rasoat.yearround.models import Case

K = Recognition.Kind
COLUMNS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Hộ nghèo bổ sung", "Poor added", frozenset({K.POOR_NEW, K.POOR_AGAIN, K.POOR_FROM_NEAR})),
    ("Hộ cận nghèo bổ sung", "Near-poor added", frozenset({K.NEAR_NEW, K.NEAR_AGAIN})),
    ("Thoát nghèo, thành cận nghèo", "Escaped poverty to near-poor", frozenset({K.NEAR_FROM_POOR})),
    ("Thoát nghèo, vượt chuẩn cận nghèo", "Escaped poverty beyond near-poor", frozenset({K.ESCAPED_POOR})),
    ("Thoát cận nghèo", "Escaped near-poverty", frozenset({K.ESCAPED_NEAR})),
    ("Không công nhận", "Refused", frozenset({"refused"})),
)
TITLE = "BÁO CÁO THÁNG: HỘ BỔ SUNG, HỘ THOÁT NGHÈO TRONG NĂM"


@dataclass(frozen=True)
class Monthly:
    """One month of one unit: a row a unit below it, and the total last; all are households."""

    round: Round
    unit: Unit
    month: date
    rows: tuple[tuple[Unit, tuple[int, ...]], ...]

    @property
    def total(self) -> tuple[int, ...]:
        """The sums of the columns."""
        sums = [sum(column) for column in zip(*(counts for _unit, counts in self.rows), strict=True)]
        return tuple(sums) if sums else (0,) * len(COLUMNS)


def monthly(round_: Round, unit: Unit, month: date) -> Monthly:
    """Count the cases decided in the month of the day ``month`` under ``unit``, by the units one level below."""
    cases = Case.objects.filter(
        village__round=round_,
        village__unit__path__startswith=unit.path,
        decided_on__year=month.year,
        decided_on__month=month.month,
    )
    found: dict[str, Counter[str]] = {}
    depth = unit.path.count("/") + 1
    for path, state, kind in cases.values_list("village__unit__path", "state", "recognition__kind"):
        below = "/".join(path.split("/")[:depth]) + "/"
        found.setdefault(below, Counter())[kind or state] += 1
    units = Unit.objects.in_force(round_.reference_date).filter(parent=unit).order_by("path")
    shown = list(units) if unit.level != Level.VILLAGE else [unit]
    return Monthly(
        round_, unit, month, tuple((each, _counts(found.get(each.path, Counter()))) for each in shown)
    )


def _counts(kinds: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sum(kinds.get(kind, 0) for kind in wanted) for _vi, _en, wanted in COLUMNS)


def to_csv(report: Monthly) -> bytes:
    """Return it as CSV: unit, month and ``c1`` … ``c6``, the total last."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [f"c{at}" for at in range(1, len(COLUMNS) + 1)]
    writer.writerow(["unit_code", "unit_name", "level", "month", *names, "note"])
    note = PRACTICE if report.round.practice else ""
    for unit, counts in (*report.rows, (report.unit, report.total)):
        writer.writerow(
            [inert(unit.code), inert(str(unit)), unit.level, f"{report.month:%Y-%m}", *counts, note]
        )
    return out.getvalue().encode()


def to_xlsx(report: Monthly) -> bytes:
    """Return it as xlsx, the total as a live sum; texts are always texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Báo cáo tháng")
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
    )
    cell, title = book.add_format({"border": 1}), book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, COUNTRY[0])
    sheet.write_string(1, 0, TITLE, title)
    sheet.write_string(2, 0, f"{report.unit}, tháng {report.month:%m/%Y}")
    if report.round.practice:
        sheet.write_string(3, 0, PRACTICE)
    for at, head in enumerate(["TT", "Đơn vị", *(vi for vi, _en, _wanted in COLUMNS)]):
        sheet.write_string(4, at, head, bold)
    for line, (unit, counts) in enumerate(report.rows, start=1):
        sheet.write_number(4 + line, 0, line, cell)
        sheet.write_string(4 + line, 1, str(unit), cell)
        for at, count in enumerate(counts, start=2):
            sheet.write_number(4 + line, at, count, cell)
    last = 5 + len(report.rows)
    sheet.write_string(last, 1, "Tổng cộng", bold)
    for at, total in enumerate(report.total, start=2):
        column = chr(ord("A") + at)
        sheet.write_formula(last, at, f"=SUM({column}6:{column}{last})" if report.rows else "=0", bold, total)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 1 + len(COLUMNS), 16)
    book.close()
    return out.getvalue()


def to_pdf(report: Monthly) -> bytes:
    """Return it as PDF on landscape A4."""
    return render("report", paper_of(report))


def paper_of(report: Monthly) -> Report:
    """Return the data of the PDF."""
    heads = ["TT", "Đơn vị", *(vi for vi, _en, _wanted in COLUMNS)]
    rows: Iterable[tuple[str, str, tuple[int, ...], bool]] = (
        *((str(n), str(unit), counts, False) for n, (unit, counts) in enumerate(report.rows, start=1)),
        ("", "Tổng cộng", report.total, True),
    )
    where = in_full(report.unit) if report.unit.level == Level.VILLAGE else lower(report.unit)
    return Report(
        practice=report.round.practice,
        head=letterhead(commune_of(report.unit), today(report.round)),
        year=report.month.year,
        title=TITLE,
        subtitles=[f"{where[:1].upper()}{where[1:]}, tháng {report.month:%m/%Y}", "Đơn vị tính: hộ"],
        places=2,
        headings=[
            ReportHeading(text=text, row=0, column=at, rows=1, columns=1) for at, text in enumerate(heads)
        ],
        numbers=["A", "B", *(str(at) for at in range(1, len(COLUMNS) + 1))],
        lines=[
            ReportLine(
                number=number_, name=name, measure="", figures=[number(count) for count in counts],
                first=True, span=1, total=total, depth=0,
            )
            for number_, name, counts, total in rows
        ],
        prepared_by=SIGNERS[0],
        signature=chairman(),
    )  # fmt: skip


FORMATS: Mapping[str, tuple[Callable[[Monthly], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (to_pdf, "application/pdf"),
}


def file_name(report: Monthly, ending: str) -> str:
    """Return a plain ASCII name: ``trong-nam-061-2019-02.csv``."""
    return f"trong-nam-{report.unit.code}-{report.month:%Y-%m}.{ending}"


def columns(language: str) -> list[Any]:
    """Return the headings in ``language``."""
    return [vi if language == "vi" else en for vi, en, _wanted in COLUMNS]

"""A spreadsheet to start from: the official layout with every mark in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasoat.areas.models import Unit
from rasoat.reports.definitions import Definition
from rasoat.reports.printed import Figure, Line, printed
from rasoat.reports.table import Table
from rasoat.reports.xlsx import printed_workbook
from rasoat.rounds.models import Round


def example(form: Definition, round_: Round, unit: Unit) -> bytes:
    """Return a workbook whose figures are marks: a row for each unit below, then the total."""
    sheet = printed(Table(form, round_, unit, preliminary=False))
    filled = replace(
        sheet,
        issuer=("ỦY BAN NHÂN DÂN", "{{tên}}"),
        subtitles=("Năm {{năm}} – {{tên}}", "{{bộ số liệu}}", "{{ghi chú}}"),
        stamp="",
        lines=tuple(_lines(form, unit)),
    )
    return printed_workbook(filled, form.title_vi, round_.reference_date)


def _lines(form: Definition, unit: Unit) -> Iterator[Line]:
    for place, number, name in (
        ("mỗi dòng", "{{stt@mỗi dòng}}", "{{tên@mỗi dòng}}"),
        ("tổng", "", "Tổng cộng"),
    ):
        for index, line in enumerate(form.lines):
            suffix = f"/{line.key}" if len(form.lines) > 1 else ""
            figures = (
                Figure(column, "{{" + f"{form.key}.{column.name}@{place}{suffix}" + "}}")
                for column in form.columns
            )
            yield Line(
                number=number,
                name=name,
                unit=unit,
                measure=line.key,
                measure_label=line.label_vi,
                first=index == 0,
                span=len(form.lines),
                total=place == "tổng",
                depth=0,
                figures=tuple(figures),
            )

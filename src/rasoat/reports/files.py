"""A report as a file: built, checked, and written in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse

from rasoat.areas.models import Unit
from rasoat.errors import InputError
from rasoat.reports.csv_file import to_csv
from rasoat.reports.models import ReportSet
from rasoat.reports.parquet import to_parquet
from rasoat.reports.pdf import to_pdf, to_pdf_set
from rasoat.reports.table import COUNTRY_LEVEL, Table
from rasoat.reports.xlsx import to_workbook, to_xlsx
from rasoat.rounds.models import Round


class Format(NamedTuple):
    """How a table becomes a file, and its media type."""

    write: Callable[[Table], bytes]
    media_type: str


def _csv(table: Table) -> bytes:
    return to_csv(table).encode()


FORMATS: Mapping[str, Format] = {
    "csv": Format(_csv, "text/csv; charset=utf-8"),
    "xlsx": Format(to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": Format(to_pdf, "application/pdf"),
    "parquet": Format(to_parquet, "application/vnd.apache.parquet"),
}


_WHOLE: Mapping[str, Callable[[Sequence[Table]], bytes]] = {"xlsx": to_workbook, "pdf": to_pdf_set}


def set_bytes(tables: Sequence[Table], extension: str, *, whole: bool) -> tuple[bytes, str]:
    """Return one table, or all of them in one workbook or PDF, with the media type.

    Raises ``InputError`` T012 for a format that does not exist, T006 when there is no table.
    """
    if not tables:
        raise InputError("T006", key="", known=", ".join(FORMATS))
    chosen = format_called(extension)
    if not whole:
        return chosen.write(tables[0]), chosen.media_type
    if extension not in _WHOLE:
        raise InputError("T012", format=extension, known=", ".join(_WHOLE))
    return _WHOLE[extension](tables), chosen.media_type


def attachment(content: bytes, media_type: str, name: str, extension: str) -> HttpResponse:
    """Return a file to keep, under a plain ASCII name."""
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in name.encode("ascii", "ignore").decode())
    headers = {
        "Content-Disposition": f'attachment; filename="{plain}.{extension}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def format_called(name: str) -> Format:
    """Return the format; raises ``InputError`` T012 for an unknown one."""
    if name not in FORMATS:
        raise InputError("T012", format=name, known=", ".join(FORMATS))
    return FORMATS[name]


def file_name(table: Table, extension: str) -> str:
    """Return a plain ASCII name: ``results-061-ba-be-2018.xlsx``; preliminary figures end in ``-so-bo``, a set in ``-so-3``."""
    of = str(table.round.year) if table.unit.level == COUNTRY_LEVEL else table.round.code
    parts = [table.key, table.unit.code, of, *(["so-bo"] if table.preliminary else [])]
    parts += [f"so-{table.frozen.number}"] if table.frozen else []
    plain = "-".join(parts).encode("ascii", "ignore").decode()
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in plain) + f".{extension}"


def round_called(code: str) -> Round:
    """Return the round; raises ``InputError`` T008 for an unknown one."""
    found = Round.objects.select_related("unit").filter(code=code).first()
    if found is None:
        known = ", ".join(Round.objects.values_list("code", flat=True)) or "–"
        raise InputError("T008", code=code, known=known)
    return found


def unit_called(code: str, round_: Round) -> Unit:
    """Return the unit as it stood on the round's reference date; raises ``InputError`` T007 for an unknown one."""
    units = Unit.objects.in_force(round_.reference_date).select_related("parent")
    found = units.filter(code=code).order_by("path").first()
    if found is None:
        raise InputError("T007", code=code, day=f"{round_.reference_date:%d/%m/%Y}")
    return found


def set_called(number: int, round_: Round, unit: Unit) -> ReportSet:
    """Return the frozen set of a unit by its number; raises ``InputError`` T027 for an unknown one."""
    rows = ReportSet.objects.filter(round=round_, unit=unit)
    found = rows.filter(number=number).select_related("round__unit", "unit", "made_by", "checked_by").first()
    if found is None:
        known = ", ".join(str(each) for each in rows.order_by("number").values_list("number", flat=True))
        raise InputError("T027", number=number, unit=str(unit), round=round_.code, known=known or "–")
    return found

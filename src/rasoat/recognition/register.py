"""The register of certificates (sổ cấp giấy chứng nhận) of a commune: every number of every year, with what became of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from rasoat.areas.models import Unit
from rasoat.documents.common import chairman, in_vietnamese, letterhead, lower
from rasoat.documents.list_xlsx import to_xlsx
from rasoat.documents.shapes import HouseholdList, ListedSection
from rasoat.recognition.models import Certificate, CertificateEntry
from rasoat.rounds.states import CertificateState
from rasoat.text_vi import date as print_date
from rasoat.text_vi import fold, inert

HEADS = ("Số", "Năm cấp", "Chủ hộ", "Mã hộ", "Thôn", "Ngày cấp", "Tình trạng", "Năm đã xác nhận", "Ghi chú")
PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


class Asked(NamedTuple):
    """What the register is narrowed to: words in number, head or household code; a state; a year."""

    words: str = ""
    state: str = ""
    year: str = ""


class Line(NamedTuple):
    """One certificate as the register shows it: head, village and household code as they were when it was issued."""

    certificate: Certificate
    head: str
    village: str
    code: str
    years: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of its row in a file."""
        row = self.certificate
        return (
            str(row), str(row.year), self.head, self.code, self.village,
            print_date(row.issued_on), in_vietnamese(CertificateState(row.state).label), self.years, self.note,
        )  # fmt: skip


def register(unit: Unit, *, practice: bool, asked: Asked | None = None) -> list[Line]:
    """Return the lines of a commune in order of year and number; practice keeps a register of its own."""
    asked = asked or Asked()
    rows = Certificate.objects.filter(unit=unit, practice=practice)
    if asked.state in CertificateState.values:
        rows = rows.filter(state=asked.state)
    if asked.year.isdecimal():
        rows = rows.filter(year=asked.year)
    words = fold(asked.words)
    return [
        line
        for line in lines_of(rows)
        if words in fold(f"{line.certificate} {line.head} {line.code} {line.certificate.household.code}")
    ]


def lines_of(rows: QuerySet[Certificate]) -> list[Line]:
    """Return certificates with whose they are; the document of a village is read once for all its certificates."""
    found = rows.select_related("household", "replaces").prefetch_related(
        "document__unit", "entries", "household__past_villages"
    )
    return [_line(each) for each in found]


def _line(certificate: Certificate) -> Line:
    item = certificate.document.data["items"][certificate.place]
    entries = list(certificate.entries.all())
    earlier = certificate.replaces
    years = {line["year"] for line in item["confirmations"]} | {entry.year for entry in entries if entry.year}
    said = [f"thay giấy {earlier}/{earlier.year}"] if earlier is not None else []
    said += [f"{in_vietnamese(CertificateEntry.Kind(e.kind).label)}: {e.reason}" for e in entries if e.reason]
    return Line(
        certificate,
        head=item["household_head"],
        village=str(certificate.document.unit),
        code=_code_of_then(certificate),
        years=", ".join(map(str, sorted(years))),
        note="; ".join(said),
    )


def _code_of_then(certificate: Certificate) -> str:
    """Return the household's code in the village where the certificate was issued."""
    past = {each.village_id: each.code for each in certificate.household.past_villages.all()}
    return past.get(certificate.document.unit_id, certificate.household.code)


def to_csv(lines: Sequence[Line], *, practice: bool) -> bytes:
    """Return the register as CSV with a BOM; nothing in it is run by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = (*HEADS, PRACTICE) if practice else HEADS
    writer.writerows([heads, *([inert(cell) for cell in line.cells] for line in lines)])
    return out.getvalue().encode("utf-8-sig")


def to_book(unit: Unit, lines: Sequence[Line], day: dt.date, *, practice: bool) -> bytes:
    """Return the register as an Excel file."""
    section = ListedSection(
        title=f"{len(lines)} giấy", heads=list(HEADS), rows=[list(line.cells) for line in lines]
    )
    paper = HouseholdList(
        practice=practice,
        head=letterhead(unit, day),
        year=day.year,
        title="SỔ CẤP GIẤY CHỨNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO",
        about=f"{lower(unit)}, đến ngày {print_date(day)}",
        sections=[section],
        notes=[],
        signature=chairman(),
    )
    return to_xlsx(paper)

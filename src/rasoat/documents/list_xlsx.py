"""A list of households as an Excel file: the same data as the paper, every cell a text and never a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from rasoat.documents.shapes import HouseholdList
from rasoat.text_vi import nfc

_BASE: Mapping[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_WIDTH = 24


def to_xlsx(data: HouseholdList) -> bytes:
    """Return the list as xlsx, one sheet a section; the same data give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    dated = dt.datetime.combine(data["head"]["dated"], dt.time())
    book.set_properties({"title": data["title"], "created": dated})
    bold = book.add_format({**_BASE, "bold": True})
    head = book.add_format({**_BASE, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#EAEEEA"})
    cell = book.add_format({**_BASE, "border": 1, "text_wrap": True})
    for number, section in enumerate(data["sections"], start=1):
        sheet = book.add_worksheet(f"{number}")
        top = [data["title"], *data["about"].split("\n"), section["title"], section.get("note", "")]
        top += [_PRACTICE] if data["practice"] else []
        row = 0
        for words in filter(None, top):
            sheet.write_string(row, 0, nfc(words), bold)
            row += 1
        for column, words in enumerate(["TT", *section["heads"]]):
            sheet.write_string(row, column, words, head)
        sheet.freeze_panes(row + 1, 0)
        for place, texts in enumerate(section["rows"], start=1):
            sheet.write_number(row + place, 0, place, cell)
            for column, words in enumerate(texts, start=1):
                sheet.write_string(row + place, column, nfc(words), cell)
        sheet.set_column(1, len(section["heads"]), _WIDTH)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()

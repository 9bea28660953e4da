"""Vietnamese text: one normal form, search folding, the order of names, numbers and dates.

Pure functions over the standard library. Everything that enters the system passes ``nfc`` or ``clean_cell``.
"""

from __future__ import annotations

from rasoat.text_vi.cells import inert
from rasoat.text_vi.dates import NotADateError, ParsedDate, Precision, date, long_date, parse_date
from rasoat.text_vi.normal import clean_cell, fold, nfc
from rasoat.text_vi.numbers import number, percent
from rasoat.text_vi.order import sort_key

__all__ = [
    "NotADateError",
    "ParsedDate",
    "Precision",
    "clean_cell",
    "date",
    "fold",
    "inert",
    "long_date",
    "nfc",
    "number",
    "parse_date",
    "percent",
    "sort_key",
]

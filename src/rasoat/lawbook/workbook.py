"""The official point tables as an Excel workbook: a template to fill in, and the filled one read back.

An officer who holds the printed tables writes a template of a pack, one sheet an area, types the points, and has the
workbook read back. What is read is a ``Draft``: every cell of the table with its old and new points. It changes
nothing; it is what a first person proposes and a second verifies.

``read`` is strict. Each row is found by its key and must carry the labels and the old points of that key; a cell is a
whole number typed as one, or the whole workbook is refused, with every fault named.
"""

from __future__ import annotations

from rasoat.lawbook.workbook_draft import Draft, Point, WorkbookRefused
from rasoat.lawbook.workbook_reading import read
from rasoat.lawbook.workbook_writing import template

__all__ = ["Draft", "Point", "WorkbookRefused", "read", "template"]

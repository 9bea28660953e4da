"""The law as data: packs of dated values, each with its reference and provenance.

``load("vn-2016").on(date)`` gives the rules of the reference date; there is no “today” here.
"""

from __future__ import annotations

from rasoat.law.cells import Cell, Provenance, Ref
from rasoat.law.classes import Class
from rasoat.law.model import (
    Area,
    Bounds,
    Choice,
    ClassRule,
    CodeList,
    Form,
    IncomeLine,
    Indicator,
    Item,
    MonthDay,
    Option,
    Question,
    Step,
    Version,
)
from rasoat.law.pack import ROOT, Pack, load, packs
from rasoat.law.rules import HOUSEHOLD_COLUMNS, Rules

__all__ = [
    "HOUSEHOLD_COLUMNS",
    "ROOT",
    "Area",
    "Bounds",
    "Cell",
    "Choice",
    "Class",
    "ClassRule",
    "CodeList",
    "Form",
    "IncomeLine",
    "Indicator",
    "Item",
    "MonthDay",
    "Option",
    "Pack",
    "Provenance",
    "Question",
    "Ref",
    "Rules",
    "Step",
    "Version",
    "load",
    "packs",
]

"""The law as data: packs of dated values, each with its reference and provenance.

``load("vn-2016").on(date)`` gives the rules of the reference date; there is no “today” here.
"""

from __future__ import annotations

from rasoat.law.cells import Cell, Provenance, Ref
from rasoat.law.chain import Act, Chain, Link
from rasoat.law.classes import Class
from rasoat.law.model import (
    AnyOf,
    Area,
    Bounds,
    Check,
    Choice,
    ClassRule,
    Clause,
    CodeList,
    Condition,
    Form,
    FromAnswers,
    FromMembers,
    IncomeLine,
    Indicator,
    Item,
    MemberFact,
    MemberQuestion,
    MemberTest,
    MonthDay,
    Option,
    Part,
    Question,
    Step,
    Ticked,
    Version,
)
from rasoat.law.pack import ROOT, Pack, check, from_files, is_shipped, load, packs, shipped_files
from rasoat.law.report_forms import Cross, ReportColumn, ReportForm, ReportHeading, ReportLine
from rasoat.law.rules import HOUSEHOLD_COLUMNS, Rules

__all__ = [
    "HOUSEHOLD_COLUMNS",
    "ROOT",
    "Act",
    "AnyOf",
    "Area",
    "Bounds",
    "Cell",
    "Chain",
    "Check",
    "Choice",
    "Class",
    "ClassRule",
    "Clause",
    "CodeList",
    "Condition",
    "Cross",
    "Form",
    "FromAnswers",
    "FromMembers",
    "IncomeLine",
    "Indicator",
    "Item",
    "Link",
    "MemberFact",
    "MemberQuestion",
    "MemberTest",
    "MonthDay",
    "Option",
    "Pack",
    "Part",
    "Provenance",
    "Question",
    "Ref",
    "ReportColumn",
    "ReportForm",
    "ReportHeading",
    "ReportLine",
    "Rules",
    "Step",
    "Ticked",
    "Version",
    "check",
    "from_files",
    "is_shipped",
    "load",
    "packs",
    "shipped_files",
]

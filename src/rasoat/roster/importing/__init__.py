"""Files into the roster: reading, headings, checking, settling, storing, and the report of what became of each row."""

from __future__ import annotations

from rasoat.roster.importing.action import ImportRoster
from rasoat.roster.importing.report import ImportResult, Line, Severity

__all__ = ["ImportResult", "ImportRoster", "Line", "Severity"]

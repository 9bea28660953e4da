"""Where the charts of one unit take their figures: from the tables of the reports, each built once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.reports.definitions import definition
from rasoat.reports.facts import common_path, units_of
from rasoat.reports.sources import Source
from rasoat.reports.table import Row, Table
from rasoat.reports.tables import Depth, build_from
from rasoat.rounds.models import Round
from rasoat.text_vi import number


@dataclass
class Sources:
    """The tables of one unit in one round; ``linked`` when the visitor may open the households behind a figure."""

    round: Round
    unit: Unit
    linked: bool = False
    _tables: dict[tuple[str, str], Table] = field(default_factory=dict)

    def table(self, key: str, depth: Depth = "children") -> Table:
        """Return a report's table."""
        if (key, depth) not in self._tables:
            form = definition(key, self.round)
            self._tables[key, depth] = build_from(self.facts, form, depth)
        return self._tables[key, depth]

    @cached_property
    def facts(self) -> Source:
        """What all tables are made of, read once: decided where there is a decision, preliminary elsewhere."""
        return Source.of(self.round, self.unit, None)

    @property
    def results(self) -> Table:
        """The results of the units directly below, and of the unit."""
        return self.table("results")

    @property
    def total(self) -> Row:
        """The results of the unit itself."""
        return self.results.total

    @property
    def rows_below(self) -> list[Row]:
        """The results of the units directly below; of the unit itself when there are none."""
        return [row for row in self.results.rows if row["unit"].pk != self.unit.pk] or [self.total]

    @cached_property
    def path(self) -> str:
        """What unit and round share."""
        return common_path(self.round, self.unit)

    @property
    def scope(self) -> Scope:
        """The area of the charts."""
        return Scope((self.path,), as_it_was=True)

    @staticmethod
    def scope_of(units: Iterable[Unit]) -> Scope:
        """Return the area of some units."""
        return Scope(tuple(unit.path for unit in units), as_it_was=True)

    @cached_property
    def units(self) -> list[Unit]:
        """The unit and all below it in the round."""
        return units_of(self.round, self.unit)

    def behind(self, unit: Unit, key: str, column: str, measure: str = "") -> str:
        """Return the address of the households behind a figure, empty where the visitor may not see them."""
        if not self.linked:
            return ""
        query = f"?dong={measure}" if measure and len(definition(key, self.round).measures) > 1 else ""
        return reverse("report-households", args=[self.round.pk, unit.code, key, column]) + query

    def charts_of(self, unit: Unit) -> str:
        """Return the address of the charts of another unit."""
        return reverse("charts", args=[self.round.pk, unit.code])


def rate_text(value: Decimal | None) -> str:
    """Return ``21,88 %``; unknown is ``–``."""
    if value is None:
        return "–"
    whole, _, places = str(value).partition(".")
    return f"{number(int(whole))},{places} %"


def count_text(value: Any) -> str:
    """Return ``17.435``; unknown is ``–``."""
    return number(value)

"""What a decision published, beside our own figures: the difference, and by which rule the print was rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import InputError, Refused
from rasoat.reports.definitions import Definition, definition
from rasoat.reports.facts import common_path
from rasoat.reports.models import Published
from rasoat.reports.printed import Figure
from rasoat.reports.rounding import NAMES, Rule, counted, read_figure, recognised
from rasoat.reports.table import Table
from rasoat.reports.tables import build
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_not_after


@dataclass(kw_only=True)
class RecordPublished(Action[Published]):
    """Record one published figure; refused: T006, T009, T010 (no such place), T021 (no figure), T022 (twice)."""

    name: ClassVar[str] = "reports.publish"
    permission: ClassVar[Permission] = Permission.REPORT_FREEZE

    round: Round
    at: Unit
    decision: str
    decided_on: date
    report: str
    column: str
    printed: str
    line: str = "households"

    def unit(self) -> Unit:
        """The unit that the figure is of."""
        return self.at

    def check(self) -> None:
        """The figure can be read and has a place of ours that is free."""
        common_path(self.round, self.at)
        form = definition(self.report, self.round)
        form.column(self.column)
        self.line = form.line(self.line).key
        if read_figure(self.printed) is None:
            raise InputError("T021", figure=self.printed)
        require_not_after(self.decided_on, max(today(self.round), self.decided_on), _("Ngày quyết định"))
        if Published.objects.filter(**self._key()).exists():
            raise Refused("T022", decision=self.decision, unit=str(self.at))

    def _key(self) -> dict[str, Any]:
        place = {"report": self.report, "line": self.line, "column": self.column}
        return {"round": self.round, "unit": self.at, "decision": self.decision, **place}

    def execute(self) -> Published:
        """Store it as printed."""
        return Published.objects.create(
            **self._key(), decided_on=self.decided_on, printed=self.printed.strip(), recorded_by=self.actor
        )


@dataclass(frozen=True)
class Compared:
    """One published figure and ours; ``rule`` says how the print follows from ours, None where ours is unknown."""

    row: Published
    form: Definition
    printed: Decimal
    ours: int | Decimal | None
    rule: Rule | None

    @property
    def difference(self) -> Decimal | None:
        """Printed minus ours."""
        return None if self.ours is None else self.printed - self.ours

    @property
    def agrees(self) -> bool:
        """Whether the print follows from our figure by any rule of rounding."""
        return self.rule not in (None, Rule.OTHER)

    @property
    def ours_text(self) -> str:
        """Our figure as papers print it."""
        return Figure(self.form.column(self.row.column), self.ours).text

    @property
    def difference_text(self) -> str:
        """The difference with its sign: ``+12``, ``-0,07``."""
        if self.difference is None:
            return ""
        return f"{self.difference:+}".replace(".", ",")

    @property
    def rule_name(self) -> str:
        """The rule in words."""
        return str(NAMES[self.rule]) if self.rule else ""


def comparisons(rows: Iterable[Published]) -> list[Compared]:
    """Return each published figure beside ours, tables built once."""
    kept: dict[tuple[str, int, int], Table] = {}
    return [_compared(row, kept) for row in rows]


def _compared(row: Published, kept: dict[tuple[str, int, int], Table]) -> Compared:
    key = (row.report, row.round_id, row.unit_id)
    if key not in kept:
        kept[key] = build(row.report, row.round, row.unit, preliminary=None, depth="self")
    table = kept[key]
    own = next(each for each in table.rows if each["measure"] == row.line)
    printed = read_figure(row.printed)
    assert printed is not None
    return Compared(row, table.definition, printed, own[row.column], _rule(table, own, row.column, printed))


def _rule(table: Table, own: Mapping[str, Any], name: str, printed: Decimal) -> Rule | None:
    column = table.definition.column(name)
    if own[name] is None:
        return None
    if column.over is not None:
        return recognised(printed, own[column.over[0]], own[column.over[1]])
    if column.per is not None:
        return Rule.EXACT if printed == own[name] else Rule.OTHER
    return counted(printed, own[name])

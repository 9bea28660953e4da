"""What an order will do, to be looked at before it is confirmed: units, households, offices, rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from rasoat.accounts.models import Assignment
from rasoat.areas.models import AreaType, Level, Unit
from rasoat.roster.importing.report import Line, Report, Severity
from rasoat.rounds.models import Round
from rasoat.rounds.states import RoundState
from rasoat.unitchanges.carrying import offices
from rasoat.unitchanges.households import Moves, moves_of
from rasoat.unitchanges.models import ChangeLine, ChangeOrder
from rasoat.unitchanges.plan import Plan, Planner, Successor


@dataclass(frozen=True)
class Change:
    """One new unit as the page shows it: what it comes from, what happens, and what comes along."""

    heir: Successor
    origins: tuple[Unit, ...]
    what: tuple[str, ...]
    households: int
    persons: int

    @property
    def level(self) -> Level:
        """The level of the new unit."""
        return self.heir.level


class Preview:
    """The plan of some lines on a day with everything that goes along; ``faults`` says why it cannot be done."""

    def __init__(self, lines: Sequence[ChangeLine], on: date, report: Report | None = None) -> None:
        self.lines, self.on = list(lines), on
        self.report = report if report is not None else Report()
        self.plan: Plan = Planner(self.lines, on, self.report).run()
        self.moves: Moves = moves_of(self.plan, self.report)
        for round_, unit in self.blocking:
            self.report.error("U020", 0, "old_code", unit.code, unit=str(unit), round=round_.name)

    @classmethod
    def of(cls, order: ChangeOrder) -> Preview:
        """Return the preview of an order as the data are now."""
        return cls(list(order.lines.all()), order.effective_on)

    @property
    def faults(self) -> list[Line]:
        """Everything that stands in the way, by row."""
        return [line for line in self.report.sorted() if line.level == Severity.ERROR]

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds in which a unit that ends took part, or that were held for one."""
        ended = [unit.pk for unit in self.plan.ended]
        own = Round.objects.filter(unit__in=ended) | Round.objects.filter(villages__unit__in=ended)
        return list(Round.objects.filter(pk__in=own.values("pk")).select_related("unit"))

    @property
    def blocking(self) -> list[tuple[Round, Unit]]:
        """The rounds that are not finished, each with a unit of it that would end."""
        found: list[tuple[Round, Unit]] = []
        for round_ in self.rounds:
            if round_.state != RoundState.RECEIVED:
                below = [unit for unit in self.plan.ended if unit.path.startswith(round_.unit.path)]
                found.append((round_, below[0] if below else round_.unit))
        return found

    @cached_property
    def offices(self) -> tuple[list[Assignment], list[Assignment]]:
        """The offices that end, and those that go on in the successor."""
        return offices(self.plan)

    @cached_property
    def changes(self) -> list[Change]:
        """The new units that the file names, or whose area type changes, from the top down."""
        homes: Counter[int] = Counter()
        people: Counter[int] = Counter()
        for move in self.moves.moves:
            at: object = move.target
            while isinstance(at, Successor):
                homes[id(at)] += 1
                people[id(at)] += move.home.persons
                at = at.parent
        return [
            Change(each, tuple(each.origins), tuple(self._what(each)), homes[id(each)], people[id(each)])
            for each in self.plan.begun
            if each.lines
        ]

    @property
    def followers(self) -> list[Successor]:
        """The new units that only follow what holds them."""
        return [each for each in self.plan.begun if not each.lines]

    @property
    def abolished(self) -> list[Unit]:
        """The units that end without a successor."""
        return [unit for unit in self.plan.ended if not self.plan.heirs_of(unit)]

    @property
    def other_line(self) -> int:
        """How many households use another line and table from the next round on: the area of their village changes."""
        return sum(
            (move.source.area_type, move.source.region) != (move.target.area_type, move.target.region)
            for move in self.moves.moves
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """What the log keeps."""
        ending, going_on = self.offices
        return {
            "units_ended": len(self.plan.ended),
            "units_begun": len(self.plan.begun),
            "households": len(self.moves.moves),
            "persons": self.moves.persons,
            "codes_changed": len(self.moves.renamed),
            "other_line": self.other_line,
            "offices_ended": len(ending),
            "offices_kept": len(going_on),
            "rounds": len(self.rounds),
        }

    def _what(self, each: Successor) -> list[str]:
        told: list[str] = []
        if len(each.origins) > 1:
            told.append(_("Nhập %(count)s đơn vị") % {"count": len(each.origins)})
        if any(len(self.plan.heirs_of(unit)) > 1 for unit in each.origins):
            told.append(_("Chia ra từ một đơn vị"))
        main = each.origins[0]
        if len(each.origins) == 1:
            told += self._of_one(each, main)
        reused = self._reused(each)
        if reused is not None:
            told.append(_("Mã cũ của %(unit)s, nay cho địa bàn khác") % {"unit": reused})
        if any(unit.area_type != each.area_type for unit in each.origins):
            told.append(_("Khu vực: %(area)s") % {"area": AreaType(each.area_type).label})
        return told or [_("Giữ nguyên, đổi cấp trên")]

    def _of_one(self, each: Successor, main: Unit) -> list[str]:
        told: list[str] = []
        if (main.name, main.kind) != (each.name, each.kind):
            told.append(_("Đổi tên"))
        if main.code != each.code:
            told.append(_("Đổi mã"))
        if isinstance(each.parent, Unit) and each.parent.pk != main.parent_id:
            told.append(_("Chuyển về %(unit)s") % {"unit": each.parent})
        return told

    def _reused(self, each: Successor) -> Unit | None:
        own = next((unit for unit in each.origins if unit.code == each.code), None)
        if own is not None and (len(each.origins) > 1 or own.name != each.name):
            return own
        return next((u for u in self.plan.ended if u.code == each.code and u not in each.origins), None)

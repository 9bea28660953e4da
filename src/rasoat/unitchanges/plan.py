"""What an order will do: which units end, which begin, and where everything of the old ones goes.

Nothing is changed here. Every fault is reported with its row; a plan with a fault is never carried out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from rasoat.areas.models import PARENTS, AreaType, Level, Unit
from rasoat.roster.importing.report import Report
from rasoat.unitchanges.models import ChangeLine

_LEVELS = tuple(Level)
_SAID = ("name", "kind", "parent_code", "area_type", "region")


@dataclass(eq=False)
class Successor:
    """A unit that begins; ``lines`` are empty for one that only follows what holds it."""

    code: str
    level: Level
    origins: list[Unit]
    lines: list[ChangeLine] = field(default_factory=list)
    name: str = ""
    kind: str = ""
    area_type: str = ""
    region: str = ""
    invented: bool = False
    parent: Unit | Successor | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def row(self) -> int:
        """The first row that names it."""
        return self.lines[0].number if self.lines else 0

    def said(self, column: str) -> str:
        """Return what the file says in a column, empty when it says nothing."""
        return next((str(getattr(line, column)) for line in self.lines if getattr(line, column)), "")


@dataclass
class Plan:
    """All of an order: old units from the top down, new ones likewise, and who succeeds whom."""

    on: date
    ended: list[Unit] = field(default_factory=list)
    begun: list[Successor] = field(default_factory=list)
    heirs: dict[int, list[Successor]] = field(default_factory=dict)
    named: dict[int, list[ChangeLine]] = field(default_factory=dict)
    standing: list[Unit] = field(default_factory=list)

    def heirs_of(self, unit: Unit) -> list[Successor]:
        """Return the successors of an old unit."""
        return self.heirs.get(unit.pk, [])

    def continues(self, unit: Unit) -> bool:
        """Whether the unit goes on alone in a single successor: renamed, moved, or of another type."""
        heirs = self.heirs_of(unit)
        return len(heirs) == 1 and len(heirs[0].origins) == 1

    def reaches(self) -> list[Unit]:
        """Return every standing unit that a person must be in charge of to order this."""
        above = [each.parent for each in self.begun if isinstance(each.parent, Unit)]
        tops = [unit for unit in self.ended if unit.parent_id not in self.heirs]
        return [*tops, *above]


class Planner:
    """Makes the plan of some lines for a day, and reports what stands in its way."""

    def __init__(self, lines: Sequence[ChangeLine], on: date, report: Report) -> None:
        self.lines, self.on, self.report = lines, on, report
        self.plan = Plan(on)
        self._successors: dict[str, Successor] = {}
        self._load()

    def run(self) -> Plan:
        """Return the plan."""
        sound = [line for line in self.lines if self._is_sound(line)]
        self._group(sound)
        self._follow()
        for each in self.plan.begun:
            self._fill(each)
        for each in self.plan.begun:
            each.parent = self._parent(each)
        self.plan.ended.sort(key=lambda unit: unit.path)
        self.plan.begun.sort(key=lambda each: (_LEVELS.index(each.level), each.code))
        return self.plan

    # ---- what there is ---------------------------------------------------------------------------------

    def _load(self) -> None:
        codes = {
            code for line in self.lines for code in (line.old_code, line.new_code, line.parent_code) if code
        }
        ever = Q(valid_to__isnull=True) | Q(valid_to__gt=self.on)
        rows = Unit.objects.filter(ever, code__in=codes).select_related("parent")
        self._known: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in rows.order_by("valid_from"):
            self._known[unit.code].append(unit)
        old = {line.old_code for line in self.lines}
        tops = [unit for unit in rows if unit.code in old and unit.stands(self.on)]
        below = Q(pk__in=[])
        for unit in tops:
            below |= Q(path__startswith=unit.path)
        found = Unit.objects.filter(below, ever).select_related("parent").order_by("path")
        self._below = [unit for unit in found if unit.pk not in {top.pk for top in tops}]
        self.plan.standing = [*tops, *self._below]

    def _standing(self, code: str) -> Unit | None:
        return next((unit for unit in self._known[code] if unit.stands(self.on)), None)

    def _refuse(self, line: ChangeLine | None, code: str, column: str, unit: str, /, **where: object) -> None:
        self.report.error(code, line.number if line else 0, column, unit, **where)

    def _day(self) -> str:
        return f"{self.on:%d/%m/%Y}"

    # ---- line by line ----------------------------------------------------------------------------------

    def _is_sound(self, line: ChangeLine) -> bool:
        before = len(self.report.lines)
        if not line.old_code:
            self._refuse(line, "U005", "old_code", line.new_code, unit=line.new_code or "–")
            return False
        unit = self._standing(line.old_code)
        if unit is None:
            self._missing(line)
            return False
        self._check_times(line, unit)
        if line.abolished and line.new_code:
            self._refuse(line, "U010", "abolished", unit.code)
        elif line.abolished and unit.level != Level.DISTRICT:
            self._refuse(line, "U011", "abolished", unit.code, unit=str(unit))
        elif not line.abolished and not line.new_code:
            self._refuse(line, "U004", "new_code", unit.code, unit=str(unit))
        return len(self.report.lines) == before

    def _missing(self, line: ChangeLine) -> None:
        later = next(iter(self._known[line.old_code]), None)
        if later is None:
            self._refuse(line, "U001", "old_code", line.old_code, unit=line.old_code, day=self._day())
        else:
            self._check_times(line, later)

    def _check_times(self, line: ChangeLine | None, unit: Unit) -> None:
        if unit.valid_from >= self.on:
            since = f"{unit.valid_from:%d/%m/%Y}"
            self._refuse(line, "U008", "old_code", unit.code, unit=str(unit), since=since, day=self._day())
        elif unit.valid_to is not None:
            self._refuse(line, "U009", "old_code", unit.code, unit=str(unit), day=f"{unit.valid_to:%d/%m/%Y}")

    # ---- who becomes what ------------------------------------------------------------------------------

    def _group(self, lines: Iterable[ChangeLine]) -> None:
        first: dict[tuple[str, str], ChangeLine] = {}
        for line in lines:
            earlier = first.setdefault((line.old_code, line.new_code), line)
            if earlier is not line:
                self._refuse(line, "U012", "old_code", line.old_code, other=earlier.number)
                continue
            unit = self._standing(line.old_code)
            assert unit is not None
            self._end(unit, line)
            if line.new_code:
                self._succeed(unit, line)
        for each in self._successors.values():
            self._check_overlap(each)

    def _end(self, unit: Unit, line: ChangeLine) -> None:
        if unit.pk not in self.plan.heirs:
            self.plan.heirs[unit.pk] = []
            self.plan.ended.append(unit)
        self.plan.named.setdefault(unit.pk, []).append(line)

    def _succeed(self, unit: Unit, line: ChangeLine) -> None:
        each = self._successors.get(line.new_code)
        if each is None:
            each = Successor(line.new_code, Level(unit.level), [])
            self._successors[line.new_code] = each
            self.plan.begun.append(each)
        each.origins.append(unit)
        each.lines.append(line)
        self.plan.heirs[unit.pk].append(each)

    def _check_overlap(self, each: Successor) -> None:
        for known in self._known[each.code]:
            if known.pk not in self.plan.heirs:
                where = {"unit": each.code, "other": str(known), "day": self._day()}
                self._refuse(each.lines[0], "U007", "new_code", each.code, **where)

    def _follow(self) -> None:
        """Let everything below a changed unit follow it; what a divided or abolished unit held needs its own line."""
        for unit in self._below:
            if unit.pk in self.plan.heirs:
                continue
            if unit.parent is None or unit.parent.valid_from < self.on:
                self._check_times(None, unit)
            heirs = self.plan.heirs.get(unit.parent_id or 0)
            if heirs is None:  # the line of what holds it is at fault itself
                continue
            if len(heirs) != 1:
                self._refuse(None, "U006", "old_code", unit.code, unit=str(unit), parent=str(unit.parent))
                continue
            each = Successor(unit.code, Level(unit.level), [unit])
            self.plan.ended.append(unit)
            self.plan.begun.append(each)
            self.plan.heirs[unit.pk] = [each]

    # ---- what the new unit is --------------------------------------------------------------------------

    def _fill(self, each: Successor) -> None:
        levels = {Level(unit.level) for unit in each.origins}
        if len(levels) > 1:
            told = ", ".join(str(level.label) for level in sorted(levels, key=_LEVELS.index))
            self._refuse(each.lines[0], "U015", "new_code", each.code, unit=each.code, levels=told)
            return
        self._check_said_once(each)
        main = each.origins[0] if len(each.origins) == 1 else None
        main = next((unit for unit in each.origins if unit.code == each.code), main)
        each.name = each.said("name") or (main.name if main else "")
        each.kind = each.said("kind") or (main.kind if main else "")
        if not each.name or not each.kind:
            self._refuse(each.lines[0], "U016", "name", each.code, unit=each.code)
        kept = main is not None and not each.said("name") and main.name_is_invented
        each.invented = kept or any(line.name_is_invented for line in each.lines)
        if each.level in (Level.COMMUNE, Level.VILLAGE):
            self._fill_area(each)

    def _check_said_once(self, each: Successor) -> None:
        for column in _SAID:
            values = {str(getattr(line, column)): line for line in each.lines if getattr(line, column)}
            if len(values) > 1:
                (one, _first), (other, second) = list(values.items())[:2]
                self._refuse(second, "U014", column, each.code, unit=each.code, one=one, other=other)

    def _fill_area(self, each: Successor) -> None:
        areas = {unit.area_type for unit in each.origins}
        each.area_type = each.said("area_type") or (areas.pop() if len(areas) == 1 else "")
        regions = {unit.region for unit in each.origins if unit.area_type == AreaType.RURAL}
        if each.area_type == AreaType.RURAL:
            each.region = each.said("region") or (regions.pop() if len(regions) == 1 else "")
        if not each.area_type or (each.area_type == AreaType.RURAL and not each.region):
            line = each.lines[0] if each.lines else None
            self._refuse(line, "U017", "area_type", each.code, unit=each.code)

    def _parent(self, each: Successor) -> Unit | Successor | None:
        if each.level == Level.PROVINCE:
            return None
        asked = each.said("parent_code")
        if asked:
            return self._asked_parent(each, asked)
        above: list[Unit | Successor | None] = []
        for unit in each.origins:
            heirs = self.plan.heirs.get(unit.parent_id or 0)
            above += [unit.parent] if heirs is None else heirs or [None]
        if above[0] is not None and all(one == above[0] for one in above):
            return above[0]
        line = each.lines[0] if each.lines else None
        self._refuse(line, "U019", "parent_code", each.code, unit=each.code)
        return None

    def _asked_parent(self, each: Successor, asked: str) -> Unit | Successor | None:
        above: Unit | Successor | None = self._successors.get(asked)
        if above is None:
            known = self._standing(asked)
            heirs = self.plan.heirs.get(known.pk) if known else None
            above = known if heirs is None else heirs[0] if len(heirs) == 1 else None
        if above is None or above.level not in PARENTS[each.level]:
            self._refuse(
                each.lines[0], "U018", "parent_code", each.code, value=asked, unit=each.code, day=self._day()
            )
            return None
        return above

"""Where the households of an order go: all of a village to its successor, or by the lists of a divided one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from rasoat.areas.models import Level, Unit
from rasoat.roster.importing.report import Report
from rasoat.roster.models import Household, Member
from rasoat.unitchanges.models import ChangeLine
from rasoat.unitchanges.plan import Plan, Successor
from rasoat.unitchanges.reading import REST

_BREAK = re.compile(r"[;,\s]+")


@dataclass(frozen=True)
class Home:
    """A living household of an old village: what it is called there, and its people."""

    pk: UUID
    code: str
    persons: int


@dataclass
class Move:
    """One household on its way; ``code`` is what it is called in the new village."""

    home: Home
    source: Unit
    target: Successor
    code: str


@dataclass
class Moves:
    """Every household that goes along."""

    moves: list[Move] = field(default_factory=list)

    @property
    def persons(self) -> int:
        """The people in them."""
        return sum(move.home.persons for move in self.moves)

    @property
    def renamed(self) -> list[Move]:
        """Those whose code was taken in the new village."""
        return [move for move in self.moves if move.code != move.home.code]


def moves_of(plan: Plan, report: Report) -> Moves:
    """Return where each living household goes; U013, U021, U022, U023 for what cannot be."""
    villages = [unit for unit in plan.ended if unit.level == Level.VILLAGE]
    homes = _homes(villages)
    found: list[Move] = []
    for village in villages:
        own = homes.get(village.pk, [])
        heirs = plan.heirs_of(village)
        if len(heirs) == 1:
            _refuse_lists(plan, village, report)
            found += [Move(home, village, heirs[0], home.code) for home in own]
        elif heirs:
            found += _divided(plan, village, own, report)
    _refuse_lists_elsewhere(plan, report)
    _call(found)
    return Moves(found)


def _homes(villages: list[Unit]) -> dict[int, list[Home]]:
    rows = Household.objects.living().filter(village__in=[unit.pk for unit in villages])
    present = Member.objects.present().filter(household__in=rows.values("pk"))
    sizes = dict(present.order_by().values_list("household").annotate(n=Count("pk")))
    found: dict[int, list[Home]] = defaultdict(list)
    for pk, village, code in rows.order_by("village__path", "code").values_list("pk", "village", "code"):
        found[village].append(Home(pk, code, sizes.get(pk, 0)))
    return found


def _refuse_lists(plan: Plan, unit: Unit, report: Report) -> None:
    for line in plan.named.get(unit.pk, []):
        if line.households and line.households.strip() != REST:
            report.error("U013", line.number, "households", unit.code, unit=str(unit))


def _refuse_lists_elsewhere(plan: Plan, report: Report) -> None:
    for unit in plan.ended:
        if unit.level != Level.VILLAGE:
            _refuse_lists(plan, unit, report)


def _divided(plan: Plan, village: Unit, homes: list[Home], report: Report) -> list[Move]:
    by_code = {home.code: home for home in homes}
    placed: dict[str, tuple[ChangeLine, Successor]] = {}
    rest: Successor | None = None
    for line, heir in zip(plan.named[village.pk], plan.heirs_of(village), strict=True):
        for code in filter(None, _BREAK.split(line.households)):
            if code == REST:
                rest = heir
            elif code not in by_code:
                report.error(
                    "U021", line.number, "households", village.code, unit=str(village), household=code
                )
            elif code in placed and placed[code][1] is not heir:
                other = placed[code][1]
                where = {"household": code, "unit": str(village), "one": str(other), "other": str(heir)}
                report.error("U022", line.number, "households", village.code, **where)
            else:
                placed[code] = (line, heir)
    left = [home for home in homes if home.code not in placed]
    if left and rest is None:
        first = plan.named[village.pk][0].number
        where = {"unit": str(village), "count": len(left), "household": left[0].code}
        report.error("U023", first, "households", village.code, **where)
        return []
    return [
        Move(home, village, placed[home.code][1] if home.code in placed else rest, home.code)  # type: ignore[arg-type]
        for home in homes
    ]


def _call(moves: Iterable[Move]) -> None:
    """Give every household a code that is its own in the new village: those of the village of the same code keep theirs."""
    into: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        into[id(move.target)].append(move)
    for own in into.values():
        own.sort(key=lambda move: (move.source.code != move.target.code, move.source.path, move.home.code))
        used: set[str] = set()
        given = Counter(move.home.code for move in own)
        for move in own:
            number = 1
            while move.code in used or (number > 1 and move.code in given):
                number += 1
                move.code = f"{move.home.code[:36]}-{number}"
            used.add(move.code)

"""How the units of Ba Bể changed after 2018, as lines of two orders, and the next round after each.

2020: NQ 855/NQ-UBTVQH14, from 01/02/2020; the code 01903 is retired and, by the areas, all of Cao Trĩ joined Thượng Giáo
(derived, not read). 2025: NQ 1683/NQ-UBTVQH15 of 16/6/2025, from 01/7/2025; codes and names of the five communes and the
province code 19 are read in lists of units. What the sources do not give is left as it was: the area type of the villages
of thị trấn Chợ Rã, the names of the villages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rasoat.areas.models import Unit
from rasoat.demo import facts
from rasoat.demo.season import Season
from rasoat.demo.stage import ADMINISTRATOR, PROVINCE
from rasoat.recognition.opening import BuildOpening
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind, Step
from rasoat.unitchanges.actions import ConfirmOrder, ProposeOrder
from rasoat.unitchanges.models import ChangeOrder

HEADING = ("old_code", "new_code", "name", "kind", "parent_code", "area_type", "region", "abolished")
PROVINCE_2025 = ("19", "Thái Nguyên")
OTHER_DISTRICT = ("064", "Chợ Đồn")
BANG_PHUC = ("02041", "Bằng Phúc")
"""Of huyện Chợ Đồn: code and name as in the list of units of 2018; the resolution's source does not give its code."""


class Decision(NamedTuple):
    """An order: its title, the day it was signed, and its first day."""

    title: str
    signed_on: date
    effective_on: date


ORDER_2020 = Decision("Nghị quyết số 855/NQ-UBTVQH14", date(2020, 1, 10), date(2020, 2, 1))
"""The day of signing is that of the resolution as remembered; only number and first day were read."""
ORDER_2025 = Decision("Nghị quyết số 1683/NQ-UBTVQH15", date(2025, 6, 16), date(2025, 7, 1))

COMMUNES_2025: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("01906", "Ba Bể", ("01900", "01909", "01906")),
    ("01912", "Chợ Rã", ("01888", "01912", "01915")),
    ("01894", "Phúc Lộc", ("01891", "01897", "01894")),
    ("01921", "Thượng Minh", ("01918", "01921", "01927")),
    ("01933", "Đồng Phúc", ("01924", "01930", "01933", BANG_PHUC[0])),
)


def lines_2020() -> list[tuple[str, ...]]:
    """Return the lines of 2020: Cao Trĩ into Thượng Giáo, which keeps code and name."""
    return [("01903", "01912"), ("01912", "01912")]


def lines_2025(standing: set[str]) -> list[tuple[str, ...]]:
    """Return the lines of 2025 for the units that stand: province code, no districts, five communes."""
    code, name = PROVINCE_2025
    lines: list[tuple[str, ...]] = [(facts.PROVINCE_CODE, code, name, "Tỉnh")]
    abolished = ("", "", "", "", "", "", "1")
    lines += [(each, *abolished) for each in (facts.DISTRICT_CODE, OTHER_DISTRICT[0]) if each in standing]
    for new, called, old in COMMUNES_2025:
        lines += [(each, new, called, "Xã", code, "rural", facts.REGION) for each in old if each in standing]
    return lines


def carry_out(season: Season, decision: Decision, lines: Sequence[tuple[str, ...]]) -> ChangeOrder:
    """Let the province's officer propose and the administrator confirm."""
    rows = [[*line, *[""] * (len(HEADING) - len(line))] for line in lines]
    order = ProposeOrder(
        actor=season.people[PROVINCE], decision=decision.title, signed_on=decision.signed_on,
        effective_on=decision.effective_on, file_name=f"{decision.effective_on:%Y}.csv", content=[list(HEADING), *rows],
    ).run()  # fmt: skip
    return ConfirmOrder(actor=season.people[ADMINISTRATOR], order=order).run()


def next_round(season: Season, root: Unit, year: int) -> Round:
    """Open the practice round of a year for a unit and make its opening list from the results before."""
    opened = date(year, 9, 1)
    round_ = OpenRound(
        actor=season.people[PROVINCE], root=root, code=f"ba-be-{year}", title=f"Rà soát định kỳ năm {year} – {root}",
        kind=RoundKind.PRACTICE, year=year, pack=facts.PACK, reference_date=opened, opening_as_of=opened,
        opened_on=opened, practice_day=opened, calendar=_calendar(year),
    ).run()  # fmt: skip
    BuildOpening(actor=season.people[PROVINCE], round=round_).run()
    return round_


def _calendar(year: int) -> dict[Step, tuple[date, date]]:
    return {
        step: (first.replace(year=year), last.replace(year=year))
        for step, (first, last) in facts.CALENDAR.items()
    }


def standing() -> set[str]:
    """Return the codes of the units that stand now."""
    return set(Unit.objects.filter(valid_to__isnull=True).values_list("code", flat=True))


def play_on(season: Season) -> Round:
    """Carry out both orders after a finished season, and open the round of xã Ba Bể in 2025, with its opening list."""
    carry_out(season, ORDER_2020, lines_2020())
    carry_out(season, ORDER_2025, lines_2025(standing()))
    # The round played knows its district only as it stood before: reports of an old round ask when its units ended.
    season.round = Round.objects.select_related("unit").get(pk=season.round.pk)
    return next_round(season, Unit.objects.get(code=COMMUNES_2025[0][0], valid_to__isnull=True), 2025)

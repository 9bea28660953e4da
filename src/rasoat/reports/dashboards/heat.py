"""Deprivations of the poor by unit, as a heat map."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from rasoat.areas.models import Unit
from rasoat.audit.desk import language
from rasoat.recognition.models import Recognition
from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import PAPER, RAMPS, UNKNOWN, WIDE, framed, ink_on, step_of
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.facts import read_communes
from rasoat.reports.table import rate
from rasoat.survey.standing import POOR, scored_listings


@dataclass(frozen=True)
class Deprived:
    """The poor households of one unit, and how many of them lack each indicator (by its number)."""

    unit: Unit
    poor: int
    lacking: dict[int, int]


def read_deprivations(sources: Sources) -> list[Deprived]:
    """Return the deprivations of the poor of every unit below, then of the unit itself."""
    rows = [*(row["unit"] for row in sources.rows_below if row["unit"].pk != sources.unit.pk), sources.unit]
    poor: Counter[str] = Counter()
    lacking: dict[str, Counter[int]] = defaultdict(Counter)
    for path, numbers, n in _groups(sources):
        poor[path] += n
        for number in numbers.split(";") if numbers else ():
            lacking[path][int(number)] += n
    return [
        Deprived(
            unit,
            sum(n for path, n in poor.items() if path.startswith(unit.path)),
            dict(sum((found for path, found in lacking.items() if path.startswith(unit.path)), Counter())),
        )
        for unit in rows
    ]


def _groups(sources: Sources) -> Iterator[tuple[str, str, int]]:
    """Yield village, indicator numbers and households of the poor: decided, else by the form that counts."""
    communes = read_communes(sources.round, sources.unit)
    decided = Recognition.objects.filter(
        round=sources.round,
        superseded_by__isnull=True,
        household__village__path__startswith=sources.path,
        result__in=POOR,
    ).values_list("household__village__path", "submission__score__deprivations")
    yield from decided.annotate(n=Count("pk")).order_by()
    if communes.undecided:
        waiting = sources.scope_of(communes.undecided).q("village__unit__path")
        rows: Any = scored_listings(sources.round, sources.unit).filter(
            waiting, answered__score__result__in=POOR
        )
        found = rows.select_related(None).values_list("village__unit__path", "answered__score__deprivations")
        yield from found.annotate(n=Count("pk")).order_by()


def deprivations(sources: Sources) -> Chart:
    """Return which share of the poor households of each unit lacks what."""
    found = read_deprivations(sources)
    names = {each.number: each.label(language()) for each in sources.round.rules.indicators}
    used = [number for number in names if any(each.lacking.get(number) for each in found)] or list(names)
    return Chart(
        key="thieu-hut",
        title=_("Thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo theo đơn vị"),
        note=_(
            "Ô càng đậm thì càng nhiều hộ nghèo thiếu hụt; số trong ô là tỷ lệ phần trăm trên số hộ nghèo."
        ),
        heads=(_("Đơn vị"), _("Hộ nghèo"), *(f"{number}. {name}" for number, name in names.items())),
        rows=[_line(sources, each, list(names)) for each in found],
        draw=lambda width: _draw(sources, found, {number: names[number] for number in used}, width),
        empty=not any(each.poor for each in found),
        numbered=tuple(f"{number}. {names[number]}" for number in used),
    )


def _line(sources: Sources, each: Deprived, numbers: list[int]) -> list[Cell]:
    poor = Cell(
        count_text(each.poor), sources.behind(each.unit, "results", "c3") if each.poor else "", str(each.poor)
    )
    cells = [
        Cell(
            f"{count_text(each.lacking.get(n, 0))} ({rate_text(rate(each.lacking.get(n, 0), each.poor))})",
            "",
            str(each.lacking.get(n, 0)),
        )
        for n in numbers
    ]
    return [Cell(str(each.unit), sources.charts_of(each.unit)), poor, *cells]


def _tiles(sources: Sources, found: list[Deprived], names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for each in found:
        for number, name in names.items():
            share = rate(each.lacking.get(number, 0), each.poor)
            step = None if share is None else step_of(float(share), 100)
            yield {
                "unit": _name(sources, each.unit),
                "what": str(number),
                "fill": UNKNOWN if step is None else RAMPS["poor"][step],
                "ink": ink_on(step or 0),
                "text": "–" if share is None else str(round(share)),
                "url": sources.charts_of(each.unit),
                "said": f"{each.unit}: {name} – {count_text(each.lacking.get(number, 0))} ({rate_text(share)})",
            }


def _name(sources: Sources, unit: Unit) -> str:
    return _("Tổng cộng") if unit.pk == sources.unit.pk else str(unit)


def _draw(sources: Sources, found: list[Deprived], names: dict[int, str], width: int) -> Spec:
    wide = width >= WIDE
    y = plain(
        "unit", "N", sort=[_name(sources, each.unit) for each in found],
        axis={"ticks": False, "domain": False, "labelPadding": 6, "labelLimit": width // (4 if wide else 3)},
    )  # fmt: skip
    wrapped = {str(number): _wrapped(name) for number, name in names.items()}
    high = max(map(len, wrapped.values()), default=1)
    # Words above the tiles end at the same height.
    labels = {number: [""] * (high - len(lines)) + lines for number, lines in wrapped.items()}
    axis: dict[str, Any] = {
        "orient": "top",
        "ticks": False,
        "domain": False,
        "labelAngle": 0,
        "labelPadding": 6,
    }
    if wide:
        axis |= {"labelExpr": f"{_as_expression(labels)}[datum.value]", "labelFontSize": 11, "labelLimit": 90}
        axis |= {"labelPadding": 13 * (high - 1) + 8}
    x = plain("what", "N", sort=[str(number) for number in names], axis=axis)
    return framed(
        width,
        height={"step": 30},
        data=values(list(_tiles(sources, found, names))),
        layer=[
            {
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "fill": as_given("fill"), **POINTING},
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "x": x, "y": y, "text": {"field": "text"}, "color": as_given("ink"),
                    "href": POINTING["href"],
                },
            },
        ],
    )  # fmt: skip


def _wrapped(name: str, size: int = 12) -> list[str]:
    """Break a name into lines of about ``size`` letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > size:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _as_expression(labels: dict[str, list[str]]) -> str:
    """Write a mapping of labels as a Vega expression."""
    return json.dumps(labels, ensure_ascii=False)

"""The state of the season: how far communes and villages are through each step, and what is late."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import BRAND, INK, LATE, LINE, MARGIN, PAPER, STRONG_LINE, WIDE, framed
from rasoat.reports.dashboards.sources import Sources
from rasoat.rounds.models import Step
from rasoat.rounds.queries import Cell as StepCell
from rasoat.rounds.queries import Grid, progress
from rasoat.text_vi import date, number


def state_of_season(sources: Sources) -> Chart:
    """Return how many villages (communes) are through each step; late steps say so in words."""
    grid = progress(sources.round, sources.scope)
    days = {step: deadline.due_on for step, deadline in grid.deadlines if deadline}
    due = {step: date(day) for step, day in days.items()}
    return Chart(
        key="tien-do",
        title=_("Tiến độ các bước của đợt rà soát"),
        note=_("Phần đã tô là số thôn, số xã đã xong bước đó; bước quá hạn ghi chữ “Muộn”."),
        heads=(_("Bước"), _("Đã xong"), _("Tất cả"), _("Hạn"), _("Tình trạng")),
        rows=[_line(sources, cell, due) for cell in grid.total.cells],
        draw=lambda width: _draw(sources, grid, due, width),
        empty=not grid.rows,
    )


def _word(cell: StepCell) -> str:
    if cell.complete:
        return _("Xong")
    return _("Muộn") if cell.late else _("Đang làm") if cell.begun else _("Chưa đến")


def _line(sources: Sources, cell: StepCell, due: dict[Step, str]) -> list[Cell]:
    url = reverse("progress", args=[sources.round.pk])
    return [
        Cell(str(Step(cell.step).label), url),
        Cell(number(cell.done), "", str(cell.done)),
        Cell(number(cell.of), "", str(cell.of)),
        Cell(due.get(Step(cell.step), "–")),
        Cell(_word(cell)),
    ]


def _bar(sources: Sources, cell: StepCell, due: dict[Step, str]) -> dict[str, Any]:
    name = str(Step(cell.step).label)
    what = _("thôn") if cell.counted else _("xã")
    word = _word(cell)
    day = due.get(Step(cell.step), "")
    late = cell.late and not cell.complete
    text = f"{number(cell.done)}/{number(cell.of)} {what}" + (f" · (!) {word}" if late else f" · {word}")
    return {
        "step": name,
        "share": cell.done / cell.of if cell.of else 0,
        "whole": 1,
        "text": text,
        "ink": LATE if late else INK,
        "fill": LATE if late else BRAND,
        "url": reverse("progress", args=[sources.round.pk]),
        "said": f"{name}: {text}" + (f" · {_('hạn')} {day}" if day else ""),
    }


def _draw(sources: Sources, grid: Grid, due: dict[Step, str], width: int) -> Spec:
    bars = [_bar(sources, cell, due) for cell in grid.total.cells]
    order = [bar["step"] for bar in bars]
    wide = width >= WIDE
    axis = {"ticks": False, "domain": False, "labelPadding": 8} if wide else None
    y = plain("step", "N", sort=order, axis=axis)
    x = plain("share", "Q", scale={"domain": [0, 1.5 if wide else 1]}, axis=None)
    bar = {"type": "bar", "height": 16, **({} if wide else {"yOffset": 14})}
    words = [
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "y": y,
                "x": plain("whole", "Q"),
                "text": {"field": "text"},
                "color": as_given("ink"),
            },
        }
    ]
    if not wide:
        left = {"value": 0}
        words = [
            {
                "mark": {"type": "text", "align": "left", "dy": -24, "color": INK, "fontWeight": 600},
                "encoding": {"y": y, "x": left, "text": {"field": "step"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -7},
                "encoding": {"y": y, "x": left, "text": {"field": "text"}, "color": as_given("ink")},
            },
        ]  # fmt: skip
    return framed(
        width,
        height=len(bars) * (32 if wide else 58) + 2 * MARGIN,
        data=values(bars),
        layer=[
            {
                "mark": {**bar, "fill": PAPER, "stroke": STRONG_LINE, "strokeWidth": 1},
                "encoding": {"y": y, "x": plain("whole", "Q", scale=x["scale"], axis=None), **POINTING},
            },
            {
                "mark": {**bar, "stroke": LINE, "strokeWidth": 0},
                "encoding": {"y": y, "x": x, "fill": as_given("fill"), **POINTING},
            },
            *words,
        ],
    )  # fmt: skip

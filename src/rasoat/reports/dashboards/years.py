"""Year on year: the rounds of the same unit, and within a round the start of the year beside its end."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rasoat.areas.scope import Scope
from rasoat.law import Class
from rasoat.recognition.models import Recognition
from rasoat.reports.dashboards.chart import POINTING, Cell, Chart, Spec, as_given, plain, values
from rasoat.reports.dashboards.look import FRAME, INK, LINE, NEAR, NEAR_SOFT, POOR, WIDE, framed
from rasoat.reports.dashboards.sources import Sources, count_text, rate_text
from rasoat.reports.dashboards.units import legend
from rasoat.reports.flows import CLOSING, HOUSEHOLDS
from rasoat.reports.flows import POOR as POOR_FLOWS
from rasoat.reports.models import DistrictApproval
from rasoat.reports.table import rate
from rasoat.rounds.models import Round
from rasoat.rounds.states import RoundState

_EARLIER = 6


class Point(NamedTuple):
    """One moment: its label, households in all (None: not known), poor and near-poor households."""

    label: str
    households: int | None
    poor: int
    near_poor: int
    address: str = ""


def points_of(sources: Sources) -> list[Point]:
    """Return what earlier rounds of the unit were approved with, this round's opening list, and its closing figures."""
    own = sources.table(POOR_FLOWS, "self")
    near = (own.mirror or {})[own.unit.pk, HOUSEHOLDS]
    poor = own.total
    year = sources.round.year
    end = _("Cuối năm %(year)s (sơ bộ)") if own.preliminary else _("Cuối năm %(year)s")
    found = [
        Point(
            _("Đầu năm %(year)s") % {"year": year}, None, poor["c1"] or 0, near["c1"] or 0, "c1",
        ),
        Point(
            end % {"year": year}, sources.total["c1"], poor[CLOSING] or 0, near[CLOSING] or 0,
            CLOSING,
        ),
    ]  # fmt: skip
    return [*_earlier(sources), *found]


def _earlier(sources: Sources) -> list[Point]:
    """Earlier rounds: as they were approved for this unit, else what became this unit, by where its households are now."""
    held = _held(sources).exclude(state=RoundState.OPEN).order_by("-year", "-pk")[:_EARLIER]
    approved = {
        row.round_id: row
        for row in DistrictApproval.objects.filter(round__in=list(held), round__unit=sources.unit)
    }
    return [_of_approval(approved[each.pk], each) if each.pk in approved else _by_succession(sources, each)
            for each in reversed(held)]  # fmt: skip


def _held(sources: Sources) -> QuerySet[Round]:
    """The earlier rounds of the same kind that hold the unit, or lie in it."""
    rows = Round.objects.filter(kind=sources.round.kind, year__lt=sources.round.year)
    above = [path for path in (sources.unit.path, sources.round.unit.path) if path]
    return rows.filter(Scope(tuple(above)).around("unit__path"))


def _lacking(sources: Sources) -> str:
    """Say which earlier years are missing, and why: back to the first that is kept here, at most six."""
    year = sources.round.year
    states: dict[int, set[str]] = {}
    for held, state in _held(sources).values_list("year", "state"):
        states.setdefault(held, set()).add(state)
    if not states:
        return _("Chưa có đợt rà soát nào trước năm %(year)s trong hệ thống.") % {"year": year}
    years = range(max(min(states), year - _EARLIER), year)
    none = [str(each) for each in years if each not in states]
    open_ = [str(each) for each in years if states.get(each) == {RoundState.OPEN.value}]
    said = []
    if none:
        said.append(
            _("Thiếu năm %(years)s: không có đợt rà soát trong hệ thống.") % {"years": ", ".join(none)}
        )
    if open_:
        said.append(_("Thiếu năm %(years)s: đợt rà soát chưa được phê duyệt.") % {"years": ", ".join(open_)})
    return " ".join(said)


def _of_approval(row: DistrictApproval, round_: Round) -> Point:
    return Point(_("Cuối năm %(year)s") % {"year": round_.year}, row.households, row.poor, row.near_poor)


def _by_succession(sources: Sources, round_: Round) -> Point:
    """Count what an earlier round recognised in the villages that became this unit; how many lived there is not kept."""
    rows = Recognition.objects.live().filter(
        round=round_, household__village__heir_path__startswith=sources.unit.heir_path
    )
    found = Counter(rows.order_by().values_list("result", flat=True))
    poor = sum(n for result, n in found.items() if Class(result).is_poor)
    return Point(_("Cuối năm %(year)s") % {"year": round_.year}, None, poor, found[Class.near_poor.value])


def years(sources: Sources) -> Chart:
    """Return poor and near-poor households over the years."""
    points = points_of(sources)
    return Chart(
        key="qua-cac-nam",
        title=_("Hộ nghèo, hộ cận nghèo qua các năm"),
        note=" ".join(
            filter(
                None,
                (
                    _("Các năm trước lấy theo kết quả đã phê duyệt; đầu năm lấy theo danh sách đầu kỳ."),
                    _lacking(sources),
                ),
            )
        ),
        heads=(_("Thời điểm"), _("Tổng số hộ"), _("Hộ nghèo"), _("Tỷ lệ"), _("Hộ cận nghèo"), _("Tỷ lệ")),
        rows=[_line(sources, point) for point in points],
        draw=lambda width: _draw(sources, points, width),
        empty=not any(point.poor or point.near_poor for point in points),
    )


def _line(sources: Sources, point: Point) -> list[Cell]:
    def count(n: int | None, report: str = "") -> Cell:
        url = (
            sources.behind(sources.unit, report, point.address, HOUSEHOLDS)
            if report and point.address and n
            else ""
        )
        return Cell(count_text(n), url, "" if n is None else str(n))

    def share(n: int) -> Cell:
        value = rate(n, point.households)
        return Cell(rate_text(value), "", "" if value is None else str(value))

    return [
        Cell(point.label), count(point.households), count(point.poor, POOR_FLOWS), share(point.poor),
        count(point.near_poor, "near_poor_flows"), share(point.near_poor),
    ]  # fmt: skip


def _two_lines(label: str) -> str:
    return label.replace(" (", "|(")


def _draw(sources: Sources, points: list[Point], width: int) -> Spec:
    order = [_two_lines(point.label) for point in points]
    bars: list[dict[str, Any]] = []
    for point in points:
        for name, n, report, fill, stroke in (
            (_("Hộ nghèo"), point.poor, POOR_FLOWS, POOR, POOR),
            (_("Hộ cận nghèo"), point.near_poor, "near_poor_flows", NEAR_SOFT, NEAR),
        ):
            url = sources.behind(sources.unit, report, point.address, HOUSEHOLDS) if point.address else ""
            said = f"{point.label}: {name} {count_text(n)}"
            bars.append({
                "when": _two_lines(point.label), "name": name, "n": n, "text": count_text(n), "fill": fill, "stroke": stroke,
                "url": url, "said": said,
            })  # fmt: skip
    names = [_("Hộ nghèo"), _("Hộ cận nghèo")]
    x = plain(
        "when",
        "N",
        sort=order,
        axis={
            "labelAngle": 0,
            "labelLimit": 150,
            "labelExpr": "split(datum.label, '|')",
            "ticks": False,
            "domainColor": LINE,
            "labelPadding": 8,
        },
    )
    offset = {"field": "name", "type": "nominal", "sort": names}
    top = max((bar["n"] for bar in bars), default=0) or 1
    y = plain(
        "n",
        "Q",
        axis={"format": ",d", "tickMinStep": 1, "tickCount": 5, "title": _("Số hộ")},
        scale={"domain": [0, top * 1.1]},
    )
    return framed(
        width,
        height=(280 if width >= WIDE else 240) + FRAME,
        layer=[
            {
                "data": values(bars),
                "mark": {"type": "bar", "strokeWidth": 1.5},
                "encoding": {
                    "x": x, "xOffset": offset, "y": y, "fill": as_given("fill"), "stroke": as_given("stroke"),
                    **POINTING,
                },
            },
            {
                "data": values(bars),
                "mark": {"type": "text", "dy": -8, "color": INK, "fontWeight": 600},
                "encoding": {"x": x, "xOffset": offset, "y": y, "text": {"field": "text"}},
            },
            legend([{"name": names[0], "fill": POOR}, {"name": names[1], "fill": NEAR_SOFT}]),
        ],
    )  # fmt: skip

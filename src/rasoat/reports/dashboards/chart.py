"""A chart: what it is about, its drawing for a desk and for a phone, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rasoat.reports.dashboards.look import NARROW, WIDE

Spec = dict[str, Any]
"""A Vega-Lite specification with its data inside."""


class Cell(NamedTuple):
    """One cell of a chart's table: what it says, where it leads (empty: nowhere), the bare figure for files."""

    text: str
    url: str = ""
    value: str = ""

    @property
    def bare(self) -> str:
        """The figure as a program reads it."""
        return self.value or self.text


@dataclass(frozen=True)
class Chart:
    """One chart; ``draw`` makes its specification for a width in pixels.

    ``heads`` and ``rows`` are the same figures as a table: the text alternative, and what the csv holds.
    ``numbered`` are the names behind the numbers of a phone's drawing.
    """

    key: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    draw: Callable[[int], Spec]
    empty: bool = False
    numbered: tuple[str, ...] = ()

    @property
    def wide(self) -> Spec:
        """The drawing for a desk and for paper."""
        return self.draw(WIDE)

    @property
    def narrow(self) -> Spec:
        """The drawing for a phone."""
        return self.draw(NARROW)


def values(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return rows as the data of a specification."""
    return {"values": list(rows)}


def plain(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return an encoding of the field ``name`` (``Q``, ``N`` or ``O``) without a title unless given."""
    types = {"Q": "quantitative", "N": "nominal", "O": "ordinal"}
    return {"field": name, "type": types[kind], "title": None, **more}


def as_given(name: str) -> dict[str, Any]:
    """Return an encoding that takes a colour from the data as it stands."""
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


def amid(line_height: int) -> dict[str, str]:
    """Return how far text in the field ``lines`` is moved up, so that all its lines stand amid its place, not the first."""
    return {"expr": f"-{line_height / 2:g} * (length(datum.lines) - 1)"}


POINTING: Mapping[str, Any] = {
    "href": {"field": "url", "type": "nominal"},
    "description": {"field": "said", "type": "nominal"},
}
"""A mark that leads to ``url`` and says ``said`` when pointed at."""

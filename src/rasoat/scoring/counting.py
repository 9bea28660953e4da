"""How many households of a file were scored, refused, and put into each class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rasoat.law import Class
from rasoat.scoring.chunks import chunks
from rasoat.scoring.sources import Source


@dataclass(frozen=True)
class Summary:
    """How many households were scored, refused, and put into each class."""

    households: int
    scored: int
    refused: int
    classes: dict[str, int]
    reasons: dict[str, int]


class Tally:
    """Counts scores while they pass by."""

    def __init__(self) -> None:
        self._statuses, self._classes, self._reasons = Counter[str](), Counter[str](), Counter[str]()

    def add(self, scores: pl.DataFrame) -> None:
        """Count some more scores."""
        scored = int((scores["status"] == "scored").sum())
        self._statuses.update(scored=scored, refused=scores.height - scored)
        classes, reasons = scores["class"], scores["reasons"].drop_nulls()
        self._classes.update({each.value: int((classes == each.value).sum()) for each in Class})
        self._reasons.update(dict(reasons.str.split(";").explode().value_counts().iter_rows()))

    def summary(self) -> Summary:
        """Return what was counted."""
        return Summary(
            households=self._statuses.total(),
            scored=self._statuses["scored"],
            refused=self._statuses["refused"],
            classes={name: count for name, count in sorted(self._classes.items()) if count},
            reasons=dict(sorted(self._reasons.items())),
        )


def summary(results: Path) -> Summary:
    """Return the counts of a result file."""
    tally = Tally()
    for chunk in chunks(Source(results, results.suffix.removeprefix(".")), ("status", "class", "reasons")):
        tally.add(chunk)
    return tally.summary()

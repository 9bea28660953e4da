"""How many households of a file were scored, refused, and put into each class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

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
        self._classes.update(_counts(scores["class"]))
        self._reasons.update(_counts(scores["reasons"].drop_nulls().str.split(";").explode()))

    def summary(self) -> Summary:
        """Return what was counted."""
        return Summary(
            households=self._statuses.total(),
            scored=self._statuses["scored"],
            refused=self._statuses["refused"],
            classes=dict(sorted(self._classes.items())),
            reasons=dict(sorted(self._reasons.items())),
        )


def summary(results: Path) -> Summary:
    """Return the counts of a result file."""
    tally = Tally()
    for chunk in chunks(Source(results, results.suffix.removeprefix(".")), ("status", "class", "reasons")):
        tally.add(chunk)
    return tally.summary()


def _counts(texts: pl.Series) -> dict[str, int]:
    return dict(texts.drop_nulls().value_counts().iter_rows())

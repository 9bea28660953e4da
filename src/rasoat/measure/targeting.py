"""Exclusion and inclusion errors from a stratified sample that was checked again.

Exclusion error: of the households that are poor by the check, the share the first form leaves out. Inclusion error: of
the households the first form calls poor, the share that are not (the denominator of the World Bank's leakage).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from rasoat.measure.intervals import Interval, wilson

KeyT = TypeVar("KeyT", bound=Hashable)


class Checked(NamedTuple):
    """One household of the random sample: its stratum, who and where, poor by the first form, and by the check."""

    stratum: str
    village: str
    reviewer: str
    first: bool
    found: bool


class Frame(NamedTuple):
    """How many households of each stratum there are, and how many of the sample were checked."""

    sizes: Mapping[str, int]
    checked: Mapping[str, int]

    @classmethod
    def of(cls, sizes: Mapping[str, int], rows: Iterable[Checked]) -> Frame:
        """Return the frame of a whole sample; an error of a part keeps the weights of the whole."""
        return cls(sizes, Counter(row.stratum for row in rows))

    def weight(self, stratum: str) -> float:
        """How many households one checked household of the stratum stands for."""
        return self.sizes[stratum] / self.checked[stratum]

    @property
    def unseen(self) -> int:
        """Households in strata of which none was checked: the estimates say nothing about them."""
        return sum(size for name, size in self.sizes.items() if not self.checked.get(name))


class Share(NamedTuple):
    """An estimated share: ``part`` of ``of`` checked households (unweighted), and the weighted interval.

    ``interval`` is None where no checked household belongs to the denominator: no rate without its denominator.
    """

    part: int
    of: int
    interval: Interval | None


class Errors(NamedTuple):
    """Both errors, and the share of households on which both forms agree."""

    exclusion: Share
    inclusion: Share
    correct: Share


def errors(rows: Iterable[Checked], frame: Frame, confidence: int) -> Errors:
    """Return the errors of ``rows``, weighted by stratum, with intervals at ``confidence`` percent."""
    known = list(rows)
    poor, listed = [row for row in known if row.found], [row for row in known if row.first]
    return Errors(
        _share(poor, lambda row: not row.first, frame, confidence),
        _share(listed, lambda row: not row.found, frame, confidence),
        _share(known, lambda row: row.first == row.found, frame, confidence),
    )


def errors_by(
    rows: Iterable[Checked], key: Callable[[Checked], KeyT], frame: Frame, confidence: int
) -> dict[KeyT, Errors]:
    """Return the errors of each group of ``rows`` (by village, by reviewer), in the order of the groups' keys."""
    groups: dict[KeyT, list[Checked]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: errors(groups[name], frame, confidence) for name in sorted(groups, key=str)}


def _share(rows: list[Checked], counts: Callable[[Checked], bool], frame: Frame, confidence: int) -> Share:
    """Return the weighted share; the interval is Wilson's at Kish's effective size, with finite correction.

    The gain from stratification is left out: the interval is rather too wide than too narrow, and it exists for one
    household a stratum, where a variance within strata does not.
    """
    wrong = [row for row in rows if counts(row)]
    if not rows:
        return Share(0, 0, None)
    weights = [frame.weight(row.stratum) for row in rows]
    stands_for, squares = sum(weights), sum(weight * weight for weight in weights)
    share = min(1.0, sum(frame.weight(row.stratum) for row in wrong) / stands_for)
    if len(wrong) == len(rows):
        share = 1.0
    effective = stands_for * stands_for / squares
    return Share(len(wrong), len(rows), wilson(share, effective, confidence, of=stands_for))

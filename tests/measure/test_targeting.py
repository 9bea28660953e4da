"""Intervals and targeting errors: known values, and what must hold for any sample."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.measure import Checked, Frame, agreement, errors, errors_by, wilson
from tests.examples import examples

SHARES = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
ROWS = st.lists(
    st.builds(
        Checked,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["v1", "v2"]),
        st.sampled_from(["r1", "r2"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


def frame_of(rows: list[Checked], more: int = 0) -> Frame:
    """A frame in which each stratum holds ``more`` households beside those checked."""
    return Frame.of(
        {name: count + more for name, count in Counter(row.stratum for row in rows).items()}, rows
    )


@pytest.mark.parametrize(
    ("wrong", "of", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 100, 0.0215, 0.1118)],
)
def test_wilson_gives_the_published_bounds(wrong: int, of: int, low: float, high: float) -> None:
    """Wilson's score interval at 95 %, without correction."""
    found = wilson(wrong / of, of, 95)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@examples(120, 2000)
@given(SHARES, st.sampled_from([90, 95, 99]), st.integers(0, 100))
def test_an_interval_holds_its_estimate(part: tuple[int, int], confidence: int, more: int) -> None:
    """Low, share and high stand in order, within 0 and 1."""
    wrong, of = part
    found = wilson(wrong / of if of else 0.0, of, confidence, of=of + more)
    assert 0 <= found.low <= found.share <= found.high <= 1


@examples(60, 2000)
@given(SHARES.filter(lambda part: part[1] > 0), st.integers(1, 50))
def test_more_confidence_is_wider_and_a_larger_part_of_the_population_narrower(
    part: tuple[int, int], more: int
) -> None:
    """The finite correction never widens."""
    wrong, of = part
    near, far = (wilson(wrong / of, of, 95, of=of + extra) for extra in (more, more * 10))
    sure = wilson(wrong / of, of, 99, of=of + more)
    assert near.high - near.low <= far.high - far.low + 1e-12
    assert sure.high - sure.low >= near.high - near.low - 1e-12


@examples(100, 2000)
@given(ROWS)
def test_a_census_has_no_sampling_error(rows: list[Checked]) -> None:
    """When every household was checked the interval is the figure itself, counted by hand."""
    found = errors(rows, frame_of(rows), 95)
    missed = [row for row in rows if row.found and not row.first]
    wrongly = [row for row in rows if row.first and not row.found]
    for share, wrong, of in (
        (found.exclusion, missed, [row for row in rows if row.found]),
        (found.inclusion, wrongly, [row for row in rows if row.first]),
    ):
        assert (share.part, share.of) == (len(wrong), len(of))
        if of:
            assert share.interval is not None
            assert share.interval.low == share.interval.high == pytest.approx(len(wrong) / len(of))
        else:
            assert share.interval is None


@examples(100, 2000)
@given(ROWS, st.integers(1, 30))
def test_every_error_stands_inside_its_interval(rows: list[Checked], more: int) -> None:
    """Overall, by village and by reviewer."""
    frame = frame_of(rows, more)
    parts = [
        errors(rows, frame, 95),
        *errors_by(rows, lambda row: row.village, frame, 95).values(),
        *errors_by(rows, lambda row: row.reviewer, frame, 95).values(),
    ]
    for share in (share for part in parts for share in part):
        if share.interval is not None:
            assert 0 <= share.interval.low <= share.interval.share <= share.interval.high <= 1


@examples(60, 2000)
@given(ROWS)
def test_the_order_of_the_checks_does_not_matter(rows: list[Checked]) -> None:
    """The same checks give the same errors."""
    frame = frame_of(rows, 5)
    backwards = errors(list(reversed(rows)), frame, 95)
    for share, again in zip(errors(rows, frame, 95), backwards, strict=True):
        assert (share.part, share.of) == (again.part, again.of)
        assert share.interval == (again.interval and pytest.approx(again.interval))


def test_strata_count_for_as_many_as_they_stand_for() -> None:
    """One of two checked in a village of 90 is missed, none of two in a village of 10: 45 of 55 poor are missed.

    In the large village the other household is not poor; in the small one both are, and were found.
    """
    rows = [
        Checked("large", "v1", "r1", first=False, found=True),
        Checked("large", "v1", "r1", first=False, found=False),
        Checked("small", "v2", "r1", first=True, found=True),
        Checked("small", "v2", "r1", first=True, found=True),
    ]
    found = errors(rows, Frame.of({"large": 90, "small": 10}, rows), 95)
    assert found.exclusion.interval is not None
    assert found.exclusion.interval.share == pytest.approx(45 / 55)
    assert (found.exclusion.part, found.exclusion.of) == (1, 3)
    assert found.inclusion.interval is not None
    assert found.inclusion.interval.share == 0


def test_no_rate_without_its_denominator() -> None:
    """Where nobody checked is poor there is no exclusion error; where nobody was listed no inclusion error (F27)."""
    rows = [Checked("a", "v", "r", first=False, found=False)]
    found = errors(rows, Frame.of({"a": 10}, rows), 95)
    assert (found.exclusion.interval, found.inclusion.interval) == (None, None)
    assert found.correct.of == 1


def test_households_of_strata_nobody_checked_are_told() -> None:
    """The estimates say nothing about them, and the page says so."""
    rows = [Checked("a", "v", "r", first=True, found=True)]
    assert Frame.of({"a": 10, "b": 7}, rows).unseen == 7


def test_the_least_reliable_question_stands_first() -> None:
    """Two households, two questions: the one with a differing answer comes first, text and number are one answer."""
    pairs = [({"tv": 1, "poultry": 3, "old": 1}, {"tv": "1", "poultry": 5}), ({"tv": 0}, {"tv": 0})]
    found = agreement(pairs, ["tv", "poultry", "old"], 95)
    assert [(each.question, each.same, each.asked) for each in found] == [("poultry", 0, 1), ("tv", 2, 2)]

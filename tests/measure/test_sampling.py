"""The sample: its size, its strata, and that anybody draws it again."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.measure import allocate, draw, frame_hash, margin_of, sample_size
from tests.examples import examples

NAMES = st.text("abcdefgh", min_size=1, max_size=3)
SIZES = st.dictionaries(NAMES, st.integers(0, 60), max_size=12)
FRAMES = st.dictionaries(st.integers(0, 10_000).map(str), NAMES, max_size=80)


@pytest.mark.parametrize(
    ("population", "confidence", "margin", "expected"),
    [
        (10_000, 95, 5, 370),
        (100_000, 95, 5, 383),
        (500, 95, 5, 218),
        (100, 95, 10, 50),
        (1_000, 99, 5, 400),
        (3, 95, 5, 3),
        (0, 95, 5, 0),
    ],
)
def test_size_is_that_of_the_printed_tables(
    population: int, confidence: int, margin: int, expected: int
) -> None:
    """Sizes for a share of one half with the finite correction, as tables of sample sizes print them."""
    assert sample_size(population, confidence, margin) == expected


@pytest.mark.parametrize(("confidence", "margin"), [(0, 5), (100, 5), (95, 0), (95, 100)])
def test_a_confidence_or_margin_that_means_nothing_is_refused(confidence: int, margin: int) -> None:
    """There is no sample for certainty itself, nor for a margin of nothing."""
    with pytest.raises(ValueError, match="is not between"):
        sample_size(100, confidence, margin)


@examples(60, 2000)
@given(st.integers(1, 100_000), st.sampled_from([90, 95, 99]), st.integers(1, 40))
def test_the_size_reaches_its_margin_and_one_fewer_does_not(
    population: int, confidence: int, margin: int
) -> None:
    """The sample is as large as it must be and no larger."""
    size = sample_size(population, confidence, margin)
    assert 1 <= size <= population
    assert margin_of(size, population, confidence) <= margin + 1e-9
    if size > 1:
        assert margin_of(size - 1, population, confidence) > margin * 0.99


@examples(150, 2000)
@given(SIZES, st.integers(0, 400))
def test_allocation_sums_up_and_never_exceeds_a_stratum(sizes: dict[str, int], total: int) -> None:
    """Every household drawn is there, and as many are drawn as were asked for."""
    given_ = allocate(sizes, total)
    assert sum(given_.values()) == min(total, sum(sizes.values()))
    assert all(0 <= given_[name] <= size for name, size in sizes.items())


@examples(150, 2000)
@given(SIZES, st.integers(0, 400))
def test_no_stratum_is_forgotten_where_the_size_allows(sizes: dict[str, int], total: int) -> None:
    """With as many draws as strata each stratum that holds somebody gets one."""
    strata = [name for name, size in sizes.items() if size]
    given_ = allocate(sizes, total)
    if total >= len(strata):
        assert all(given_[name] >= 1 for name in strata)


@examples(80, 2000)
@given(SIZES, st.integers(0, 400))
def test_a_larger_stratum_never_gets_fewer(sizes: dict[str, int], total: int) -> None:
    """The allocation follows the sizes."""
    given_ = allocate(sizes, total)
    order = sorted(sizes, key=lambda name: sizes[name])
    for smaller, larger in pairwise(order):
        if sizes[smaller] < sizes[larger]:
            assert given_[smaller] <= given_[larger]


def test_largest_remainders_get_what_is_left() -> None:
    """Of 10 over 50, 30 and 21 the quotas are 4.95, 2.97 and 2.08."""
    assert allocate({"a": 50, "b": 30, "c": 21}, 10) == {"a": 5, "b": 3, "c": 2}


@examples(80, 2000)
@given(FRAMES, st.integers(0, 100), st.integers(0, 2**31 - 1), st.randoms(use_true_random=False))
def test_same_seed_draws_the_same_whatever_the_order(
    frame: dict[str, str], size: int, seed: int, order: Random
) -> None:
    """The order in which the database gives the households changes nothing."""
    rows = list(frame.items())
    shuffled = order.sample(rows, len(rows))
    assert draw(shuffled, size, seed) == draw(rows, size, seed)


@examples(80, 2000)
@given(FRAMES, st.integers(0, 100), st.integers(0, 2**31 - 1))
def test_a_draw_takes_from_the_frame_and_nobody_twice(frame: dict[str, str], size: int, seed: int) -> None:
    """The sample is a part of the frame, in the numbers the strata were given."""
    sample = draw(frame.items(), size, seed)
    assert len(set(sample.keys)) == len(sample.keys) == min(size, len(frame))
    assert set(sample.keys) <= set(frame)
    for name, (there, drawn) in sample.strata.items():
        assert sum(stratum == name for stratum in frame.values()) == there
        assert sum(frame[key] == name for key in sample.keys) == drawn


def test_another_seed_draws_others() -> None:
    """Out of 1,000 households two seeds do not draw the same fifty."""
    frame = [(str(number), "one") for number in range(1_000)]
    assert set(draw(frame, 50, 1).keys) != set(draw(frame, 50, 2).keys)


def test_every_household_has_the_same_chance() -> None:
    """Over 600 seeds each of ten households is drawn about three times in ten."""
    frame = [(str(number), "one") for number in range(10)]
    times = dict.fromkeys((key for key, _ in frame), 0)
    for seed in range(600):
        for key in draw(frame, 3, seed).keys:
            times[key] += 1
    assert all(130 < count < 230 for count in times.values())


def test_the_draw_can_be_checked_by_hand() -> None:
    """The lowest SHA-256 of ``seed:key`` are drawn, lowest first: any tool computes it."""
    keys = ["k1", "k2", "k3", "k4"]
    by_hand = sorted(keys, key=lambda key: hashlib.sha256(f"77:{key}".encode()).hexdigest())
    assert draw([(key, "s") for key in keys], 2, 77).keys == tuple(by_hand[:2])


def test_the_frame_hash_knows_a_household_more() -> None:
    """Another household, or another stratum of the same, is another frame."""
    frames = [[("1", "a")], [("1", "a"), ("2", "a")], [("1", "b")]]
    assert len({frame_hash(frame) for frame in frames}) == 3


def test_a_household_twice_in_the_frame_is_an_error() -> None:
    """It would be drawn with twice the chance."""
    with pytest.raises(ValueError, match="twice"):
        draw([("1", "a"), ("1", "b")], 1, 1)

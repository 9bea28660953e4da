"""What people type for a cell, as amendments write it."""

from __future__ import annotations

import pytest

from rasoat import law
from rasoat.lawbook.drafting import text_of
from rasoat.lawbook.typed import canonical
from rasoat.scoring.explaining import threshold_text

KEY = "class.near_poor.rural"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("120 < B1 ≤ 150 và B2 ≥ 30", "b1_above=120;b1_to=150;b2_from=30"),
        ("120<b1<=150; b2<30", "b1_above=120;b1_to=150;b2_below=30"),
        ("B1 <= 140", "b1_to=140"),
        ("B1 > 200", "b1_above=200"),
        ("B1 ≤ 140 and B2 >= 20", "b1_to=140;b2_from=20"),
        ("b1_above=120;b1_to=150", "b1_above=120;b1_to=150"),
        ("=", "="),
    ],
)
def test_bounds_may_be_typed_as_printed(typed: str, meant: str) -> None:
    """With the signs of the table or of a keyboard, in either language; what is written already stays."""
    assert canonical(KEY, typed) == meant


@pytest.mark.parametrize(
    "typed", ["B1 < 150", "B1 ≥ 120", "B2 > 30", "30 < B2", "B1", "B3 <= 5", "150", "B1 ≤ -5", ""]
)
def test_what_no_class_compares_stays_and_is_refused_later(typed: str) -> None:
    """«B1 < 150» is not guessed to be «B1 ≤ 149»."""
    assert canonical(KEY, typed) == typed


def test_other_cells_are_left_alone() -> None:
    """Only the bounds of classes have a printed form."""
    assert canonical("process.posting_days", "B1 <= 7") == "B1 <= 7"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_the_page_prints_can_be_typed(language: str) -> None:
    """Every bound of every pack reads back from its own words."""
    for pack in map(law.load, law.packs()):
        for cell in pack.cells():
            if isinstance(cell.value, law.Bounds):
                assert canonical(cell.key, threshold_text(cell.value, language)) == text_of(cell)

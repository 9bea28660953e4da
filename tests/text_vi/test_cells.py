"""What a spreadsheet would run stays text, in every export (F21)."""

from __future__ import annotations

import pytest

from rasoat.text_vi import inert


@pytest.mark.parametrize("text", ["=1+1", " @x", "\t=cmd", "\u00a0-2", "\x01+3", "\ttext", "＝1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    """Also behind blanks and control characters."""
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Thôn 1", "01906", "Nà=Thử", ""])
def test_plain_text_is_left_alone(text: str) -> None:
    """Nothing else is touched."""
    assert inert(text) == text

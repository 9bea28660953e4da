"""How real prints round: the rule by which a printed percentage follows from its counts, recognised and named.

Halves rounded up (17.435 of 79.677 is 21,88 %), halves to even, cut, and bent by one in the last place so that a column of
shares makes 100; to however many places are printed. Anything else is another figure.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

_PRINTED = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,4}))?\s*%?")


class Rule(StrEnum):
    """How a printed figure follows from what was counted."""

    EXACT = "exact"
    HALF_UP = "half_up"
    CUT = "cut"
    HALF_EVEN = "half_even"
    BENT = "bent"
    OTHER = "other"


NAMES = {
    Rule.EXACT: _("bằng nhau"),
    Rule.HALF_UP: _("làm tròn lên từ nửa đơn vị"),
    Rule.CUT: _("cắt bỏ phần lẻ, không làm tròn"),
    Rule.HALF_EVEN: _("làm tròn nửa đơn vị về số chẵn"),
    Rule.BENT: _("chỉnh một đơn vị ở hàng cuối"),
    Rule.OTHER: _("khác số"),
}
_MODES = ((Rule.HALF_UP, ROUND_HALF_UP), (Rule.CUT, ROUND_DOWN), (Rule.HALF_EVEN, ROUND_HALF_EVEN))


def read_figure(text: str) -> Decimal | None:
    """Return a figure as Vietnamese papers print it (``17.435``, ``21,88 %``), or None for any other text."""
    matched = _PRINTED.fullmatch(text.strip())
    if matched is None:
        return None
    whole, places = matched[1].replace(".", ""), matched[2]
    return Decimal(f"{whole}.{places}" if places else whole)


def recognised(printed: Decimal, numerator: int, denominator: int) -> Rule:
    """Return the rule by which ``printed`` per cent follows from two counts; ``denominator`` is above 0."""
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(1).scaleb(exponent)
    exact = Fraction(numerator * 100, denominator)
    if Fraction(printed) == exact:
        return Rule.EXACT
    for rule, mode in _MODES:
        if rounded(exact, step, mode) == printed:
            return rule
    return Rule.BENT if abs(Fraction(printed) - exact) < 2 * Fraction(step) else Rule.OTHER


def rounded(exact: Fraction, step: Decimal, mode: str) -> Decimal:
    """Return an exact share rounded to ``step``; never through a float."""
    steps = exact / Fraction(step)
    whole, rest = divmod(steps.numerator, steps.denominator)
    half = Fraction(rest, steps.denominator) - Fraction(1, 2)
    up = mode != ROUND_DOWN and (half > 0 or (half == 0 and (mode == ROUND_HALF_UP or whole % 2 == 1)))
    return Decimal(whole + up) * step


def counted(printed: Decimal, ours: int) -> Rule:
    """Return whether a printed count is ours."""
    return Rule.EXACT if printed == ours else Rule.OTHER

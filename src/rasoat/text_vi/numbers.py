"""Whole numbers and percentages as Vietnamese papers print them."""

from __future__ import annotations

UNKNOWN = "–"


def number(n: int | None) -> str:
    """Return ``n`` with a point between thousands: ``17435`` is ``17.435``. Unknown (``None``) is ``–``."""
    return UNKNOWN if n is None else f"{n:,}".replace(",", ".")


def percent(n: int | None, d: int | None) -> str:
    """Return ``n`` as a percentage of ``d`` with two decimals, halves rounded away from zero: ``21,88 %``.

    Without a numerator or a denominator (``None``, or 0 below the line) there is no rate: ``–``.
    Raises ``ValueError`` for a negative denominator.
    """
    if n is None or not d:
        return UNKNOWN
    if d < 0:
        raise ValueError(f"a denominator cannot be negative: {d}")
    hundredths = (abs(n) * 20_000 + d) // (2 * d)
    sign = "-" if n < 0 and hundredths else ""
    return f"{sign}{number(hundredths // 100)},{hundredths % 100:02d} %"

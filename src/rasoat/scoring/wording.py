"""Numbers, units and people in the words of an explanation, Vietnamese or English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rasoat.law.model import CM2_PER_M2
from rasoat.text_vi import number

_UNITS = {"person": ("người", "person", "persons"), "head": ("con", "", "")}
_NAMELESS = {"vi": "Người thứ {n}", "en": "Person {n}"}


def unit_word(unit: str | None, language: str, value: int = 1) -> str:
    """Return a unit of the pack in words, for so many; kWh and m² are the same in both languages."""
    words = _UNITS.get(unit or "")
    if words is None:
        return unit or ""
    return words[0 if language == "vi" else 1 if value == 1 else 2]


def quantity(value: int, unit: str | None, language: str) -> str:
    """Return a whole number with its unit, such as «10.000 m²»."""
    figure = number(value) if language == "vi" else f"{value:,}"
    return f"{figure} {unit_word(unit, language, value)}".rstrip()


def square_metres(cm2: int, language: str) -> str:
    """Return an area given in cm² as m², with as many decimals as it has, such as «48,5 m²»."""
    whole, _, decimals = format(Decimal(cm2) / CM2_PER_M2, "f").partition(".")
    decimals = decimals.rstrip("0")
    return (
        quantity(int(whole), None, language) + (f"{_comma(language)}{decimals}" if decimals else "") + " m²"
    )


def area_a_head(cm2: int, heads: int, language: str) -> str:
    """Return the m² a head, as «= 7 m²»; what does not divide is cut off, never rounded up to a limit."""
    hundredths, rest = divmod(cm2 * 100, CM2_PER_M2 * heads)
    shown = square_metres(hundredths * CM2_PER_M2 // 100, language)
    return f"{'≈' if rest else '='} {shown}"


def _comma(language: str) -> str:
    return "," if language == "vi" else "."


def who(names: Sequence[str], index: int, language: str) -> str:
    """Return the name of the member at ``index``, or «Người thứ 3» where none was given."""
    name = names[index].strip() if index < len(names) else ""
    return name or _NAMELESS[language].format(n=index + 1)


def who_is(name: str, said: str, language: str) -> str:
    """Return somebody with what the answer says of him: «Nguyễn Văn A đang đi học»."""
    return f"{name} {said}" if language == "vi" else f"{name}: {said}"

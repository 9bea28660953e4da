"""The classes a score can give, in the words of the standards.

2016–2020 knows two ways of being poor and two bands above (QĐ59 Art. 2, TT14 Art. 1.5); from 2022 a household is poor
when income and deprivations both say so, and above the line it is not poor (NĐ 07/2021 Art. 3).
"""

from __future__ import annotations

from enum import StrEnum


class Class(StrEnum):
    """A class of household; a household without a score has none."""

    poor_income = "poor_income"
    poor_deprivation = "poor_deprivation"
    near_poor = "near_poor"
    average = "average"
    better_off = "better_off"
    poor = "poor"
    not_poor = "not_poor"

    @property
    def label_vi(self) -> str:
        """The legal term."""
        return _LABELS[self][0]

    @property
    def label_en(self) -> str:
        """The English term."""
        return _LABELS[self][1]

    def label(self, language: str = "vi") -> str:
        """Return the label in ``language`` (``vi`` or ``en``)."""
        return self.label_vi if language == "vi" else self.label_en

    @property
    def is_poor(self) -> bool:
        """True for every way of being poor (hộ nghèo)."""
        return self in (Class.poor_income, Class.poor_deprivation, Class.poor)


_LABELS = {
    Class.poor_income: ("Hộ nghèo về thu nhập", "Poor by income"),
    Class.poor_deprivation: (
        "Hộ nghèo thiếu hụt tiếp cận các dịch vụ xã hội cơ bản",
        "Poor by deprivation of basic social services",
    ),
    Class.near_poor: ("Hộ cận nghèo", "Near-poor"),
    Class.average: ("Hộ có mức sống trung bình", "Average living standard"),
    Class.better_off: ("Hộ có mức sống trên trung bình", "Above the average living standard"),
    Class.poor: ("Hộ nghèo", "Poor"),
    Class.not_poor: ("Hộ không nghèo", "Not poor"),
}

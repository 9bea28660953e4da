"""Ba Bể in October 2018: its units, and the plan of the practice round.

Codes and names of province, district and communes are those of the general list of administrative units; 206
villages is the district's total. How many villages a commune has, and every village's name, is invented.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rasoat.rounds.models import Step

PROVINCE_CODE, PROVINCE_NAME = "06", "Bắc Kạn"
DISTRICT_CODE, DISTRICT_NAME = "061", "Ba Bể"
REGION = "NT2"
UNITS_FROM = date(2018, 1, 1)
"""A day on which the codes are in force; the day they began is not stated."""

ROUND_CODE = "ba-be-2018"
PACK = "vn-2016"
OPENING_AS_OF = date(2018, 1, 1)
OPENED_ON = date(2018, 10, 10)
"""The day after the training conference of 9/10/2018."""
MIDDLE = date(2018, 11, 12)
"""The practice day on which the demonstration stops, so that every role has work to do."""
PRELIMINARY_ON = date(2018, 11, 13)
"""The day after: two days before the ministry must have the preliminary figures (TT17 Art. 9.1 b)."""

HOUSEHOLDS_PER_VILLAGE = 58
PASSWORD = "thuc-hanh-ba-be-2018"  # noqa: S105  # the practice password, printed for everybody to see


class Commune(NamedTuple):
    """A commune-level unit, how many villages it gets, and how many days after the others it starts."""

    code: str
    name: str
    villages: int
    lag: int
    upland: float
    urban: bool = False

    @property
    def kind(self) -> str:
        """Thị trấn or Xã."""
        return "Thị trấn" if self.urban else "Xã"

    @property
    def village_kind(self) -> str:
        """Tiểu khu or Thôn."""
        return "Tiểu khu" if self.urban else "Thôn"


COMMUNES: tuple[Commune, ...] = (
    Commune("01888", "Chợ Rã", 11, 0, 0.0, urban=True),
    Commune("01891", "Bành Trạch", 14, 10, 0.45),
    Commune("01894", "Phúc Lộc", 17, 20, 0.6),
    Commune("01897", "Hà Hiệu", 14, 0, 0.25),
    Commune("01900", "Cao Thượng", 16, 26, 0.65),
    Commune("01903", "Cao Trĩ", 10, 3, 0.3),
    Commune("01906", "Khang Ninh", 13, 6, 0.25),
    Commune("01909", "Nam Mẫu", 9, 14, 0.5),
    Commune("01912", "Thượng Giáo", 14, 0, 0.1),
    Commune("01915", "Địa Linh", 13, 5, 0.2),
    Commune("01918", "Yến Dương", 11, 17, 0.4),
    Commune("01921", "Chu Hương", 14, 6, 0.25),
    Commune("01924", "Quảng Khê", 13, 12, 0.3),
    Commune("01927", "Mỹ Phương", 17, 30, 0.4),
    Commune("01930", "Hoàng Trĩ", 7, 2, 0.2),
    Commune("01933", "Đồng Phúc", 13, 23, 0.5),
)

CALENDAR: dict[Step, tuple[date, date]] = {
    Step.LIST: (date(2018, 10, 10), date(2018, 10, 20)),
    Step.SURVEY: (date(2018, 10, 15), date(2018, 10, 31)),
    Step.MEETING: (date(2018, 10, 20), date(2018, 11, 5)),
    Step.POSTING: (date(2018, 10, 22), date(2018, 11, 12)),
    Step.REPORT: (date(2018, 10, 30), date(2018, 11, 15)),
    Step.APPRAISAL: (date(2018, 11, 1), date(2018, 11, 22)),
    Step.DECISION: (date(2018, 11, 5), date(2018, 11, 30)),
    Step.APPROVAL: (date(2018, 12, 1), date(2018, 12, 14)),
}
"""Set by plan; the official report is due before 15 December (TT17 Art. 9.1 c)."""


class Shares(NamedTuple):
    """Shares of all households, in per mille: where the season starts and where the generator aims."""

    poor: int = 245
    poor_by_deprivation: int = 22
    near_poor: int = 125
    once_poor: int = 20
    once_near_poor: int = 12


SHARES = Shares()

"""The words a list may use for relation, sex, class and ethnic group, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rasoat.law import Class, Rules
from rasoat.roster.models import OpeningEntry, Relation, Sex
from rasoat.text_vi import fold

Kind = OpeningEntry.Kind
_NOT_WORD = re.compile(r"[\W_]+")

_RELATIONS: Mapping[str, tuple[str, ...]] = {
    Relation.HEAD: ("chủ hộ", "chủ hộ gia đình", "chủ"),
    Relation.SPOUSE: ("vợ/chồng", "vợ", "chồng", "vợ hoặc chồng", "vợ chồng"),
    Relation.CHILD: ("con", "con đẻ", "con ruột", "con nuôi", "con trai", "con gái", "con riêng"),
    Relation.PARENT: (
        "bố/mẹ", "bố", "mẹ", "cha", "cha/mẹ", "bố đẻ", "mẹ đẻ", "bố vợ", "mẹ vợ", "bố chồng", "mẹ chồng", "bố nuôi",
        "mẹ nuôi", "cha đẻ", "bố mẹ", "ba", "má",
    ),
    Relation.GRANDPARENT: ("ông/bà", "ông", "bà", "ông nội", "bà nội", "ông ngoại", "bà ngoại", "ông bà"),
    Relation.GRANDCHILD: ("cháu", "cháu nội", "cháu ngoại", "cháu trai", "cháu gái", "cháu ruột"),
    Relation.SIBLING: (
        "anh/chị/em", "anh", "chị", "em", "anh trai", "chị gái", "em trai", "em gái", "anh ruột", "chị ruột",
        "em ruột", "anh chị em",
    ),
    Relation.CHILD_IN_LAW: ("con dâu/con rể", "con dâu", "con rể", "dâu", "rể"),
    Relation.OTHER: (
        "khác", "quan hệ khác", "người khác", "cụ", "chắt", "chị dâu", "em dâu", "anh rể", "em rể", "cháu dâu",
        "cháu rể", "cô", "dì", "chú", "bác", "cậu", "mợ", "thím", "ở nhờ", "người ở nhờ",
    ),
}  # fmt: skip

_SEXES: Mapping[str, tuple[str, ...]] = {Sex.MALE: ("nam", "trai"), Sex.FEMALE: ("nữ", "gái")}

UNSPECIFIC_POOR = ("hộ nghèo", "nghèo", "poor")

_CLASSES: Mapping[str, tuple[str, ...]] = {
    Kind.POOR_INCOME: ("hộ nghèo về thu nhập", "nghèo về thu nhập", "hộ nghèo thu nhập", "nghèo thu nhập"),
    Kind.POOR_DEPRIVATION: (
        "hộ nghèo thiếu hụt tiếp cận dịch vụ xã hội cơ bản", "hộ nghèo thiếu hụt tiếp cận các dịch vụ xã hội cơ bản",
        "nghèo thiếu hụt tiếp cận các dịch vụ xã hội cơ bản", "nghèo thiếu hụt tiếp cận dịch vụ xã hội cơ bản",
        "hộ nghèo thiếu hụt", "nghèo thiếu hụt", "hộ nghèo về thiếu hụt", "nghèo về thiếu hụt",
        "hộ nghèo thiếu hụt đa chiều", "hộ nghèo do thiếu hụt",
    ),
    Kind.NEAR_POOR: ("hộ cận nghèo", "cận nghèo"),
    Kind.ONCE_POOR: (
        "đã thoát nghèo trước đây", "đã thoát nghèo", "hộ đã thoát nghèo", "hộ thoát nghèo", "thoát nghèo",
    ),
    Kind.ONCE_NEAR_POOR: (
        "đã thoát cận nghèo trước đây", "đã thoát cận nghèo", "hộ đã thoát cận nghèo", "hộ thoát cận nghèo",
        "thoát cận nghèo",
    ),
    "": (
        "none", "hộ không nghèo", "không nghèo", "không", "hộ bình thường", "bình thường", "hộ có mức sống trung bình",
        "mức sống trung bình", "trung bình", "hộ có mức sống trung bình trở lên", "hộ không nghèo, không cận nghèo",
        "hộ có mức sống trên trung bình", "average", "better_off", "not_poor",
    ),
}  # fmt: skip

# The list of ethnic groups of Viet Nam: Quyết định 121-TCTK/PPCĐ, 02/3/1979, Tổng cục Thống kê; short names in
# today's spelling. 54 groups.
ETHNIC_GROUPS = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Mông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na",
    "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ",
    "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru",
    "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y",
    "Si La", "Pu Péo", "Brâu", "Ơ-đu", "Rơ-măm",
)  # fmt: skip
# Other names of groups on that list, kept as they are written.
_OTHER_NAMES = (
    "Việt", "Khmer", "H'Mông", "Mèo", "Sán Chí", "Cao Lan", "Sán Chỉ", "Raglay", "Stiêng", "Gia Lai", "M'Nông",
)  # fmt: skip


class Options(NamedTuple):
    """One closed question of the list: folded word → value, and the words to show."""

    values: Mapping[str, str]
    accepted: str

    def read(self, text: str) -> str | None:
        """Return the value a word stands for; None when it stands for none."""
        return self.values.get(plain(text))


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Return a word without case, accents and punctuation."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def _options(words: Mapping[str, Iterable[str]], labels: Iterable[object]) -> Options:
    values = {plain(word): value for value, group in words.items() for word in (value, *group)}
    values.pop("", None)
    return Options(values, "; ".join(map(str, labels)))


def _classes(unspecific: str) -> Options:
    """Return the classes of an opening list; ``unspecific`` is what plain “hộ nghèo” means there."""
    words = {**_CLASSES, unspecific: (*_CLASSES.get(unspecific, ()), *UNSPECIFIC_POOR)}
    labels = [group[0].capitalize() for group in words.values() if group[0] != "none"]
    return _options(words, [*labels, "Hộ không nghèo"])


RELATION = _options(_RELATIONS, Relation.labels)
SEX = _options(_SEXES, Sex.labels)
CLASS = _classes(Kind.POOR_INCOME)
ONE_POOR = _classes(Kind.POOR)
_UNSPECIFIC = frozenset(map(plain, UNSPECIFIC_POOR))
_ETHNIC = {plain(name).replace(" ", ""): name for name in (*_OTHER_NAMES, *ETHNIC_GROUPS)}


def opening_classes(rules: Rules) -> Options:
    """Return the classes an opening list may name: where the standard has one way of being poor, so has the list."""
    known = {rule.cls for rule in rules.class_rules}
    return ONE_POOR if Class.poor in known and Class.poor_income not in known else CLASS


def is_unspecific(text: str) -> bool:
    """Whether a class says “poor” without saying by income or by deprivation."""
    return plain(text) in _UNSPECIFIC


def ethnic_group(text: str) -> tuple[str, bool]:
    """Return the name as the list of 54 spells it and True; the text itself and False when it is not on the list."""
    known = _ETHNIC.get(plain(text).replace(" ", ""))
    return (known, True) if known else (text, False)

"""Vietnamese normal forms, order, numbers and dates."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat import text_vi
from rasoat.text_vi import NotADateError, ParsedDate, Precision

anything = st.text()
vietnamese = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmn"
    "oòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ĐĂÂÊÔƠƯ"
)


@given(anything)
def test_nfc_is_stable(text: str) -> None:
    """Text that went through the door once is not changed by going through again."""
    once = text_vi.nfc(text)
    assert text_vi.nfc(once) == once


def test_decomposed_and_composed_become_one() -> None:
    """A name typed on a phone that decomposes marks equals the same name typed on a desk."""
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Đượm")
    assert text_vi.nfc(decomposed) == "Nguyễn Thị Đượm"


@given(anything)
def test_clean_cell_is_stable_and_single_spaced(text: str) -> None:
    """A cleaned cell is in NFC, on one line, without invisible characters or doubled spaces."""
    cleaned = text_vi.clean_cell(text)
    assert text_vi.clean_cell(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert not {unicodedata.category(c) for c in cleaned} & {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\ufeffHoàng\u200b Văn\u00a0 Páo\r\n", "Hoàng Văn Páo"),
        ("Lý\tThị\x00 Mẩy", "Lý Thị Mẩy"),
        ("Triệu\u00ad Tiến", "Triệu Tiến"),
        (" \u200b ", ""),
    ],
)
def test_clean_cell_removes_what_nobody_sees(dirty: str, clean: str) -> None:
    """Byte order marks, zero-width spaces, control characters and soft hyphens vanish from cells."""
    assert text_vi.clean_cell(dirty) == clean


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Nguyễn  Thị ĐÀO ", "nguyen thi dao"),
        ("Ðặng Ngọc", "dang ngoc"),
        ("Được", "duoc"),
        ("Hứa Thị Hoà", "hua thi hoa"),
        ("Lý A Sềnh", "ly a senh"),
    ],
)
def test_fold_finds_names_without_marks(text: str, folded: str) -> None:
    """Searching needs no marks, no capitals and no đ."""
    assert text_vi.fold(text) == folded


@given(anything)
def test_fold_is_stable(text: str) -> None:
    """Folding a folded text changes nothing, so a stored fold may be compared with a folded query."""
    assert text_vi.fold(text_vi.fold(text)) == text_vi.fold(text)


@given(vietnamese)
def test_fold_of_vietnamese_is_ascii(text: str) -> None:
    """Every Vietnamese letter folds to an English one."""
    assert text_vi.fold(text).isascii()


@given(anything)
def test_sort_key_is_ascii_and_blind_to_normal_form(name: str) -> None:
    """The key holds ASCII only and does not depend on how the marks were typed."""
    key = text_vi.sort_key(name)
    assert key.isascii()
    assert text_vi.sort_key(unicodedata.normalize("NFD", name)) == text_vi.sort_key(text_vi.nfc(name))


def _shuffled(names: list[str]) -> list[str]:
    return random.Random(20181009).sample(names, len(names))


def test_letters_follow_the_vietnamese_alphabet() -> None:
    """The 29 letters, and f j w z between them, stand in the order of the alphabet."""
    alphabet = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert sorted(_shuffled(alphabet), key=text_vi.sort_key) == alphabet


@pytest.mark.parametrize(
    "letters", ["aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "ôồổỗốộ", "ơờởỡớợ", "ưừửữứự"]
)
def test_tones_follow_the_dictionary(letters: str) -> None:
    """Tones go ngang, huyền, hỏi, ngã, sắc, nặng on every vowel."""
    assert sorted(_shuffled(list(letters)), key=text_vi.sort_key) == list(letters)


def test_names_are_sorted_by_given_name_then_middle_then_family() -> None:
    """A list of people reads as on a Vietnamese roll."""
    roll = [
        "Ma Thế An",
        "Triệu Thế An",
        "Bàn Văn An",
        "Lý Thị Ánh",
        "Hoàng Văn Ấm",
        "Nông Văn Dũng",
        "Nông Văn Đại",
        "Bế Thị Hoa",
        "Bế Thị Hòa",
        "Bế Thị Hoàn",
        "Vi Văn Sơn",
        "Dương Thị Xuân",
        "Dương Thị Yến",
    ]
    assert sorted(_shuffled(roll), key=text_vi.sort_key) == roll


def test_letters_decide_before_tones_within_a_word() -> None:
    """Lan, Làn, Lãn stand together before Lăn, and all before Lâm is left behind by Lanh."""
    words = ["Lan", "Làn", "Lãn", "Lanh", "Lành", "Lăn", "Lâm"]
    assert sorted(_shuffled(words), key=text_vi.sort_key) == words


def test_both_places_of_the_tone_mark_give_one_key() -> None:
    """Hoà and Hòa are the same name in two spellings."""
    assert text_vi.sort_key("Bế Thị Hoà") == text_vi.sort_key("Bế Thị Hòa")


@pytest.mark.parametrize("name", ["", "  ", "'", "-"])
def test_a_name_without_letters_sorts_first(name: str) -> None:
    """An empty name does not break sorting."""
    assert text_vi.sort_key(name) == ""


@given(st.integers())
def test_number_reads_back(n: int) -> None:
    """The printed number holds the same digits, grouped by three."""
    assert int(text_vi.number(n).replace(".", "")) == n


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "0"), (999, "999"), (17435, "17.435"), (1642489, "1.642.489"), (-1000, "-1.000"), (None, "–")],
)
def test_number_as_printed(n: int | None, text: str) -> None:
    """Thousands are parted by points; an unknown number is a dash, never 0."""
    assert text_vi.number(n) == text


@pytest.mark.parametrize(
    ("n", "d", "text"),
    [
        (2188, 10_000, "21,88 %"),
        (1, 3, "33,33 %"),
        (2, 3, "66,67 %"),
        (1, 8, "12,50 %"),
        (1, 16, "6,25 %"),
        (1, 160, "0,63 %"),
        (1, 20_000, "0,01 %"),
        (0, 7, "0,00 %"),
        (5, 5, "100,00 %"),
        (-1, 3, "-33,33 %"),
        (-1, 30_000, "0,00 %"),
        (5, 0, "–"),
        (5, None, "–"),
        (None, 5, "–"),
    ],
)
def test_percent_as_printed(n: int | None, d: int | None, text: str) -> None:
    """Two decimals, halves rounded up, and no rate without its denominator."""
    assert text_vi.percent(n, d) == text


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**9))
def test_percent_agrees_with_decimal(n: int, d: int) -> None:
    """The integer arithmetic rounds as decimal arithmetic does."""
    expected = (Decimal(n * 100) / Decimal(d)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    printed = text_vi.percent(n, d).removesuffix(" %").replace(".", "").replace(",", ".")
    assert Decimal(printed) == expected


def test_negative_denominator_is_refused() -> None:
    """A count of households below zero is a fault of the caller."""
    with pytest.raises(ValueError, match="-3"):
        text_vi.percent(1, -3)


def test_dates_as_printed() -> None:
    """A date shows as much as is known of it."""
    day = dt.date(1990, 2, 1)
    assert text_vi.date(day) == "01/02/1990"
    assert text_vi.date(day, Precision.MONTH) == "02/1990"
    assert text_vi.date(day, Precision.YEAR) == "1990"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2018, 10, 9), "ngày 09 tháng 10 năm 2018"),
        (dt.date(2019, 1, 5), "ngày 05 tháng 01 năm 2019"),
        (dt.date(2019, 2, 28), "ngày 28 tháng 02 năm 2019"),
        (dt.date(2019, 3, 1), "ngày 01 tháng 3 năm 2019"),
    ],
)
def test_long_date_as_official_papers_write_it(day: dt.date, text: str) -> None:
    """Days below ten and the months one and two take a leading zero."""
    assert text_vi.long_date(day) == text


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("31/01/1990", dt.date(1990, 1, 31), Precision.DAY),
        (" 1/2/1990 ", dt.date(1990, 2, 1), Precision.DAY),
        ("01-02-1990", dt.date(1990, 2, 1), Precision.DAY),
        ("29.02.2016", dt.date(2016, 2, 29), Precision.DAY),
        ("1990-02-01", dt.date(1990, 2, 1), Precision.DAY),
        ("2/1990", dt.date(1990, 2, 1), Precision.MONTH),
        ("1990-02", dt.date(1990, 2, 1), Precision.MONTH),
        ("1990", dt.date(1990, 1, 1), Precision.YEAR),
    ],
)
def test_dates_as_lists_write_them(text: str, day: dt.date, precision: Precision) -> None:
    """Full dates, months and years are read, and how much is known is kept."""
    assert text_vi.parse_date(text) == ParsedDate(day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/1990",
        "29/02/2018",
        "00/01/1990",
        "01/13/1990",
        "13/1990",
        "1/2/90",
        "01/02-1990",
        "0190",
        "hôm qua",
        "",
        "١٩٩٠",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A day outside the calendar or another shape is refused, never bent to a near date."""
    with pytest.raises(NotADateError):
        text_vi.parse_date(text)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_printed_dates_read_back(day: dt.date) -> None:
    """What is printed can be read again, at every precision."""
    assert text_vi.parse_date(text_vi.date(day)) == ParsedDate(day, Precision.DAY)
    assert text_vi.parse_date(day.isoformat()) == ParsedDate(day, Precision.DAY)
    month = text_vi.date(day, Precision.MONTH)
    assert text_vi.parse_date(month) == ParsedDate(day.replace(day=1), Precision.MONTH)

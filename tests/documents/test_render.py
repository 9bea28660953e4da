"""Every kind of document as PDF: its text, fonts, pages, and what it refuses."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from pypdf import PdfReader

from rasoat.documents.render import render, render_batches, render_many
from rasoat.documents.shapes import SHAPES
from rasoat.errors import InputError

from .samples import (
    LONG_NAME,
    SAMPLES,
    certificate,
    decision,
    explanation,
    minutes,
    name,
    opinion,
    posting,
    report_up,
)

PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SIZES = [0, 1, 60]
HOSTILE = [
    '#panic("x")',
    "*đậm*",
    "$x$",
    "=1+1",
    "= Đề mục",
    "//",
    "\\n#v(9cm)",
    "<nhãn>",
    "@ref",
    "_gạch_",
    "`x`",
    "[#sys]",
]

every_kind = pytest.mark.parametrize("kind", SAMPLES)


def _read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def _pages(pdf: bytes) -> list[str]:
    """Return each page's text in one line."""
    return [" ".join(page.extract_text().split()) for page in _read(pdf).pages]


def _text(pdf: bytes) -> str:
    return " ".join(_pages(pdf))


def _dotted_lines(pdf: PdfReader) -> int:
    """Return how many lines to write on the first page has."""
    contents = pdf.pages[0].get_contents()
    assert contents is not None
    return len(re.findall(rb"\[[\d. ]+\] ?[\d.]+ d\b", contents.get_data()))


def test_every_shape_has_a_sample_and_a_layout() -> None:
    """The kinds that can be rendered are exactly the kinds that are shaped and tried here."""
    assert set(SAMPLES) == set(SHAPES)


@every_kind
@pytest.mark.parametrize("n", SIZES)
def test_every_kind_at_every_size_is_an_official_paper(kind: str, n: int) -> None:
    """With no row, one row and many, a paper carries the country's name, the motto and Vietnamese in NFC."""
    pdf = render(kind, SAMPLES[kind](n, practice=False))
    text = _text(pdf)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert MOTTO in text
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufffd" not in text


@every_kind
def test_every_font_is_embedded(kind: str) -> None:
    """Every font is a Tinos carried inside the file."""
    fonts = {}
    for page in _read(render(kind, SAMPLES[kind](3))).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[descendant["/BaseFont"]] = "/FontFile2" in descendant["/FontDescriptor"]
    assert fonts
    assert all(fonts.values())
    assert {font.split("+")[-1].split("-")[0] for font in fonts} == {"Tinos"}


@every_kind
def test_pages_are_a4(kind: str) -> None:
    """Every page is A4: upright, and a report table or a page of charts lying."""
    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in _read(render(kind, SAMPLES[kind](60))).pages
    }
    assert sizes == {(842, 595) if kind in ("report", "household_list", "season") else (595, 842)}


@every_kind
def test_a_practice_paper_says_so_on_every_page(kind: str) -> None:
    """Line and watermark stand on each page of a practice paper, and on no page of an official one."""
    marked = _pages(render(kind, SAMPLES[kind](60, practice=True)))
    plain = _pages(render(kind, SAMPLES[kind](60, practice=False)))
    assert [page.count(PRACTICE) for page in marked] == [2] * len(marked)
    assert [page.count("THỰC HÀNH") for page in plain] == [0] * len(plain)


@every_kind
def test_the_same_data_gives_the_same_bytes(kind: str) -> None:
    """A document printed twice is the same file, and its date is its own, not today's."""
    data = SAMPLES[kind](5)
    first = render(kind, data)
    assert render(kind, data) == first
    created = _read(first).metadata
    assert created is not None
    assert created.creation_date is not None
    assert created.creation_date.date() == data["head"]["dated"]


def test_another_process_prints_the_same_bytes() -> None:
    """The file does not depend on the process or on what was printed before."""
    data = json.dumps(decision(8), default=str)
    code = (
        "import sys, json, hashlib; from rasoat.documents.render import render;"
        "print(hashlib.sha256(render('decision', json.load(sys.stdin))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(render("decision", decision(8))).hexdigest()


@every_kind
def test_data_survives_json(kind: str) -> None:
    """A stored document prints again from its JSON, dates as ISO text, to the same bytes."""
    data = SAMPLES[kind](4)
    stored = json.loads(json.dumps(data, default=lambda value: value.isoformat()))
    assert render(kind, stored) == render(kind, data)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_names_is_printed_as_text(hostile: str) -> None:
    """A name that looks like markup or a formula is printed letter for letter."""
    data = posting(1, practice=False)
    data["new_poor"][0]["head"] = hostile
    data["complain_to"] = f"Ban {hostile}"
    del data["link"]
    text = _text(render("posting", data))
    assert text.count(hostile) == 2


def test_decomposed_names_are_printed_in_nfc() -> None:
    """A name typed with separate marks prints like any other."""
    data = posting(1)
    data["new_poor"][0]["head"] = unicodedata.normalize("NFD", "Đặng Thị Đượm")
    assert "Đặng Thị Đượm" in _text(render("posting", data))


def test_every_vietnamese_letter_has_its_glyph() -> None:
    """All letters with all tones, in both cases, come back from the page."""
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    data = posting(0)
    data["complain_to"] = " ".join([letters[:33], letters[33:], letters.upper()[:33], letters.upper()[33:]])
    text = _text(render("posting", data)).replace(" ", "")
    assert letters in text
    assert letters.upper() in text


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("minutes", "Họ và tên chủ hộ B1 B2"),
        ("posting", "Họ và tên chủ hộ Thôn"),
        ("decision", "Họ và tên chủ hộ Thôn"),
    ],
)
def test_long_lists_repeat_their_headings(kind: str, heading: str) -> None:
    """Each page of a long list names its columns, and no household is lost between pages."""
    pages = _pages(render(kind, SAMPLES[kind](150, practice=False)))
    listed = [page for page in pages if "Nông Văn Ánh" in page or "Yến" in page]
    assert len(listed) > 3
    text = " ".join(pages)
    assert sum(heading in page for page in pages) >= 4
    for n in range(150):
        assert name(n).split()[0] in text
    assert "150 " in text


def test_only_later_pages_are_numbered() -> None:
    """The first page has no number; the second ends with its own."""
    pages = _pages(render("minutes", minutes(60, practice=False)))
    assert [page.split()[-1] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert pages[0].split()[-1] != "1"


def test_minutes_tell_the_meeting() -> None:
    """Minutes hold when, where, who, each household's points and opinion, and the two copies."""
    text = _text(render("minutes", minutes(24)))
    for words in (
        "08 giờ 00 phút, ngày 09 tháng 10 năm 2018",
        "1. Chủ trì: Ông (bà) Nông Văn Ngoãn – Trưởng thôn.",
        "3. Đại diện hộ gia đình: 48/57 hộ.",
        "Tổng cộng 59",
        "1 Nông Văn Ánh 80 0 Hộ nghèo về thu nhập",
        "2. Hộ đề nghị rà soát lại (2 hộ):",
        "11 giờ 30 phút cùng ngày",
        "02 bản",
        "ĐẠI DIỆN HỘ DÂN",
    ):
        assert words in text


def test_unknown_points_are_a_dash() -> None:
    """A household that was not scored shows a dash, never 0."""
    data = minutes(1)
    data["discussed"][0] |= {"b1": None, "b2": None}
    assert "1 Nông Văn Ánh – – Hộ nghèo" in _text(render("minutes", data))


def test_a_posting_says_until_when_and_where_to_complain() -> None:
    """A posting holds its period, places, address for complaints and four lists, empty ones in words."""
    text = _text(render("posting", posting(2)))
    for words in (
        "từ ngày 15 tháng 10 năm 2018 đến hết ngày 21 tháng 10 năm 2018",
        "Ban giảm nghèo xã Khang Ninh",
        "I. HỘ NGHÈO MỚI (2 hộ)",
        "II. HỘ CẬN NGHÈO MỚI (1 hộ)",
        "III. HỘ THOÁT NGHÈO (0 hộ) Không có hộ nào.",
        "IV. HỘ THOÁT CẬN NGHÈO (0 hộ) Không có hộ nào.",
    ):
        assert words in text


def test_a_posting_has_no_place_for_private_matters() -> None:
    """An identity number cannot reach a posted list: the shape has no field for it."""
    data: Any = posting(1)
    data["new_poor"][0]["identity_number"] = "095123456"
    with pytest.raises(InputError) as refused:
        render("posting", data)
    assert refused.value.code == "D003"
    assert refused.value.where["field"] == "new_poor[0].identity_number"


def test_a_decision_counts_its_annexes() -> None:
    """Article 1 names each list's households and persons and its annex; an empty list has no annex."""
    pages = _pages(render("decision", decision(12, practice=False)))
    persons = sum(row["persons"] for row in decision(12)["poor"])
    assert f"1. Hộ nghèo: 12 hộ, {persons} người (Phụ lục I);" in pages[0]
    assert "3. Hộ thoát nghèo trở thành hộ cận nghèo: 2 hộ," in pages[0]
    assert "5. Hộ thoát cận nghèo: không có." in pages[0]
    assert [page.split(" DANH")[0] for page in pages[-4:]] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    assert f"Tổng cộng: 12 hộ {persons}" in pages[-4]


def test_a_decision_is_signed_on_the_page_of_its_last_article() -> None:
    """No page holds a signature alone, however many bases come before it."""
    for more in range(12):
        data = decision(0, practice=False)
        data["bases"] = [
            *data["bases"][:-1],
            *["Căn cứ văn bản chỉ đạo của cấp trên"] * more,
            data["bases"][-1],
        ]
        signed = [page for page in _pages(render("decision", data)) if "Hoàng Đình Khuê" in page]
        assert ["Điều 3." in page for page in signed] == [True]


def test_a_certificate_has_two_sides_and_a_line_a_year() -> None:
    """The front confirms each year of the period, the back names the members."""
    front, back = _pages(render("certificate", certificate(4, practice=False)))
    assert "Số: 27/GCN-HN.HCN" in front
    assert "2016 2017 Hộ nghèo Số 98/QĐ-UBND ngày 24/11/2017 2018 Hộ cận nghèo" in front
    assert "2019 2020" in front
    assert "THÀNH VIÊN TRONG HỘ GIA ĐÌNH" in back
    assert "2 Hoàng Thị Bảo 05/1988 Nữ Vợ/chồng Sán Chí" in back


def test_a_certificate_without_identity_number_has_a_line_to_write_on() -> None:
    """What is not known is left to the pen, not printed as a word."""
    data = certificate(1)
    del data["identity_number"]
    with_number, without = _read(render("certificate", certificate(1))), _read(render("certificate", data))
    text = " ".join(without.pages[0].extract_text().split())
    assert "Số CMND/CCCD: , cấp ngày" in text
    assert _dotted_lines(without) == _dotted_lines(with_number) + 1
    assert "none" not in text.lower()


def test_rates_and_totals_of_the_report() -> None:
    """Rates have two decimals; a total with an unknown part is unknown."""
    data = report_up(5, practice=False)
    text = _text(render("report_up", data))
    assert "1 Xã Ánh Dũng 700 150 21,43 % 90 12,86 % 200 28,57 %" in text
    assert "Tổng cộng 3.630 760 20,94 % 440 12,12 % – –" in text


def test_an_explanation_sheet_shows_points_sums_and_people() -> None:
    """Each item stands with its points, each deprivation with the people who cause it, each table with its sum."""
    text = _text(render("explanation", explanation(3, practice=False)))
    assert "HỘ NGHÈO VỀ THU NHẬP" in text
    assert "Mục số 2 Từ 8 đến dưới 20 m²/người 5 TT17, Phụ lục 3b ³" in text
    assert f"– {name(1)}, 8 tuổi, không đi học" in text
    assert ("Tổng điểm B1 15" in text, "Tổng điểm B2 30" in text) == (True, True)


def test_an_opinion_is_a_letter_about_something() -> None:
    """The letter has its number, subject, addressee, table and numbered requests."""
    text = _text(render("opinion", opinion(2)))
    for words in (
        "Số: 640/UBND-LĐTBXH",
        "V/v ý kiến thẩm định",
        "Kính gửi: Ủy ban nhân dân xã Khang Ninh",
        "2 Hộ cận nghèo 1.201 1.199 Rút 2 hộ",
        "2. Rà soát lại 3 hộ",
        "PHÓ CHỦ TỊCH",
    ):
        assert words in text


def test_many_in_one_file_keep_their_order_and_sheets() -> None:
    """A file of many holds each item's own pages in order, each item on a fresh sheet."""
    items = [certificate(k, practice=False) for k in (1, 70, 2)]
    pages = _pages(render_many("certificate", items))
    fronts = [n for n, page in enumerate(pages) if "GIẤY CHỨNG NHẬN HỘ NGHÈO" in page]
    assert fronts == [0, 2, 6]
    assert LONG_NAME.upper() in pages[2]


def test_page_numbers_begin_anew_with_each_item() -> None:
    """Two minutes in one file are numbered like two files."""
    single = [page.split()[-1] for page in _pages(render("minutes", minutes(20, practice=False)))]
    double = [
        page.split()[-1] for page in _pages(render_many("minutes", [minutes(20, practice=False)] * 2)) if page
    ]
    assert double == single * 2


def test_batches_hold_every_item_once() -> None:
    """Long lists come as several files of a fixed size, nothing lost or doubled."""
    items = (certificate(1 + k, practice=False) for k in range(5))
    files = [_pages(pdf) for pdf in render_batches("certificate", items, size=2)]
    heads = [page for pages in files for page in pages if "GIẤY CHỨNG NHẬN" in page]
    assert [len(pages) for pages in files] == [4, 4, 2]
    assert [name(k + 1).upper() in head for k, head in enumerate(heads)] == [True] * 5


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"village": ...}, "D002", "village"),
        ({"vilage": "x"}, "D003", "vilage"),
        ({"year": "2018"}, "D004", "year"),
        ({"year": True}, "D004", "year"),
        ({"practice": 1}, "D004", "practice"),
        ({"began_at": dt.date(2018, 10, 9)}, "D004", "began_at"),
        ({"began_at": "hôm qua"}, "D004", "began_at"),
        ({"discussed": "x"}, "D004", "discussed"),
        ({"discussed": [1]}, "D004", "discussed[0]"),
        (
            {"discussed": [{"head": "x", "b1": 1.5, "b2": 0, "result": "", "opinion": ""}]},
            "D004",
            "discussed[0].b1",
        ),
        ({"chair": {"name": "x"}}, "D002", "chair.role"),
        ({"place": None}, "D004", "place"),
    ],
)
def test_data_that_does_not_fit_is_refused(change: dict[str, Any], code: str, field: str) -> None:
    """A missing, misspelt or wrongly typed field is named with its place; nothing is printed."""
    data = {key: value for key, value in ({**minutes(1), **change}).items() if value is not ...}
    with pytest.raises(InputError) as refused:
        render("minutes", data)
    assert (refused.value.code, refused.value.where["field"]) == (code, field)


def test_an_unknown_kind_is_refused() -> None:
    """A kind that does not exist is named together with those that do."""
    with pytest.raises(InputError) as refused:
        render("diploma", {})
    assert refused.value.code == "D001"
    assert "certificate" in refused.value.where["known"]


def test_nothing_to_print_is_refused() -> None:
    """An empty selection is an error, not an empty file."""
    with pytest.raises(InputError) as refused:
        render_many("certificate", [])
    assert refused.value.code == "D005"


def test_invitation_is_a_list_to_sign_and_a_letter_for_each() -> None:
    """Everybody stands once on the list and once on a letter of his own, two letters a sheet."""
    pages = _pages(render("invitation", SAMPLES["invitation"](4, practice=False)))
    text = " ".join(pages)
    assert (text.count("Kính mời: Ông (bà)"), len(pages)) == (5, 4)
    assert (text.count("Lò Thị Mặt"), text.count(name(2))) == (2, 2)
    assert "Tổng số người được mời: 5." in text
    assert "19 giờ 30 phút, ngày 09 tháng 10 năm 2018" in text


def test_minutes_count_hands_only_where_a_share_is_asked_for() -> None:
    """With a share there is a column of hands and the rule in words; without one neither."""
    data = minutes(2)
    assert "Tán thành" not in _text(render("minutes", data))
    data["vote_percent"] = 50
    for row in data["discussed"]:
        row["in_favour"] = 41
    text = _text(render("minutes", data))
    assert "Tán thành" in text
    assert "ít nhất 50 % tổng số người dự họp" in text
    assert " 41 " in text


def test_minutes_promise_no_copies_the_rules_do_not_name() -> None:
    """Where the number of copies was not found, nothing is said of copies."""
    data = {key: value for key, value in minutes(1).items() if key != "copies"}
    assert "bản có giá trị như nhau" not in _text(render("minutes", data))

"""The explanation sheet as it is handed to the household."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfReader

from rasoat.law import Provenance
from rasoat.posting.actions import OpenPosting
from rasoat.roster.models import Member
from rasoat.survey.models import Listing
from rasoat.web.sheet_words import MARKS
from tests.process.test_second_standard import HIGHER, carry_second, local_standard
from tests.web.conftest import SignIn
from tests.web.test_household import with_members
from tests.world import DAY, NEAR, World, answers

PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def address(world: World, code: str = "H1", **asked: Any) -> str:
    """The sheet of a household in the world's round."""
    query = "&".join(f"{name}={value}" for name, value in {"vong": world.round.pk, **asked}.items())
    return f"{reverse('household-sheet', args=[world.households[code].pk])}?{query}"


def pages(response: HttpResponse) -> list[str]:
    """The text of each page in one line."""
    reader = PdfReader(io.BytesIO(response.content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_sheet_tells_result_sums_and_reasons(sign_in: SignIn, world: World) -> None:
    """Class, threshold, both sums, and the child by name stand on paper."""
    score = with_members(world).answered.score  # type: ignore[union-attr]
    text = " ".join(pages(sign_in("village_head").get(address(world))))
    assert "HỘ NGHÈO VỀ THU NHẬP" in text
    assert "vì B1 ≤ 120 (TT17, Điều 6 khoản 2)" in text
    assert (f"Tổng điểm B1 {score.b1}" in text, f"Tổng điểm B2 {score.b2}" in text) == (True, True)
    assert "– Nguyễn Văn A, 8 tuổi, không đi học" in text
    assert "Hết thiếu hụt nếu: Nguyễn Văn A đang đi học" in text


def test_every_item_stands_on_the_sheet(sign_in: SignIn, surveyed: World) -> None:
    """Items without points are named, too, with their answer and their source."""
    text = " ".join(pages(sign_in("village_head").get(address(surveyed))))
    told = (
        sign_in("village_head").get(reverse("household", args=[surveyed.households["H1"].pk])).context["told"]
    )
    assert [line.label for line in told.items if line.label not in text and line.answer not in text] == []
    assert "[TT17, Phụ lục 3b ³]" in text
    assert "³ Số để thực hành, không phải luật" in text


def test_every_source_that_is_not_the_law_has_its_mark() -> None:
    """Only what was read in the text stands without a mark; what was not found is no answer's source."""
    assert set(Provenance) - set(MARKS) == {Provenance.LAW_TEXT, Provenance.NOT_FOUND}
    assert len(set(MARKS.values())) == len(MARKS)


def test_the_sheet_is_for_nobodys_cache(sign_in: SignIn, surveyed: World) -> None:
    """A PDF, shown and not stored, whatever the browser asks for."""
    response = sign_in("village_head").get(address(surveyed))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_no_identity_number_is_on_the_sheet(sign_in: SignIn, surveyed: World) -> None:
    """Not even masked: the paper may lie on any table."""
    for member in Member.objects.filter(household=surveyed.households["H1"]):
        member.identity_number = f"09512345{member.pk:04d}"
        member.save()
    text = " ".join(pages(sign_in("village_head").get(address(surveyed))))
    assert ("09512345" in text, "••" in text, "CMND" in text) == (False, False, False)


def test_english_is_printed_when_asked_for(sign_in: SignIn, surveyed: World) -> None:
    """``?lang=en`` or the visitor's own language; class, labels and reasons follow."""
    client = sign_in("village_head")
    asked = " ".join(pages(client.get(address(surveyed, lang="en"))))
    assert ("poverty reduction board" in asked, "trưởng thôn" in asked) == (True, False)
    assert ("Sum of B1" in asked, "Source of domestic water: Other source" in asked) == (True, True)
    client.post(reverse("set-language"), {"language": "en"})
    assert "Sum of B1" in " ".join(pages(client.get(address(surveyed))))
    assert "Tổng điểm B1" in " ".join(pages(client.get(address(surveyed, lang="vi"))))


def test_an_unverified_pack_says_so_on_every_page(sign_in: SignIn, surveyed: World) -> None:
    """The law of this round is not verified: no page can be taken for an official one, and the reason stands below."""
    found = pages(sign_in("village_head").get(address(surveyed)))
    assert all(page.count(PRACTICE) >= 2 for page in found)
    assert "chưa được hai người đối chiếu đủ với văn bản gốc" in found[-1]


def test_where_to_complain_follows_the_posting(sign_in: SignIn, surveyed: World) -> None:
    """Before the posting its days, while it is open its last day, afterwards that late complaints are taken in."""
    client = sign_in("village_head")
    before = " ".join(pages(client.get(address(surveyed))))
    assert "Ban giảm nghèo xã Xã thử 01906 hoặc trưởng thôn trong thời gian niêm yết (7 ngày)" in before
    surveyed.answer("H2", answers(3))
    surveyed.met()
    officer = surveyed.people["commune_officer"]
    OpenPosting(actor=officer, village=surveyed.village_round(), opened_on=DAY).run()
    during = " ".join(pages(client.get(address(surveyed))))
    assert "Danh sách đang niêm yết đến hết ngày 26/10/2018" in during
    surveyed.on(DAY.replace(day=27))
    after = " ".join(pages(client.get(address(surveyed))))
    assert "Thời gian niêm yết đã hết ngày 26/10/2018" in after


def test_the_second_standard_has_its_own_sheet(sign_in: SignIn, world: World) -> None:
    """Each sheet explains one result and names the other; only one of them is for recognition."""
    local_standard(world, **HIGHER)
    carry_second(world)
    world.household("K1", "poor_income")
    world.surveyed(0, K1=answers(**NEAR, d_telecom=1))
    client = sign_in("village_head")
    first = " ".join(pages(client.get(address(world, "K1"))))
    assert ("HỘ CẬN NGHÈO" in first, "Theo chuẩn thứ hai, để đối chiếu" in first) == (True, True)
    second = " ".join(pages(client.get(address(world, "K1", chuan=2))))
    assert "HỘ NGHÈO THIẾU HỤT TIẾP CẬN CÁC DỊCH VỤ XÃ HỘI CƠ BẢN" in second
    assert "không dùng để công nhận" in second
    assert "vì 140 < B1 ≤ 170 và B2 ≥ 20 (QĐ thử, Điều 1)" in second


def test_a_household_without_score_has_no_sheet(sign_in: SignIn, surveyed: World) -> None:
    """Before the form there is nothing to explain: the page of the household says so (D060)."""
    response = sign_in("village_head").get(address(surveyed, "H2"), follow=True)
    assert response.redirect_chain[0][1] == 302
    assert "D060: Hộ H2 chưa có kết quả" in response.content.decode()


def test_other_villages_have_no_sheet(sign_in: SignIn, surveyed: World) -> None:
    """Outside the visitor's area the household does not exist."""
    assert sign_in("village_head_1").get(address(surveyed)).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_fullest_sheet_has_two_pages(sign_in: SignIn, world: World, language: str) -> None:
    """Points in every item, every indicator deprived, twelve people, one point from a line: front and back suffice."""
    full_house(world)
    found = pages(sign_in("village_head").get(address(world, "F1", lang=language)))
    assert len(found) == 2
    last = {"vi": "và 8 người khác", "en": "and 8 others"}
    assert last[language] in found[1]


def full_house(world: World) -> Listing:
    """A household of twelve with a long form."""
    world.household("F1", "near_poor", 12)
    people = list(Member.objects.filter(household=world.households["F1"]).order_by("pk"))
    for number, member in enumerate(people):
        member.full_name = f"Nguyễn Hoàng Phương Quỳnh Thị Số {number}"
        member.birth_date = f"{2004 + number % 8}-01-01" if number else "1970-01-01"
        member.save()
    out = {
        "in_school": 0,
        "finished_lower_secondary": 0,
        "health_insurance": 0,
        "sick_no_care": 1,
        "able_to_work": 0,
    }
    goods = ("tv", "hifi", "motorbike", "fridge", "washing_machine", "water_heater", "microwave")
    follow = ("household_size", "dependants", "all_dependent", "d_health_access", "d_health_insurance")
    follow += ("d_adult_education", "d_child_schooling")
    form = answers(
        12,
        floor_area_m2=90,
        electricity_kwh=60,
        wall="durable",
        column="durable",
        annual_crop_m2=6000,
        perennial_m2=1500,
        forest_m2=20000,
        cattle=1,
        pigs_goats=6,
        poultry=60,
        water_surface_m2=1200,
        garden_m2=400,
        qualification="upper_secondary",
        d_housing_quality=1,
        d_telecom=1,
        d_information=1,
        **dict.fromkeys(goods, 1),
    )
    own = {column: answer for column, answer in form.items() if column not in follow}
    world.surveyed(0)
    world.answer("F1", own, members=[{"member": member.pk, **out} for member in people])
    return world.listing("F1")

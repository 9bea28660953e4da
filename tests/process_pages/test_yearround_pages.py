"""The pages of requests in the year: taken in, matched, scored, decided, posted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rasoat.yearround.models import Case
from tests.process_pages.conftest import Visitor, codes
from tests.world import DAY, RICH, World, answers


@pytest.fixture
def asked(world: World, visitor: Visitor) -> Case:
    """A household on no list asks to be added; the village head has confirmed."""
    household = world.household("Y1")
    visitor.post("commune_officer", "case-take-in", world.village_round().pk, **request(household))
    return Case.objects.get()


def request(household: Any, **changes: Any) -> dict[str, Any]:
    """The form at the desk."""
    given = {
        "kind": "1a", "household": str(household.pk), "received_on": DAY, "applicant": "Triệu Văn Xin",
        "contact": "", "channel": "person", "reason": "Nhà cháy", "confirmed_by_village_head": "on",
    }  # fmt: skip
    return {**given, **changes}


def sheet(form: dict[str, Any]) -> dict[str, Any]:
    """Phiếu B as typed."""
    return {**form, "visited_on": DAY, "respondent": "Chủ hộ"}


def test_a_refused_request_keeps_what_was_typed(world: World, visitor: Visitor) -> None:
    """Without the confirmation of October 2018 the code stands beside the box and the reason stays."""
    household = world.household("Y1")
    typed = request(household)
    del typed["confirmed_by_village_head"]
    response = visitor.post("commune_officer", "case-take-in", world.village_round().pk, **typed)
    assert (response.status_code, codes(response)) == (422, ["P015"])
    assert "Nhà cháy" in response.content.decode()


def test_from_the_request_to_the_decision(world: World, visitor: Visitor, asked: Case) -> None:
    """The reviewer fills the form, the chairman recognises, the officer posts."""
    page = visitor.post("reviewer", "case-fill", asked.pk, **sheet(answers()))
    assert page.status_code == 302
    visitor.post("commune_chairman", "case-decide", asked.pk, grant="1", decided_on=DAY, answer="")
    visitor.post("commune_officer", "case-post", asked.pk, day=DAY)
    asked.refresh_from_db()
    assert (asked.state, asked.posted_on) == ("recognised", DAY)
    page = visitor.get("commune_officer", "case", asked.pk)
    assert "Quyết định 01/QĐ-UBND" in page.content.decode()


def test_a_refusal_without_a_reason_is_refused(world: World, visitor: Visitor, asked: Case) -> None:
    """K047 beside the reason; with one, the letter is there."""
    visitor.post("reviewer", "case-fill", asked.pk, **sheet(answers(**RICH)))
    response = visitor.post(
        "commune_chairman", "case-decide", asked.pk, grant="0", decided_on=DAY, answer=" "
    )
    assert codes(response) == ["K047"]
    visitor.post("commune_chairman", "case-decide", asked.pk, grant="0", decided_on=DAY, answer="Vượt chuẩn.")
    assert "Trả lời giấy đề nghị" in visitor.get("commune_chairman", "case", asked.pk).content.decode()


def test_the_list_shows_who_is_late(world: World, visitor: Visitor, asked: Case) -> None:
    """A request whose day has passed is marked; another area sees nothing."""
    Case.objects.filter(pk=asked.pk).update(due_on=DAY)
    world.on(DAY + timedelta(days=1))
    assert "quá hạn" in visitor.get("commune_officer", "cases").content.decode()
    assert visitor.get("other_officer", "cases").context["count"] == 0


def test_incomplete_form_keeps_its_answers(world: World, visitor: Visitor, asked: Case) -> None:
    """A missing answer is named; nothing is scored."""
    response = visitor.post("reviewer", "case-fill", asked.pk, **sheet({**answers(), "wall": ""}))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["wall"])


def test_the_household_page_names_the_decision(world: World, visitor: Visitor, asked: Case) -> None:
    """What a household became in the year stands in its history."""
    visitor.post("reviewer", "case-fill", asked.pk, **sheet(answers()))
    visitor.post("commune_chairman", "case-decide", asked.pk, grant="1", decided_on=DAY, answer="")
    page = visitor.get("commune_officer", "household", asked.household_id)
    assert (page.status_code, asked.receipt in page.content.decode()) == (200, True)
    assert f"{date(2018, 10, 20):%d/%m/%Y}" in page.content.decode()

"""The household page and its events."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from rasoat.roster.models import Event, EventKind, Household, Member
from rasoat.survey.models import Listing, Score, Submission
from rasoat.web.ladder import ladders
from tests.process.test_second_standard import HIGHER, carry_second, local_standard
from tests.scoring.other_packs import both_rule
from tests.web.conftest import SignIn
from tests.world import NEAR, World, answers


def address(world: World, code: str = "H1") -> str:
    """The page of a household in the world's round."""
    return f"{reverse('household', args=[world.households[code].pk])}?vong={world.round.pk}"


def test_the_page_explains_the_score(sign_in: SignIn, surveyed: World) -> None:
    """Every B1 item and all ten indicators stand there, and the points add up to the score."""
    context = sign_in("village_head").get(address(surveyed)).context
    lines = context["lines"] + context["zero_lines"]
    assert len(lines) == len(surveyed.round.rules.items)
    assert sum(line.points for line in lines) == context["result"].score.b1
    assert len(context["told"].deprivations) == 10


def test_a_household_without_a_form_has_no_class(sign_in: SignIn, surveyed: World) -> None:
    """Not scored is shown as such, never as poor."""
    text = sign_in("village_head").get(address(surveyed, "H2")).content.decode()
    assert 'data-class="none"' in text
    assert 'data-class="poor' not in text


def test_identity_numbers_are_masked(sign_in: SignIn, surveyed: World) -> None:
    """Only the last three digits reach the page."""
    member = Member.objects.filter(household=surveyed.households["H1"]).first()
    assert member is not None
    member.identity_number = "095123456789"
    member.save()
    text = sign_in("village_head").get(address(surveyed)).content.decode()
    assert "095123456789" not in text
    assert "•••••••••789" in text


def test_the_ladder_marks_the_thresholds_of_the_area(surveyed: World) -> None:
    """Rural lines of B1 lie at 120, 150 and 200; the score stands between the right two, at its own B2."""
    b1, b2 = ladders(surveyed.round.rules, "rural", 130, 20, "vi")
    assert [cut for _, cut in b1.ticks] == [120, 150, 200]
    assert b1.ticks[0][0] < b1.at < b1.ticks[1][0]
    assert [segment.kind for segment in b1.segments] == ["poor", "near_poor", "average", "better_off"]
    assert [(segment.bounds, segment.kind) for segment in b2.segments] == [
        ("B2 < 30", "near_poor"),
        ("B2 ≥ 30", "poor"),
    ]


def test_b2_has_no_ladder_where_it_decides_nothing(surveyed: World) -> None:
    """Poor by income is poor at any B2; so is a household above all lines not."""
    assert [ladder.name for ladder in ladders(surveyed.round.rules, "rural", 45, 90, "vi")] == ["B1"]
    assert [ladder.name for ladder in ladders(surveyed.round.rules, "rural", 300, 0, "vi")] == ["B1"]


def test_the_ladder_of_a_rule_that_needs_both() -> None:
    """Below the line B2 parts the poor from the near-poor; above it nobody is poor."""
    b1, b2 = ladders(both_rule(), "urban", 175, 30, "en")
    assert [(s.bounds, s.kind) for s in b1.segments] == [("B1 ≤ 175", "poor"), ("B1 > 175", "not_poor")]
    assert [(s.bounds, s.label) for s in b2.segments] == [("B2 < 30", "Near-poor"), ("B2 ≥ 30", "Poor")]
    assert ladders(both_rule(), "urban", 176, 30, "en")[0].segments[0].label == "Poor"


def test_scores_beyond_the_last_line_stay_on_the_ladder() -> None:
    """The scale grows with the score."""
    (b1,) = ladders(both_rule(), "rural", 900, 0, "vi")
    assert (b1.at < 640, b1.anchor) == (True, "end")


def with_members(world: World) -> Listing:
    """H1 surveyed with its member table: the youngest, born 2010, does not go to school."""
    members = list(Member.objects.filter(household=world.households["H1"]).order_by("pk"))
    Member.objects.filter(pk=members[3].pk).update(birth_date="2010-05-01", full_name="Nguyễn Văn A")
    grown = {
        "in_school": 0,
        "finished_lower_secondary": 1,
        "health_insurance": 1,
        "sick_no_care": 0,
        "able_to_work": 1,
    }
    table: list[dict[str, Any]] = [{"member": member.pk, **grown} for member in members]
    table[3]["finished_lower_secondary"] = 0
    follow = ("household_size", "dependants", "all_dependent", "d_health_insurance", "d_child_schooling")
    form = {column: answer for column, answer in answers().items() if column not in follow}
    world.surveyed(0)
    world.answer("H1", form, members=table)
    return world.listing("H1")


def test_the_page_names_the_child_who_is_not_at_school(sign_in: SignIn, world: World) -> None:
    """With a member table the reason of a deprivation is a name, an age and what was answered."""
    with_members(world)
    text = sign_in("village_head").get(address(world)).content.decode()
    assert "Nguyễn Văn A, 8 tuổi, không đi học" in text
    assert "Hết thiếu hụt nếu: Nguyễn Văn A đang đi học" in text


def test_who_has_left_since_is_still_named(sign_in: SignIn, world: World) -> None:
    """The form keeps its reason when the child leaves the household afterwards."""
    with_members(world)
    Member.objects.filter(full_name="Nguyễn Văn A").update(left_on="2018-10-21")
    text = sign_in("village_head").get(address(world)).content.decode()
    assert "Nguyễn Văn A, 8 tuổi, không đi học" in text


def test_without_a_member_table_the_rule_stands_there(sign_in: SignIn, world: World) -> None:
    """A form that holds ticks only shows the rule in words, and names nobody."""
    world.surveyed(0, H1=answers(d_child_schooling=1))
    text = sign_in("village_head").get(address(world)).content.decode()
    assert "Có ít nhất 1 trẻ em trong độ tuổi đi học" in text
    assert "không đi học</li>" not in text


def test_reasons_given_at_entry_can_be_read(sign_in: SignIn, world: World) -> None:
    """What a check asked, and why the answer stands all the same, for whoever looks at the household after the survey."""
    world.surveyed(0)
    page = sign_in("village_head").get(address(world))
    assert "Chỗ đã hỏi lại" not in page.content.decode()
    reason = {"electricity_without_goods": "Xay xát thuê <b>"}
    world.answer("H1", answers(electricity_kwh=300), remarks=reason)
    page = sign_in("district_officer").get(address(world))
    ((asked, given),) = page.context["remarks"]
    assert (given, "<b>" in page.content.decode()) == ("Xay xát thuê <b>", False)
    assert asked in page.content.decode()


def test_two_standards_stand_side_by_side(sign_in: SignIn, world: World) -> None:
    """Both results are shown, the first is explained, the second when it is asked for."""
    local_standard(world, **HIGHER)
    carry_second(world)
    world.household("K1", "poor_income")
    world.surveyed(0, K1=answers(**NEAR, d_telecom=1))
    client = sign_in("village_head")
    first = client.get(address(world, "K1"))
    assert [result.score.result for result in first.context["results"]] == ["near_poor", "poor_deprivation"]
    assert (first.context["result"].number, first.context["told"].cls) == (1, "near_poor")
    second = client.get(address(world, "K1") + "&chuan=2").context
    assert (second["result"].number, second["told"].threshold) == (2, "140 < B1 ≤ 170 và B2 ≥ 20")
    assert second["sheet"].endswith("chuan=2")
    assert client.get(address(world, "K1") + "&chuan=9").context["result"].number == 1


def test_a_kept_result_is_never_explained_away(sign_in: SignIn, surveyed: World) -> None:
    """Where computing it again gives something else, the page says so (D061) and explains nothing."""
    listing = surveyed.listing("H1")
    form = listing.answered
    assert form is not None
    other = Submission.objects.create(
        listing=listing,
        version=2,
        origin=Submission.Origin.RESURVEY,
        answers=form.answers,
        answers_hash=form.answers_hash,
        form_version=form.form_version,
        persons=form.persons,
        visited_on=form.visited_on,
        respondent=form.respondent,
        reviewer=form.reviewer,
    )
    kept = Score.objects.get(submission=form)
    kept.pk, kept.submission, kept.b1 = None, other, kept.b1 + 5
    kept.save(force_insert=True)
    listing.answered = other
    listing.save(update_fields=["answered"])
    response = sign_in("village_head").get(address(surveyed))
    assert (response.context["refusal"].code, response.context.get("told")) == ("D061", None)
    sheet = sign_in("village_head").get(reverse("household-sheet", args=[listing.household_id]))
    assert (sheet.status_code, sheet.headers["Location"].partition("?")[0]) == (
        302,
        reverse("household", args=[listing.household_id]),
    )


def test_a_birth_is_recorded(sign_in: SignIn, surveyed: World) -> None:
    """The child is a member, the event is dated."""
    typed = {
        "full_name": "Triệu  Thị Bé", "relation": "child", "sex": "female", "birth": "05/10/2018",
        "ethnic_group": "Tày", "identity_number": "", "on": "05/10/2018",
    }  # fmt: skip
    url = reverse("event", args=[surveyed.households["H1"].pk, "sinh"])
    assert sign_in("village_head").post(url, typed).status_code == 302
    assert Event.objects.get().kind == EventKind.BIRTH
    assert Member.objects.get(full_name="Triệu Thị Bé").household == surveyed.households["H1"]


def test_a_head_who_dies_is_followed_by_another(sign_in: SignIn, surveyed: World) -> None:
    """Without a new head P073 stands beside its field; with one the death is kept."""
    client, household = sign_in("village_head"), surveyed.households["H1"]
    first, second = household.members.all()[:2]
    url = reverse("event", args=[household.pk, "chet"])
    typed = {"member": str(first.pk), "on": "06/10/2018"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert [error.code for error in refused.context["form"].errors.as_data()["new_head"]] == ["P073"]
    assert client.post(url, {**typed, "new_head": str(second.pk)}).status_code == 302
    second.refresh_from_db()
    assert second.relation == "head"


def test_a_split_makes_a_household(sign_in: SignIn, surveyed: World) -> None:
    """Two members leave under a new code."""
    household = surveyed.households["H1"]
    third, fourth = household.members.all()[2:4]
    typed = {
        "members": [str(third.pk), str(fourth.pk)], "head": str(third.pk), "code": "H1B", "on": "06/10/2018",
    }  # fmt: skip
    url = reverse("event", args=[household.pk, "tach-ho"])
    assert sign_in("village_head").post(url, typed).status_code == 302
    assert Household.objects.get(code="H1B").members.count() == 2


def test_a_merge_goes_only_into_the_same_village(sign_in: SignIn, surveyed: World) -> None:
    """A household of another village is no choice; one of this village is."""
    client, household = sign_in("village_head"), surveyed.households["H1"]
    url = reverse("event", args=[household.pk, "nhap-ho"])
    far = client.post(url, {"into": str(surveyed.households["H9"].pk), "on": "06/10/2018"})
    assert far.status_code == 422
    assert (
        client.post(url, {"into": str(surveyed.households["H2"].pk), "on": "06/10/2018"}).status_code == 302
    )
    household.refresh_from_db()
    assert household.ended_on is not None


@pytest.mark.parametrize("kind", ["sinh", "chet", "vao-ho", "ra-khoi-ho", "tach-ho", "nhap-ho", "chuyen-di"])
def test_every_event_has_its_form(sign_in: SignIn, surveyed: World, kind: str) -> None:
    """The page opens for the village head, and is not permitted to a reviewer."""
    url = reverse("event", args=[surveyed.households["H1"].pk, kind])
    assert sign_in("village_head").get(url).status_code == 200
    assert sign_in("reviewer").get(url).status_code == 403

"""Phiếu C left unfinished: saved, resumed, merged, chosen over; several choices are one answer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from rasoat.recognition.models import Features, Recognition
from rasoat.survey.models import Draft
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import World


@pytest.fixture(scope="module")
def made_recognised(made_world: World) -> None:
    """The commune has decided: played once for the module."""
    Season(made_world).decided()


@pytest.fixture
def recognised(made_recognised: None, world: World) -> Recognition:
    """The first household of the first village, recognised as poor; its commune has decided."""
    return Recognition.objects.get(household__code="A1")


def page_of(visitor: Visitor, who: str, recognised: Recognition) -> dict[str, str]:
    """Open the form and return what the page would send about itself."""
    context = visitor.get(who, "features-record", recognised.pk).context
    return {name: str(context[name]) for name in ("version", "base", "editor")}


def shown(visitor: Visitor, recognised: Recognition) -> dict[str, Any]:
    """The answers the form shows when it is opened."""
    form = visitor.get("reviewer", "features-record", recognised.pk).context["form"]
    return {name: form[name].value() for name in form.fields}


def whole(**changes: Any) -> dict[str, Any]:
    """A Phiếu C as a browser sends it."""
    given = {
        "visited_on": CLOSED, "respondent": "Triệu Văn A1", "features_id": str(uuid.uuid4()), "ticks": "causes",
        "housing_grade": "simple", "causes": ["capital", "other"], "other_cause": "Ở xa chợ",
    }  # fmt: skip
    return {**given, **changes}


def test_half_a_form_is_saved_and_resumed_by_somebody_else(recognised: Recognition, visitor: Visitor) -> None:
    """Without JavaScript: ticks stay ticks, and one that is taken off is off."""
    sent = whole(**page_of(visitor, "village_head", recognised), luu="1", other_cause="")
    assert visitor.post("village_head", "features-record", recognised.pk, **sent).status_code == 302
    found = shown(visitor, recognised)
    assert (found["causes"], found["housing_grade"], found["respondent"]) == (
        ["capital", "other"],
        "simple",
        "Triệu Văn A1",
    )
    again = page_of(visitor, "reviewer", recognised) | {"ticks": "causes", "luu": "1"}
    visitor.post("reviewer", "features-record", recognised.pk, **again)
    assert shown(visitor, recognised)["causes"] in ([], [""])
    assert Features.objects.count() == 0


def test_single_answers_merge_and_one_by_two_is_chosen(recognised: Recognition, visitor: Visitor) -> None:
    """Two people at one form: the choice says the answers in words."""
    first, second = (page_of(visitor, who, recognised) for who in ("reviewer", "village_head"))
    save = ("features-draft", recognised.pk)
    visitor.post("reviewer", *save, **first, causes="capital;land", telephone="0912")
    reply = visitor.post("village_head", *save, **second, causes="illness", housing_grade="solid").json()
    assert (reply["others"]["telephone"], reply["clashes"]) == ("0912", 1)
    (question,) = visitor.get("village_head", "features-choose", recognised.pk).context["questions"]
    assert question.label == "Nguyên nhân nghèo"
    assert ["Thiếu vốn" in side.answer for side in question.sides] == [True, False]
    chosen = {"causes": question.sides[1].key, "against-causes": question.against}
    visitor.post("village_head", "features-choose", recognised.pk, **chosen)
    found = shown(visitor, recognised)
    assert (found["causes"], found["telephone"], found["housing_grade"]) == (["illness"], "0912", "solid")


def test_a_form_that_came_second_loses_nothing(recognised: Recognition, visitor: Visitor) -> None:
    """P250: the first stays, the second keeps what was typed on its page."""
    first, second = (page_of(visitor, who, recognised) for who in ("reviewer", "village_head"))
    assert visitor.post("reviewer", "features-record", recognised.pk, **whole(**first)).status_code == 302
    late = visitor.post(
        "village_head", "features-record", recognised.pk, **whole(**second, housing_grade="solid")
    )
    assert (late.status_code, codes(late)) == (422, ["P250"])
    assert late.context["form"]["housing_grade"].value() == "solid"
    assert Features.objects.get().answers["housing_grade"] == "simple"


def test_answers_added_meanwhile_are_seen_before_the_form_is_handed_in(
    recognised: Recognition, visitor: Visitor
) -> None:
    """P254 names who, and shows the ticks of the other."""
    first, second = (page_of(visitor, who, recognised) for who in ("reviewer", "village_head"))
    visitor.post("reviewer", "features-draft", recognised.pk, **first, causes="land")
    sent = whole(**second, other_cause="")
    del sent["ticks"], sent["causes"]
    late = visitor.post("village_head", "features-record", recognised.pk, **sent)
    assert (late.status_code, codes(late)) == (422, ["P254"])
    assert late.context["form"]["causes"].value() == ["land"]


def test_a_refused_form_is_kept(recognised: Recognition, visitor: Visitor) -> None:
    """422 at its question, and everything is there on the next visit."""
    sent = whole(**page_of(visitor, "reviewer", recognised), causes=["capital"])
    assert visitor.post("reviewer", "features-record", recognised.pk, **sent).status_code == 422
    assert shown(visitor, recognised)["other_cause"] == "Ở xa chợ"


def test_before_the_decision_nothing_is_saved(recognised: Recognition, visitor: Visitor) -> None:
    """P001: features are collected from the recognised list."""
    page = page_of(visitor, "reviewer", recognised)
    commune = visitor.world.commune_round()
    type(commune).objects.filter(pk=commune.pk).update(state="appraised")
    refused = visitor.post("reviewer", "features-draft", recognised.pk, **page, telephone="1")
    assert (refused.status_code, refused.json()["code"], Draft.objects.filter(form="C").count()) == (
        422,
        "P001",
        0,
    )


def test_the_task_says_how_many_of_how_many_are_filled(
    world: World, recognised: Recognition, visitor: Visitor
) -> None:
    """After the decision, for who fills them, until the last is there; for nobody else."""

    def row(who: str) -> list[tuple[int | None, int | None]]:
        tasks = visitor.get(who, "home").context["tasks"]
        village = visitor.world.villages[0]
        return [(t.count, t.of) for t in tasks if "/phieu-c/" in t.url and t.unit == str(village)]

    before = row("reviewer")
    visitor.post("reviewer", "features-record", recognised.pk, **whole())
    assert (before, row("reviewer"), row("village_head"), row("commune_officer")) == (
        [(0, 3)],
        [(1, 3)],
        [(1, 3)],
        [],
    )
    for code in ("A2", "A3"):
        other = Recognition.objects.get(household__code=code)
        visitor.post("reviewer", "features-record", other.pk, **whole())
    assert row("reviewer") == []

"""Phiếu C: filled after recognition, from the pack's question list, without asking twice what is known."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rasoat.errors import RasoatError
from rasoat.recognition.features import RecordFeatures, read_features
from rasoat.recognition.models import Features, Recognition
from tests.process_pages.conftest import CLOSED, Season, Visitor, codes
from tests.world import DAY, World


@pytest.fixture(scope="module")
def made_recognised(made_world: World) -> None:
    """The commune has decided: played once for the module."""
    Season(made_world).decided()


@pytest.fixture
def recognised(made_recognised: None, world: World) -> Recognition:
    """The first household of the first village, recognised as poor; its commune has decided."""
    return recognition("A1")


def recognition(code: str) -> Recognition:
    """The recognition of a household."""
    return Recognition.objects.get(household__code=code)


def typed(**changes: Any) -> dict[str, Any]:
    """A Phiếu C as a browser sends it."""
    given = {
        "visited_on": CLOSED, "respondent": "Triệu Văn A1", "features_id": str(uuid.uuid4()), "telephone": "0912 345 678",
        "housing_grade": "simple", "causes": ["capital", "other"], "other_cause": "Ở xa chợ",
    }  # fmt: skip
    return {**given, **changes}


def test_what_is_known_is_filled_in_and_what_is_asked_is_kept(
    recognised: Recognition, visitor: Visitor
) -> None:
    """Name, persons, scores and the code of item 5.1 come from the review; the rest from the visit."""
    assert visitor.post("reviewer", "features-record", recognised.pk, **typed()).status_code == 302
    assert Features.objects.get().answers == {
        "head_name": "TRIỆU VĂN A1 0", "telephone": "0912 345 678", "persons": "4",
        "score_b1": str(recognised.submission.score.b1), "score_b2": str(recognised.submission.score.b2),
        "result_national": "1", "housing_grade": "simple", "causes": "capital;other", "other_cause": "Ở xa chợ",
    }  # fmt: skip


def test_the_same_form_twice_is_one_and_another_is_a_new_version(
    recognised: Recognition, visitor: Visitor
) -> None:
    """A nervous thumb has no second effect; a correction keeps both."""
    form = typed()
    for sent in (form, form, typed(housing_grade="solid")):
        assert visitor.post("reviewer", "features-record", recognised.pk, **sent).status_code == 302
    assert list(Features.objects.order_by("version").values_list("version", "answers__housing_grade")) == [
        (1, "simple"),
        (2, "solid"),
    ]
    other = visitor.post("reviewer", "features-record", recognised.pk, **{**form, "telephone": "1"})
    assert (other.status_code, codes(other)) == (422, ["P021"])


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"housing_grade": "palace"}, "housing_grade", "S002"),
        ({"causes": ["capital", "laziness"]}, "causes", "S002"),
        ({"telephone": "9" * 201}, "telephone", "P263"),
        ({"causes": ["capital"]}, "other_cause", "P264"),
        ({"visited_on": DAY}, "visited_on", "P004"),
    ],
)
def test_each_fault_stands_at_its_question(
    recognised: Recognition, visitor: Visitor, changes: dict[str, Any], field: str, code: str
) -> None:
    """What was typed stays on the page, nothing is kept."""
    response = visitor.post("reviewer", "features-record", recognised.pk, **typed(**changes))
    form = response.context["form"]
    assert [error.code for error in form.errors.as_data()[field]] == [code]
    assert (response.status_code, form["respondent"].value(), Features.objects.count()) == (
        422,
        "Triệu Văn A1",
        0,
    )


def test_what_was_not_found_in_the_law_is_said(recognised: Recognition, visitor: Visitor) -> None:
    """The page names the items of the paper that nobody has read yet."""
    shown = visitor.get("reviewer", "features-record", recognised.pk).content.decode()
    assert "các mục sau mục 6" in shown


@pytest.mark.usefixtures("recognised")
def test_only_recognised_households_have_one(world: World, visitor: Visitor) -> None:
    """The one above the lines is not found; before the decision there is no list either."""
    assert visitor.get("reviewer", "features-record", recognition("A4").pk).status_code == 404
    rows = visitor.get("reviewer", "features-village", world.village_round().pk).context["rows"]
    assert [(row.household.code, head) for row, head in rows] == [
        ("A1", "Triệu Văn A1 0"),
        ("A2", "Triệu Văn A2 0"),
        ("A3", "Triệu Văn A3 0"),
    ]


def test_before_the_decision_the_state_refuses(world: World, recognised: Recognition) -> None:
    """P001: features are collected from the recognised list."""
    commune = world.commune_round()
    type(commune).objects.filter(pk=commune.pk).update(state="appraised")
    with pytest.raises(RasoatError, match=r"^P001 "):
        RecordFeatures(
            actor=world.people["reviewer"], commune=commune, recognition=recognised, answers={}, visited_on=CLOSED,
            respondent="x",
        ).run()  # fmt: skip


def test_a_filled_form_is_never_changed(recognised: Recognition, visitor: Visitor) -> None:
    """The database refuses it."""
    visitor.post("reviewer", "features-record", recognised.pk, **typed())
    with pytest.raises(DatabaseError), transaction.atomic():
        Features.objects.update(respondent="x")


def test_who_may_read_sees_every_version(recognised: Recognition, visitor: Visitor) -> None:
    """The auditor reads it in words; he may not fill it."""
    visitor.post("reviewer", "features-record", recognised.pk, **typed())
    shown = visitor.get("auditor", "features", recognised.pk).content.decode()
    assert ("Nhà đơn sơ" in shown, "Thiếu vốn sản xuất, Nguyên nhân khác" in shown) == (True, True)
    assert visitor.get("auditor", "features-record", recognised.pk).status_code == 403


def test_a_required_answer_left_open_is_named(world: World) -> None:
    """S001 for what the paper wants; blanks elsewhere are left out."""
    form = world.round.rules.form("C")
    kept, faults = read_features(form, {"head_name": " ", "persons": "4", "score_b1": "x"})
    assert ("telephone" in kept, [(f.question.id, f.code) for f in faults]) == (
        False,
        [("head_name", "S001"), ("score_b1", "S003"), ("score_b2", "S001"), ("result_national", "S001")],
    )

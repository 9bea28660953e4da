"""Answers from a file: every row is one Phiếu B under the rules of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rasoat.accounts.roles import Role
from rasoat.errors import InputError, NotAllowed, Refused
from rasoat.roster.importing import ImportResult
from rasoat.rounds.models import Round
from rasoat.survey.importing import ImportAnswers
from rasoat.survey.listing import BuildList, CloseList
from rasoat.survey.models import Score, Submission
from tests.roster.conftest import codes
from tests.world import World, answers, person

AnswersImporter = Callable[..., ImportResult]


def form(code: str, **changes: Any) -> dict[str, Any]:
    """Return one row: a very poor household of four."""
    return {"village_code": "01906-01", "household_code": code, **answers(4), **changes}


def file(*rows: dict[str, Any]) -> bytes:
    """Return rows as a csv file."""
    lines = [",".join(rows[0]), *(",".join(str(value) for value in row.values()) for row in rows)]
    return "\n".join(lines).encode()


@pytest.fixture
def bring_in(world: World) -> AnswersImporter:
    """Import answers as the reviewer; H1 and H2 are on the closed list of the first village."""
    world.household("H1", "poor_income")
    world.household("H2", "near_poor")
    world.household("H3")
    head = world.people["village_head"]
    BuildList(actor=head, village=world.village_round()).run()
    CloseList(actor=head, village=world.village_round()).run()

    def run(content: bytes, **changes: Any) -> ImportResult:
        given = {
            "actor": world.people["reviewer"],
            "round": world.round,
            "file_name": "phieu.csv",
            "content": content,
        }
        return ImportAnswers(**{**given, **changes}).run()

    return run


def test_rows_are_handed_in_and_scored(bring_in: AnswersImporter, world: World) -> None:
    """A complete row becomes a submission with a score; the head is the respondent where none is written."""
    result = bring_in(file(form("H1"), form("H2")))
    assert (result.lines, result.counts) == (
        [],
        {"rows": 2, "submitted": 2, "repeated": 0, "refused_rows": 0},
    )
    assert list(Score.objects.values_list("result", flat=True)) == ["poor_income", "poor_income"]
    first = Submission.objects.get(listing__household__code="H1")
    assert (first.respondent, first.visited_on) == ("Triệu Văn H1 0", world.round.practice_day)


def test_a_household_by_its_identifier(bring_in: AnswersImporter, world: World) -> None:
    """The roster's own identifier names a household without its village."""
    row = {"household_id": world.households["H1"].pk, **answers(4)}
    assert bring_in(file(row)).counts["submitted"] == 1


def test_visit_and_respondent_of_the_file(bring_in: AnswersImporter) -> None:
    """Columns for the day of the visit and the respondent are taken where they are filled."""
    bring_in(file(form("H1", visited_on="15/10/2018", respondent="Nông Thị Thử")))
    kept = Submission.objects.get()
    assert (kept.visited_on.isoformat(), kept.respondent) == ("2018-10-15", "Nông Thị Thử")


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"household_size": 0}, "S004", "household_size"),
        ({"household_size": ""}, "S001", "household_size"),
        ({"water": "sea"}, "S002", "water"),
        ({"cattle": "two"}, "S003", "cattle"),
        ({"d_water": 0}, "S010", "d_water"),
        ({"household_size": 5, "floor_area_m2": 40}, "P074", ""),
        ({"household_code": "H9"}, "R080", "household_code"),
        ({"household_code": "H3"}, "R084", "household_code"),
        ({"region": "NT1"}, "R082", "region"),
        ({"area_type": "urban"}, "R082", "area_type"),
        ({"visited_on": "31/02/2018"}, "R034", "visited_on"),
        ({"visited_on": "2018-11-30"}, "P003", ""),
        ({"visited_on": "2018-09-30"}, "P004", ""),
        ({"respondent": "=1+1"}, "R031", "respondent"),
        ({"respondent": "N" * 121}, "R033", "respondent"),
    ],
)
def test_a_row_that_is_refused(
    bring_in: AnswersImporter, changes: dict[str, Any], code: str, column: str
) -> None:
    """The row is named, stores nothing and scores nothing; the next one goes in."""
    empty = dict.fromkeys(changes.keys() - form("H1").keys(), "")
    result = bring_in(file({**form("H1"), **changes}, {**form("H2"), **empty}))
    assert [(x.row, x.level, x.code, x.column) for x in result.lines] == [(2, "error", code, column)]
    assert list(Submission.objects.values_list("listing__household__code", flat=True)) == ["H2"]
    assert result.lines[0].message("en") != result.lines[0].message("vi")


def test_every_answer_at_fault_is_named(bring_in: AnswersImporter) -> None:
    """A row with two impossible answers has two lines."""
    result = bring_in(file(form("H1", water="sea", cattle="two")))
    assert sorted(codes(result)) == [(2, "S002"), (2, "S003")]


def test_one_household_on_two_rows(bring_in: AnswersImporter) -> None:
    """The second row of a household is refused."""
    result = bring_in(file(form("H1"), form("H1", cattle=1)))
    assert (codes(result), Submission.objects.count()) == ([(3, "R081")], 1)


def test_the_same_file_again_changes_nothing(bring_in: AnswersImporter) -> None:
    """A row that was received before is accepted again without a second form."""
    content = file(form("H1"))
    bring_in(content)
    result = bring_in(content)
    assert (codes(result), result.counts["repeated"], Submission.objects.count()) == ([(2, "R083")], 1, 1)


def test_a_dry_run_is_the_real_run_taken_back(bring_in: AnswersImporter) -> None:
    """The dry run gives the report of the real one and keeps no form."""
    content = file(form("H1"), form("H2", water="sea"))
    tried = bring_in(content, dry_run=True)
    assert Submission.objects.count() == 0
    done = bring_in(content)
    assert (tried.lines, tried.counts, Submission.objects.count()) == (done.lines, done.counts, 1)


def test_another_officer_sees_no_household(bring_in: AnswersImporter, world: World) -> None:
    """A household outside the actor's area is as unknown as one that does not exist."""
    result = bring_in(file(form("H1")), actor=person("khac", Role.REVIEWER, world.villages[2]))
    assert (codes(result), Submission.objects.count()) == ([(2, "R080")], 0)


def test_who_may_not_import_answers(bring_in: AnswersImporter, world: World) -> None:
    """Only those who survey hand in answers."""
    with pytest.raises(NotAllowed) as error:
        bring_in(file(form("H1")), actor=world.people["commune_officer"])
    assert error.value.code == "A002"


def test_a_missing_question(bring_in: AnswersImporter) -> None:
    """A file without a question of the form is refused."""
    row = form("H1")
    del row["water"]
    with pytest.raises(InputError) as error:
        bring_in(file(row))
    assert (error.value.code, error.value.where["columns"]) == ("R007", "water")


def test_codes_need_their_village(bring_in: AnswersImporter) -> None:
    """A household's code alone does not name a household."""
    row = form("H1")
    del row["village_code"]
    with pytest.raises(InputError) as error:
        bring_in(file(row))
    assert (error.value.code, error.value.where["columns"]) == ("R007", "village_code")


def test_a_closed_round(bring_in: AnswersImporter, world: World) -> None:
    """Nothing is handed in after the result is approved."""
    Round.objects.update(state="approved")
    world.round.refresh_from_db()
    with pytest.raises(Refused) as error:
        bring_in(file(form("H1")))
    assert error.value.code == "P002"

"""What the database itself refuses, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from rasoat.audit.log import broken_entries
from rasoat.audit.models import Entry, Head
from rasoat.audit.triggers import declared, missing
from rasoat.roster.identity import lookup, mask, normalise, seal, unseal
from rasoat.roster.models import Member
from rasoat.survey.models import Score, Submission
from tests.world import START, World, answers

APPEND_ONLY = {
    "audit_entry": "action",
    "survey_submission": "respondent",
    "survey_score": "b1",
    "survey_quickscreen": "count",
    "documents_document": "title",
    "documents_print": "sha256",
    "meeting_meetingitem": "note",
    "posting_postingentry": "result",
    "recognition_decision": "signed_on",
    "recognition_certificate": "number",
    "lawbook_edition": "number",
    "lawbook_proposal": "source",
    "lawbook_proposedcell": "old",
}


def run(sql: str) -> None:
    """Run raw SQL in a savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_facts_can_be_neither_changed_nor_deleted(world: World) -> None:
    """The trigger refuses UPDATE and DELETE, whoever asks."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    world.met()
    for table in (
        "audit_entry",
        "survey_submission",
        "survey_score",
        "documents_document",
        "meeting_meetingitem",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"UPDATE {table} SET {APPEND_ONLY[table]} = {APPEND_ONLY[table]}")
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"DELETE FROM {table}")


@pytest.mark.django_db
def test_every_table_of_facts_has_its_triggers() -> None:
    """After all migrations the database has every trigger they declare, those of the facts named above among them."""
    facts = {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}
    assert (missing(), facts - declared()) == ([], set())


@pytest.mark.django_db
def test_a_lost_trigger_is_found() -> None:
    """Without it the table of facts could be changed: its name is told."""
    on = "" if connection.vendor == "sqlite" else " ON survey_score"
    with transaction.atomic():
        run(f"DROP TRIGGER survey_score_no_update{on}")
        assert missing() == ["survey_score_no_update"]
        transaction.set_rollback(True)


def test_the_log_shows_a_change(world: World) -> None:
    """A changed entry, and a chain that ends too early, are both found."""
    assert (Entry.objects.count() > 0, broken_entries()) == (True, [])
    entry = Entry.objects.latest("number")
    Head.objects.update(number=entry.number - 1, hash=entry.previous)
    assert broken_entries() == [entry.number - 1]


def test_the_log_holds_no_personal_data(world: World) -> None:
    """Names of people in households never reach the log."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    world.met()
    text = " ".join(str(entry.facts) + entry.subject for entry in Entry.objects.all())
    assert "Triệu" not in text


def test_one_head_a_household(world: World) -> None:
    """A second head is refused by the database."""
    household = world.household("01")
    with pytest.raises(DatabaseError), transaction.atomic():
        Member.objects.create(
            household=household,
            full_name="Triệu Văn Hai",
            relation="head",
            sex="male",
            birth_date=START,
            joined_on=START,
        )


def test_one_person_lives_in_one_household(world: World) -> None:
    """The same identity number cannot be present twice, however it is written."""
    first, second = world.household("01"), world.household("02")
    person = {
        "full_name": "Triệu Văn Ba",
        "relation": "child",
        "sex": "male",
        "birth_date": START,
        "joined_on": START,
    }
    Member.objects.create(household=first, identity_number="000 123 456 789", **person)
    with pytest.raises(DatabaseError), transaction.atomic():
        Member.objects.create(household=second, identity_number="000123456789", **person)


def test_identity_numbers_are_sealed_at_rest(world: World) -> None:
    """The column holds no plain number; the model gives it back."""
    member = world.household("01").members.get(relation="head")
    member.identity_number = "000123456789"
    member.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM roster_member WHERE id = %s", [member.pk])
        stored = cursor.fetchone()[0]
    assert ("000123456789" in stored, Member.objects.get(pk=member.pk).identity_number) == (
        False,
        "000123456789",
    )


@given(st.text(min_size=1, max_size=30))
def test_sealing_is_undone_by_unsealing(number: str) -> None:
    """Whatever goes in comes out; two seals of one number differ."""
    assert (unseal(seal(number)), seal(number) != seal(number)) == (number, True)


@given(st.text(alphabet="0123456789 .-", max_size=20))
def test_lookup_is_of_the_digits_only(number: str) -> None:
    """Spaces, points and dashes make no other person."""
    assert lookup(number) == lookup(normalise(number))


def test_mask_shows_three_digits() -> None:
    """Lists show the end of a number only."""
    assert mask("000123456789") == "•••••••••789"


def test_score_exists_only_with_its_submission(world: World) -> None:
    """A score is one submission's, and pins pack, hash, date and code."""
    world.household("01", "poor_income")
    world.surveyed(**{"01": answers()})
    score, submission = Score.objects.get(), Submission.objects.get()
    pinned = (score.submission, score.pack, score.pack_hash, str(score.reference_date), score.code_version)
    assert pinned == (submission, "vn-2016", world.round.pack_hash, "2018-10-10", "0.1.0")

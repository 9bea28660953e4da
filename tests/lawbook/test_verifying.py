"""Verifying: another person types what he reads, cell by cell; the last cell adopts the proposal."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.accounts.roles import PERMITS, Permission, Role
from rasoat.audit.models import Entry
from rasoat.errors import NotAllowed, RasoatError
from rasoat.lawbook import editions
from rasoat.lawbook.models import Edition, Proposal, ProposedCell, State
from rasoat.lawbook.proposing import CorrectCell, WithdrawProposal
from rasoat.lawbook.verifying import Adopt, DisputeCell, VerifyCells, two_names
from tests.lawbook.conftest import FIRST, LAW, PACK, adopted, proposing, verifying
from tests.world import World

KEY, OTHER = "b1.points.motorbike.yes.NT2", "b1.points.tv.yes.NT2"
VALUE = LAW._replace(kind="value")


def refusal(action: Any) -> str:
    """Return the code with which an action is refused."""
    with pytest.raises(RasoatError) as caught:
        action.run()
    return caught.value.code


@pytest.fixture
def proposal(world: World) -> Proposal:
    """Two cells, waiting."""
    return proposing(world, {KEY: "33", OTHER: "4"}).run()


def test_a_value_read_as_proposed_is_verified(world: World, proposal: Proposal) -> None:
    """Name and day are stored; while a cell is left nothing counts."""
    outcome = verifying(world, proposal, {KEY: " 033"}).run()
    cell = ProposedCell.objects.get(key=KEY)
    assert (outcome.verified, outcome.disputed, outcome.edition) == (1, (), None)
    assert (cell.verified_by, cell.verified_on is not None) == (world.people["province_officer_2"], True)
    assert Edition.objects.filter(province=world.province).count() == 0


def test_the_last_cell_adopts_the_proposal(world: World, proposal: Proposal) -> None:
    """Whoever verifies it: the auditor may, too."""
    verifying(world, proposal, {KEY: "33"}).run()
    outcome = verifying(world, proposal, {OTHER: "4"}, who="auditor").run()
    proposal.refresh_from_db()
    assert (outcome.edition.number, proposal.state, proposal.closed_at is not None) == (
        1,
        State.ADOPTED,
        True,
    )
    cell = editions.current(PACK, world.province).cell(OTHER, FIRST)
    assert cell.verified_by == ("Người province_officer", "Người auditor")


def test_the_log_has_verification_and_adoption(world: World, proposal: Proposal) -> None:
    """Both are entries of the same person, and the adoption names the new hash."""
    edition = verifying(world, proposal, {KEY: "33", OTHER: "4"}).run().edition
    adopted_, verified = Entry.objects.order_by("-number")[1], Entry.objects.latest("number")
    assert (adopted_.action, adopted_.facts["pack_hash"]) == ("law.adopt", edition.hash)
    assert (verified.action, verified.facts["verified"], verified.facts["disputed"]) == ("law.verify", 2, 0)


def test_a_value_read_otherwise_is_disputed_and_not_verified(world: World, proposal: Proposal) -> None:
    """What was read stands in the note; the other cells of the same reading are verified."""
    outcome = verifying(world, proposal, {KEY: "38", OTHER: "4"}).run()
    cell = ProposedCell.objects.get(key=KEY)
    assert (outcome.verified, [each.key for each in outcome.disputed]) == (1, [KEY])
    assert (cell.dispute, cell.verified_by, outcome.edition) == ("«38»", None, None)


def test_a_dispute_ends_when_the_value_is_read_after_all(world: World, proposal: Proposal) -> None:
    """A misreading is mended by reading again."""
    verifying(world, proposal, {KEY: "38", OTHER: "4"}).run()
    outcome = verifying(world, proposal, {KEY: "33"}).run()
    assert (outcome.edition is not None, ProposedCell.objects.get(key=KEY).dispute) == (True, "")


def test_a_corrected_cell_is_read_again(world: World, proposal: Proposal) -> None:
    """The proposer corrects what was disputed; the verifier reads it and the proposal is adopted with it."""
    verifying(world, proposal, {KEY: "38", OTHER: "4"}).run()
    cell = ProposedCell.objects.get(key=KEY)
    CorrectCell(actor=world.people["province_officer"], cell=cell, new="38").run()
    verifying(world, proposal, {KEY: "38"}).run()
    assert editions.current(PACK, world.province).cell(KEY, FIRST).value == 38


@pytest.mark.parametrize("who", ["province_officer", "district_officer"])
def test_nobody_verifies_what_he_proposed(world: World, who: str) -> None:
    """The proposer of the province is refused (P127), the one of the district has no such permission (A001)."""
    proposal = proposing(world, {KEY: "33"}, who=who).run()
    code = {"province_officer": "P127", "district_officer": "A001"}[who]
    assert refusal(verifying(world, proposal, {KEY: "33"}, who=who)) == code
    if who == "province_officer":
        cell = proposal.cells.get()
        assert refusal(DisputeCell(actor=world.people[who], cell=cell, note="x")) == "P127"


def test_the_database_refuses_one_person_as_both(world: World, proposal: Proposal) -> None:
    """No query gets past it: proposer and verifier of a cell differ, and a disputed cell is not verified."""
    cell = proposal.cells.get(key=KEY)
    rows = ProposedCell.objects.filter(pk=cell.pk)
    other = world.people["auditor"]
    wrong: list[dict[str, Any]] = [
        {"verified_by": cell.proposed_by, "verified_on": FIRST},
        {"verified_by": other},
        {"verified_on": FIRST},
        {"verified_by": other, "verified_on": FIRST, "dispute": "x"},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROVINCE_OFFICER, Role.AUDITOR}))
def test_nobody_else_verifies(world: World, proposal: Proposal, role: str) -> None:
    """Only officers of the province and auditors hold the permission."""
    assert Permission.LAW_VERIFY not in PERMITS[Role(role)]
    with pytest.raises(NotAllowed, match=r"^A001 "):
        verifying(world, proposal, {KEY: "33"}, who=role).run()


def test_a_cell_is_verified_once(world: World, proposal: Proposal) -> None:
    """Of two readings of one cell the second is told (P128), and nothing of it is recorded."""
    verifying(world, proposal, {KEY: "33"}).run()
    assert refusal(verifying(world, proposal, {KEY: "33", OTHER: "4"}, who="auditor")) == "P128"
    assert ProposedCell.objects.get(key=OTHER).verified_by is None


def test_nothing_read_and_cells_of_another_proposal_are_refused(world: World, proposal: Proposal) -> None:
    """A reading names at least one cell, and only cells of the proposal."""
    verifier = world.people["province_officer_2"]
    other = proposing(world, {KEY: "33"}).run().cells.get()
    assert refusal(VerifyCells(actor=verifier, proposal=proposal, read={})) == "P131"
    assert refusal(VerifyCells(actor=verifier, proposal=proposal, read={other.pk: "33"})) == "P131"
    assert refusal(VerifyCells(actor=verifier, proposal=proposal, read={}, confirmed=[0])) == "P131"


def test_a_dispute_needs_a_note_and_takes_the_verification_back(world: World, proposal: Proposal) -> None:
    """P135 without a note; with it the cell waits again."""
    verifying(world, proposal, {KEY: "33"}).run()
    cell = ProposedCell.objects.get(key=KEY)
    auditor = world.people["auditor"]
    assert refusal(DisputeCell(actor=auditor, cell=cell, note=" \u200b ")) == "P135"
    DisputeCell(actor=auditor, cell=cell, note="trang 2 mờ, không đọc được").run()
    cell.refresh_from_db()
    assert (cell.dispute, cell.verified_by) == ("trang 2 mờ, không đọc được", None)


def test_a_closed_proposal_takes_nothing_more(world: World, proposal: Proposal) -> None:
    """Withdrawn or adopted, it can be neither verified nor disputed nor adopted (P126)."""
    WithdrawProposal(actor=world.people["province_officer"], proposal=proposal).run()
    cell, verifier = proposal.cells.get(key=KEY), world.people["province_officer_2"]
    assert refusal(verifying(world, proposal, {KEY: "33"})) == "P126"
    assert refusal(DisputeCell(actor=verifier, cell=cell, note="x")) == "P126"
    assert refusal(Adopt(actor=verifier, proposal=proposal)) == "P126"


def test_adoption_needs_every_cell(world: World, proposal: Proposal) -> None:
    """The action refuses by itself what is not verified through (P131)."""
    verifying(world, proposal, {KEY: "33"}).run()
    assert refusal(Adopt(actor=world.people["auditor"], proposal=proposal)) == "P131"


def test_a_cell_changed_by_another_edition_is_not_verified(world: World, proposal: Proposal) -> None:
    """Two proposals for one cell: the first adopted wins, the other must be made anew (P129)."""
    rival = proposing(world, {KEY: "44"}).run()
    verifying(world, proposal, {KEY: "33", OTHER: "4"}).run()
    assert refusal(verifying(world, rival, {KEY: "44"})) == "P129"


def test_proposals_for_other_cells_go_on(world: World, proposal: Proposal) -> None:
    """An edition adopted meanwhile changes nothing for cells it does not touch; both are in the newest."""
    beside = proposing(world, {"b1.points.car.yes.NT2": "61"}).run()
    verifying(world, proposal, {KEY: "33", OTHER: "4"}).run()
    verifying(world, beside, {"b1.points.car.yes.NT2": "61"}).run()
    pack = editions.current(PACK, world.province)
    keys = (KEY, OTHER, "b1.points.car.yes.NT2")
    assert [pack.cell(key, FIRST).value for key in keys] == [33, 4, 61]


def test_every_cell_of_the_pack_can_be_verified(world: World) -> None:
    """Confirming all cells in force, and what the text does not set, makes a pack that an official round accepts."""
    cells = editions.current(PACK, world.province).on(LAW.since).cells()
    outcome = adopted(world, {cell.key: "=" if cell.known else "none" for cell in cells}, VALUE)
    rules = editions.current(PACK, world.province).on(LAW.since)
    assert (outcome.verified, rules.unverified()) == (len(cells), [])


def test_a_confirmed_number_may_be_typed(world: World) -> None:
    """A number confirmed as it stands is compared with what the verifier types."""
    proposal = proposing(world, {"process.minutes_copies": "="}, VALUE).run()
    assert verifying(world, proposal, {"process.minutes_copies": "3"}).run().disputed != ()
    assert verifying(world, proposal, {"process.minutes_copies": "2"}).run().edition is not None


def test_namesakes_are_told_apart(world: World) -> None:
    """Two people of one name are still two people to the pack."""
    one, two = world.people["province_officer"], world.people["province_officer_2"]
    one.full_name = two.full_name = "Hà; Thị Lan"
    assert two_names(one, two) == ("Hà, Thị Lan (province_officer)", "Hà, Thị Lan (province_officer_2)")

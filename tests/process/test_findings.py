"""Findings: every step in every state, who may take it, and that the district waits for their end."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rasoat.appraisal.actions import GiveOpinion
from rasoat.appraisal.findings import CloseFinding, MendFinding, OrderMending, RaiseFinding, ReopenFinding
from rasoat.appraisal.models import Finding, FindingNote
from rasoat.appraisal.queries import open_findings
from rasoat.audit.models import Entry
from rasoat.documents.attachments import checked
from rasoat.errors import NotAllowed, RasoatError, Refused
from rasoat.rounds.states import FINDING_STEPS, FindingState
from tests.process.inspected import AFTER, found, reported, second_inspector
from tests.world import World

DUE = AFTER + timedelta(days=5)
REACH = {
    "open": [],
    "ordered": ["finding.order"],
    "mended": ["finding.order", "finding.mend"],
    "closed": ["finding.order", "finding.mend", "finding.close"],
}


@pytest.fixture(scope="module")
def made_inspected(made_world: World) -> World:
    """The first commune has reported: played once for the module."""
    reported(made_world)
    return made_world


@pytest.fixture
def inspected(made_inspected: World, db: None) -> World:
    """The first commune has reported."""
    return deepcopy(made_inspected)


def step(world: World, name: str, finding: Finding, **changes: Any) -> Any:
    """Return a step that may be taken, with ``changes``."""
    people = world.people
    given: dict[str, tuple[Any, dict[str, Any]]] = {
        "finding.order": (
            OrderMending,
            {"actor": people["district_inspector"], "order": "Bổ sung", "due_on": DUE, "responsible": people["commune_officer"]},
        ),
        "finding.mend": (MendFinding, {"actor": people["commune_officer"], "reply": "Đã bổ sung"}),
        "finding.close": (CloseFinding, {"actor": people["district_inspector"]}),
        "finding.reopen": (
            ReopenFinding, {"actor": people["district_inspector"], "reason": "Còn thiếu", "due_on": DUE},
        ),
    }  # fmt: skip
    action, usual = given[name]
    return action(finding=finding, **{**usual, **changes})


def at(world: World, state: str, **changes: Any) -> Finding:
    """A finding in a state, reached by its own steps."""
    finding = found(world, **changes)
    for name in REACH[state]:
        step(world, name, finding).run()
    return finding


@pytest.mark.parametrize("state", FindingState)
@pytest.mark.parametrize("row", FINDING_STEPS, ids=lambda row: row.action)
def test_every_step_in_every_state(inspected: World, row: Any, state: str) -> None:
    """A step leads where the table says, or is refused with P001 and nothing changes."""
    finding = at(inspected, state)
    notes = finding.notes.count()
    if state in row.sources:
        step(inspected, row.action, finding).run()
        expected = (row.to, notes + 1)
    else:
        with pytest.raises(Refused, match=r"^P001 "):
            step(inspected, row.action, finding).run()
        expected = (state, notes)
    finding.refresh_from_db()
    assert (finding.state, finding.notes.count()) == expected


@pytest.mark.parametrize(
    ("state", "name", "changes", "code"),
    [
        ("open", "finding.order", {"order": " "}, "P711"),
        ("open", "finding.order", {"due_on": AFTER - timedelta(days=1)}, "P713"),
        ("open", "finding.order", {"responsible": "other_officer"}, "P714"),
        ("open", "finding.order", {"responsible": "district_officer"}, "P714"),
        ("open", "finding.order", {"actor": "commune_officer"}, "A001"),
        ("ordered", "finding.mend", {"actor": "commune_committee"}, "P715"),
        ("ordered", "finding.mend", {"actor": "district_inspector"}, "A001"),
        ("ordered", "finding.mend", {"reply": ""}, "P711"),
        ("mended", "finding.close", {"actor": "commune_officer"}, "A001"),
        ("mended", "finding.reopen", {"reason": ""}, "P711"),
        ("mended", "finding.reopen", {"due_on": AFTER - timedelta(days=1)}, "P713"),
    ],
)
def test_a_wrong_step_is_refused_by_its_code(
    inspected: World, state: str, name: str, changes: dict[str, Any], code: str
) -> None:
    """Who, by when, and in words: each is asked, and nothing half succeeds."""
    finding = at(inspected, state)
    named = {
        key: inspected.people[value] if key in ("actor", "responsible") else value
        for key, value in changes.items()
    }
    notes = finding.notes.count()
    with pytest.raises(RasoatError, match=f"^{code} "):
        step(inspected, name, finding, **named).run()
    finding.refresh_from_db()
    assert (finding.state, finding.notes.count()) == (state, notes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"text": "  "}, "P711"), ({"village": 2}, "P712"), ({"actor": "commune_officer"}, "A001")],
)
def test_a_finding_says_what_and_stays_in_its_commune(
    inspected: World, changes: dict[str, Any], code: str
) -> None:
    """Without words, about a village next door, or by the commune itself: refused."""
    if "village" in changes:
        changes = {"village": inspected.village_round(2)}
    if "actor" in changes:
        changes = {"actor": inspected.people["commune_officer"]}
    with pytest.raises(RasoatError, match=f"^{code} "):
        found(inspected, **changes)
    assert Finding.objects.count() == 0


def test_who_mended_it_does_not_close_it(inspected: World) -> None:
    """Not in the action (P716), and not in the database."""
    finding = at(inspected, "mended")
    finding.mended_by = inspected.people["district_inspector"]
    finding.save()
    for name in ("finding.close", "finding.reopen"):
        with pytest.raises(Refused, match=r"^P716 "):
            step(inspected, name, finding).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(state="closed", closed_by=finding.mended_by)
    step(inspected, "finding.close", finding, actor=second_inspector(inspected)).run()
    assert finding.state == "closed"


def test_a_finding_keeps_all_that_happened(inspected: World) -> None:
    """Mended with a file, asked again, mended, closed: five notes, which nobody changes."""
    finding = at(inspected, "ordered")
    paper = checked(b"%PDF-1.7\n%%EOF", "bien-ban.pdf")
    step(inspected, "finding.mend", finding, file=paper).run()
    step(inspected, "finding.reopen", finding).run()
    assert (finding.state, finding.mended_by) == ("ordered", None)
    step(inspected, "finding.mend", finding).run()
    step(inspected, "finding.close", finding).run()
    steps = list(finding.notes.values_list("step", "attachment__name"))
    assert steps == [
        ("ordered", None), ("mended", "bien-ban.pdf"), ("reopened", None), ("mended", None), ("closed", None),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingNote.objects.update(text="khác")
    logged = (
        Entry.objects.filter(action__startswith="finding").order_by("pk").values_list("action", flat=True)
    )
    assert list(logged) == [
        "finding.raise", "finding.order", "finding.mend", "finding.reopen", "finding.mend", "finding.close",
    ]  # fmt: skip


def test_a_village_head_mends_what_his_village_is_charged_with(inspected: World) -> None:
    """The role of the village is enough for a finding about the village."""
    finding = found(inspected, village=inspected.village_round())
    head = inspected.people["village_head"]
    step(inspected, "finding.order", finding, responsible=head).run()
    step(inspected, "finding.mend", finding, actor=head).run()
    assert finding.mended_by == head


def agree(world: World, outcome: str = "agreed") -> Any:
    """The district's opinion."""
    return GiveOpinion(
        actor=world.people["district_officer"], commune=world.commune_round(), outcome=outcome,
        opinion="Xem lại", appraised_on=AFTER,
    ).run()  # fmt: skip


def test_the_district_agrees_only_when_every_finding_is_closed(inspected: World) -> None:
    """P710 names how many and the first; a return needs no end, and the findings live on."""
    first = at(inspected, "mended", text="Niêm yết thiếu ngày ở nhà văn hóa")
    at(inspected, "open")
    assert [each.number for each in open_findings(inspected.commune_round())] == [1, 2]
    with pytest.raises(Refused, match=r"^P710 .*2 .*1\. Niêm yết thiếu ngày"):
        agree(inspected)
    assert agree(inspected, "returned").outcome == "returned"
    assert open_findings(inspected.commune_round()).count() == 2
    step(inspected, "finding.close", first).run()
    assert [each.number for each in open_findings(inspected.commune_round())] == [2]


def test_after_the_agreement_nothing_is_raised_or_opened_again(inspected: World) -> None:
    """What the district agreed to is not undone by the inspection."""
    finding = at(inspected, "closed")
    agree(inspected)
    with pytest.raises(Refused, match=r"^P001 "):
        step(inspected, "finding.reopen", finding).run()
    with pytest.raises(Refused, match=r"^P001 "):
        found(inspected)


def test_findings_of_another_district_are_not_ours(inspected: World) -> None:
    """An inspector without a role here raises nothing."""
    with pytest.raises(NotAllowed):
        RaiseFinding(
            actor=inspected.people["province_officer"],
            commune=inspected.commune_round(),
            kind="advice",
            text="x",
        ).run()

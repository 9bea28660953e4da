"""A commune brought to its inspection, for the tests of plan, findings and blindness."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rasoat.accounts.models import User
from rasoat.accounts.roles import Role
from rasoat.appraisal.actions import SubmitReport
from rasoat.appraisal.findings import RaiseFinding
from rasoat.appraisal.inspecting import DrawInspection, RecordInspection
from rasoat.appraisal.models import Finding, Inspection
from rasoat.posting.actions import ClosePosting, OpenPosting
from tests.world import DAY, RICH, World, answers, person

AFTER = DAY + timedelta(days=7)


def reported(world: World, forms: dict[str, dict[str, Any]] | None = None, sent_back: str = "") -> None:
    """Two villages surveyed and posted, the commune's report sent; codes beginning with 1 live in the second village.

    The first meeting sends the form of ``sent_back`` back, and it is filled again as it was.
    """
    forms = forms or {"01": answers(), "02": answers(), "03": answers(**RICH), "11": answers()}
    for code in forms:
        world.household(code, "poor_income", village=int(code[0]))
    officer = world.people["commune_officer"]
    for village in (0, 1):
        world.surveyed(village, **{code: form for code, form in forms.items() if int(code[0]) == village})
        if sent_back and int(sent_back[0]) == village:
            world.met(village, {world.listing(sent_back).pk: "Có xe máy"})
            world.answer(sent_back, forms[sent_back], village)
        world.met(village)
        OpenPosting(actor=officer, village=world.village_round(village), opened_on=DAY).run()
    world.on(AFTER)
    for village in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(village)).run()
    world.papers()
    SubmitReport(actor=officer, commune=world.commune_round(), submitted_on=AFTER).run()


def second_inspector(world: World) -> User:
    """Another inspector of the district."""
    if "district_inspector_2" not in world.people:
        found = person(f"district_inspector_2-{world.district.code}", Role.DISTRICT_INSPECTOR, world.district)
        world.people["district_inspector_2"] = found
    return world.people["district_inspector_2"]


def plan(world: World, **changes: Any) -> list[Inspection]:
    """Draw by the district's inspector."""
    given: dict[str, Any] = {"actor": world.people["district_inspector"], "seed": 7}
    return DrawInspection(commune=world.commune_round(), **{**given, **changes}).run()


def record(world: World, row: Inspection, form: dict[str, Any], finding: str = "") -> Inspection:
    """The appointed inspector's form."""
    return RecordInspection(
        actor=row.appointed, inspection=row, answers=form, inspected_on=AFTER, finding=finding
    ).run()


def found(world: World, **changes: Any) -> Finding:
    """A finding about the commune."""
    given: dict[str, Any] = {
        "actor": world.people["district_inspector"],
        "kind": "procedure",
        "text": "Biên bản thiếu chữ ký",
    }
    return RaiseFinding(commune=world.commune_round(), **{**given, **changes}).run()

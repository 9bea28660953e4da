"""The papers of planning: the plan, the list of charges, the dispatch to those who are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rasoat.accounts.models import User
from rasoat.areas.models import Level, Unit
from rasoat.documents.common import chairman, commune_of, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import ChargedCommune, Charges, Dispatch, LateUnit, PlannedStep, Seat
from rasoat.documents.shapes import Plan as PlanPaper
from rasoat.planning.models import Charge, Committee, Plan
from rasoat.rounds.models import STEP_ORDER, Round, Step

KEPT = "Lưu: VT."


def issue_plan(plan: Plan, actor: User) -> Document:
    """Number and register a plan that is approved now, by ``actor``."""
    day = plan.decided_on
    assert day is not None
    number = next_number(plan.unit, Kind.PLAN, day.year, practice=plan.round.practice)
    return issue(
        Kind.PLAN,
        plan.unit,
        title=f"Kế hoạch rà soát năm {plan.round.year} – {plan.unit}",
        issued_on=day,
        issued_by=actor,
        practice=plan.round.practice,
        number=number,
        items=[plan_paper(plan, number, actor.full_name)],
    )


def plan_paper(plan: Plan, number: int, signer: str) -> PlanPaper:
    """Return the data of the plan as a paper."""
    funds = list(plan.funds.all())
    day = plan.decided_on
    assert day is not None
    return PlanPaper(
        practice=plan.round.practice,
        head=letterhead(plan.unit, day, f"{number:02d}/KH-UBND"),
        year=plan.round.year,
        subject=f"Rà soát hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình\nnăm {plan.round.year}",
        purpose=plan.purpose.splitlines(),
        steps=_steps(plan),
        persons=[{"name": p.full_name, "office": p.office, "task": p.task} for p in plan.persons.all()],
        funds=[{"item": f.item, "amount": f.amount, "source": f.source} for f in funds],
        total=sum(f.amount for f in funds),
        recipients=[f"UBND {lower(plan.unit.parent)} (b/c);" if plan.unit.parent else "Như trên;", KEPT],
        signature=chairman(signer),
    )


def _steps(plan: Plan) -> list[PlannedStep]:
    rows = sorted(plan.steps.all(), key=lambda each: STEP_ORDER.index(each.step))
    return [
        PlannedStep(
            step=in_vietnamese(Step(each.step).label),
            starts_on=each.starts_on,
            due_on=each.due_on,
            who=each.who,
        )
        for each in rows
    ]


def issue_charges(committee: Committee, actor: User, day: date) -> Document:
    """Register the list of charges as it stands on ``day``."""
    number = next_number(committee.unit, Kind.CHARGES, day.year, practice=committee.round.practice)
    return issue(
        Kind.CHARGES,
        committee.unit,
        title=f"Bảng phân công Ban Chỉ đạo rà soát {committee.unit} năm {committee.round.year}",
        issued_on=day,
        issued_by=actor,
        practice=committee.round.practice,
        number=number,
        items=[charges_paper(committee, number, day)],
    )


def charges_paper(committee: Committee, number: int, day: date) -> Charges:
    """Return the data of the list of charges."""
    members = list(committee.members.filter(left_on__isnull=True))
    charges = list(committee.charges.filter(ends_on__gte=day).select_related("commune"))
    head = next((each.full_name for each in members if each.part == "head"), "")
    return Charges(
        practice=committee.round.practice,
        head=letterhead(committee.unit, day, f"{number:02d}/BPC-BCĐ"),
        year=committee.round.year,
        subject=f"Thành viên Ban Chỉ đạo rà soát hộ nghèo, hộ cận nghèo\n{lower(committee.unit)} năm {committee.round.year}",
        decision=f"{committee.decision} ngày {committee.decided_on:%d/%m/%Y}",
        seats=[
            Seat(name=m.full_name, office=m.office, agency=m.agency, part=in_vietnamese(m.get_part_display()))
            for m in members
        ],
        supervise=_charged(charges, Charge.Kind.SUPERVISE),
        support=_charged(charges, Charge.Kind.SUPPORT),
        recipients=["Thành viên Ban Chỉ đạo;", "UBND các xã, thị trấn;", KEPT],
        signature={"capacity": "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN", "name": head},
    )


def _charged(charges: Sequence[Charge], kind: Charge.Kind) -> list[ChargedCommune]:
    return [
        ChargedCommune(
            commune=str(each.commune),
            name=each.full_name,
            agency=each.agency,
            task=each.task,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
        )
        for each in charges
        if each.kind == kind
    ]


def issue_dispatch(
    round_: Round, unit: Unit, rows: list[LateUnit], words: str, actor: User, day: date
) -> Document:
    """Number and register a dispatch of ``unit`` to the units in ``rows``."""
    number = next_number(unit, Kind.DISPATCH, day.year, practice=round_.practice)
    district = unit.level != Level.COMMUNE
    data = Dispatch(
        practice=round_.practice,
        head=letterhead(
            commune_of(unit), day, f"{number:02d}/UBND-LĐTBXH" if district else f"{number:02d}/UBND"
        ),
        year=round_.year,
        subject=f"đôn đốc tiến độ rà soát hộ nghèo, hộ cận nghèo năm {round_.year}",
        addressees=[
            "Ủy ban nhân dân các xã, thị trấn có tên dưới đây"
            if district
            else "Trưởng các thôn có tên dưới đây"
        ],
        paragraphs=[
            f"Thực hiện kế hoạch rà soát hộ nghèo, hộ cận nghèo năm {round_.year}, tính đến ngày {day:%d/%m/%Y} "
            f"còn {len(rows)} việc chậm so với kế hoạch:"
        ],
        rows=rows,
        requests=[line for line in words.splitlines() if line.strip()],
        recipients=["Như trên;", KEPT],
        signature=chairman(),
    )
    return issue(
        Kind.DISPATCH,
        unit,
        title=f"Công văn đôn đốc ngày {day:%d/%m/%Y} – {unit}",
        issued_on=day,
        issued_by=actor,
        practice=round_.practice,
        number=number,
        items=[data],
    )

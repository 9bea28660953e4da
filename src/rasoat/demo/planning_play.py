"""Before the season: the province's last days, the plans of district and communes, the committee and its charges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.demo import facts, stage
from rasoat.planning.committees import ChargeCommune, EnterCommittee, Seat
from rasoat.planning.models import Charge, Committee, CommitteeMember, Part
from rasoat.planning.plans import ApprovePlan, DraftPlan, Fund, Person, SetLastDays, StepDays, SubmitPlan
from rasoat.rounds.models import Round, Step

AGENCIES = (
    "Phòng Nông nghiệp và PTNT",
    "Phòng Giáo dục và Đào tạo",
    "Trung tâm Y tế",
    "Phòng Tài chính – Kế hoạch",
    "Hội Liên hiệp Phụ nữ",
    "Hội Nông dân",
    "Huyện đoàn",
    "Chi cục Thống kê",
)
PURPOSE = (
    "Xác định đúng, đủ hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình; công khai, dân chủ từ thôn.\n"
    "Mỗi hộ trong danh sách được đến tận nhà khảo sát; kết quả được họp thôn thống nhất và niêm yết."
)
BEHIND = timedelta(days=1)
SPAN = (facts.OPENED_ON, date(2018, 12, 14))
HELP = ("01927", date(2018, 11, 1), date(2018, 11, 20))
"""The commune that starts last gets help for these days."""


class _Maker(NamedTuple):
    """A unit with the two who make and approve its plan."""

    unit: Unit
    officer: User
    chairman: User
    office: str


def plan_season(set_: stage.Stage, round_: Round, villages: dict[str, int]) -> None:
    """Play everything that is decided before the first list; ``villages`` counts them by commune."""
    people = set_.people
    days = {step.value: StepDays(*span, _who(step)) for step, span in facts.CALENDAR.items()}
    SetLastDays(
        actor=people[stage.PROVINCE],
        round=round_,
        above=set_.units[facts.PROVINCE_CODE],
        days={step: StepDays(span.starts_on, span.due_on + BEHIND) for step, span in days.items()},
    ).run()
    _plan(
        round_,
        _Maker(set_.district, people[stage.OFFICER], people[stage.CHAIRMAN], "Trưởng phòng"),
        days,
        206,
    )
    for code, count in villages.items():
        maker = _Maker(
            set_.units[code],
            people[stage.officer_of(code)],
            people[stage.chairman_of(code)],
            "Phó Chủ tịch",
        )
        _plan(round_, maker, days, count)
    _charge(set_, round_, list(villages))


def _who(step: Step) -> str:
    by_village = (Step.LIST, Step.SURVEY, Step.MEETING)
    return "Trưởng thôn, rà soát viên" if step in by_village else "UBND xã; Phòng LĐTBXH"


def _plan(round_: Round, maker: _Maker, days: dict[str, StepDays], villages: int) -> None:
    plan = DraftPlan(
        actor=maker.officer,
        round=round_,
        at=maker.unit,
        purpose=PURPOSE,
        days=days,
        persons=[
            Person(maker.chairman.full_name, "Chủ tịch UBND", "Chỉ đạo chung"),
            Person(maker.officer.full_name, maker.office, "Thường trực, tổng hợp, báo cáo"),
        ],
        funds=[
            Fund("In phiếu, văn phòng phẩm", 150_000 * villages, "Ngân sách địa phương"),
            Fund("Hỗ trợ rà soát viên", 500_000 * villages, "Ngân sách địa phương"),
        ],
    ).run()
    plan = SubmitPlan(actor=maker.officer, plan=plan).run()
    ApprovePlan(actor=maker.chairman, plan=plan).run()


def _charge(set_: stage.Stage, round_: Round, communes: list[str]) -> None:
    officer = set_.people[stage.OFFICER]
    agencies = [set_.people[stage.agency_of(number)] for number in range(len(AGENCIES))]
    seats = [
        Seat(Part.HEAD, set_.people[stage.CHAIRMAN].full_name, "Chủ tịch UBND huyện"),
        Seat(Part.STANDING, officer.full_name, "Trưởng phòng", "Phòng LĐTBXH"),
        *(
            Seat(Part.MEMBER, user.full_name, "Thủ trưởng", agency, user)
            for user, agency in zip(agencies, AGENCIES, strict=True)
        ),
    ]
    body = EnterCommittee(
        actor=officer,
        round=round_,
        at=set_.district,
        decision="Quyết định 1009/QĐ-UBND (thực hành)",
        decided_on=facts.OPENED_ON,
        seats=seats,
    ).run()
    members = list(body.members.filter(part=Part.MEMBER).select_related("user"))
    for place, code in enumerate(communes):
        _supervise(body, officer, set_.units[code], members[place % len(members)])
    if HELP[0] in communes:
        helper = set_.people[stage.HELPER]
        ChargeCommune(
            actor=officer,
            committee=body,
            kind=Charge.Kind.SUPPORT,
            commune=set_.units[HELP[0]],
            task="Giúp các thôn khảo sát",
            starts_on=HELP[1],
            ends_on=HELP[2],
            full_name=helper.full_name,
            agency="Huyện đoàn",
            user=helper,
        ).run()


def _supervise(body: Committee, officer: User, commune: Unit, member: CommitteeMember) -> None:
    ChargeCommune(
        actor=officer,
        committee=body,
        kind=Charge.Kind.SUPERVISE,
        commune=commune,
        task="Chỉ đạo, đôn đốc, kiểm tra việc rà soát",
        starts_on=SPAN[0],
        ends_on=SPAN[1],
        member=member,
    ).run()

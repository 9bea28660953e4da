"""A small invented world for tests: one district, two communes, three villages, one person for each role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from rasoat.accounts.models import Assignment, User
from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.documents.attachments import checked
from rasoat.meeting.actions import HoldMeeting
from rasoat.meeting.ballot import Attendance
from rasoat.meeting.signing import KeepSignedMinutes
from rasoat.posting.models import PostingPlace
from rasoat.posting.proof import RecordProof
from rasoat.roster.models import Household, Member, OpeningEntry
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import CommuneRound, Round, RoundKind, VillageRound
from rasoat.survey.answers import FinishSurvey, SubmitAnswers
from rasoat.survey.listing import BuildList, CloseList
from rasoat.survey.models import Listing

START = date(2018, 1, 1)
SCAN = b"%PDF-1.7\n%%EOF"
OPENED = date(2018, 10, 1)
DAY = date(2018, 10, 20)

ANSWERS: dict[str, Any] = {
    "qualification": "none", "nonfarm_job": "none", "pensions": 0, "wall": "other", "column": "other",
    "electricity_kwh": 20, "water": "other", "toilet": "other",
    "tv": 0, "hifi": 0, "car": 0, "motorbike": 0, "fridge": 0, "aircon": 0, "washing_machine": 0,
    "water_heater": 0, "microwave": 0, "boat": 0,
    "garden_m2": 0, "annual_crop_m2": 0, "perennial_m2": 0, "forest_m2": 0, "water_surface_m2": 0,
    "cattle": 0, "pigs_goats": 0, "poultry": 0,
    "d_health_access": 0, "d_health_insurance": 0, "d_adult_education": 0, "d_child_schooling": 0,
    "d_housing_quality": 0, "d_telecom": 0, "d_information": 0,
}  # fmt: skip


def answers(size: int = 4, **changes: Any) -> dict[str, Any]:
    """Return a complete Phiếu B of a very poor household of ``size``, with ``changes``."""
    base = {"household_size": size, "dependants": 0, "all_dependent": 0, "floor_area_m2": 10 * size}
    return {**base, **ANSWERS, **changes}


RICH: Mapping[str, Any] = {
    "car": 1,
    "fridge": 1,
    "aircon": 1,
    "motorbike": 1,
    "nonfarm_job": "public",
    "toilet": "septic",
    "water": "tap",
    "electricity_kwh": 200,
}
NEAR: Mapping[str, Any] = {
    "motorbike": 1,
    "fridge": 1,
    "electricity_kwh": 60,
    "pensions": 1,
    "toilet": "septic",
}


def unit(code: str, level: str, name: str, parent: Unit | None, **more: Any) -> Unit:
    """Create a unit under ``parent``."""
    kinds = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã", "village": "Thôn"}
    places = {"area_type": "rural", "region": "NT2"} if level in ("commune", "village") else {}
    path = (parent.path if parent else "") + f"{code}/"
    return Unit.objects.create(
        code=code,
        valid_from=START,
        level=level,
        kind=kinds[level],
        name=name,
        parent=parent,
        path=path,
        **{**places, **more},
    )


def person(username: str, role: str, at: Unit) -> User:
    """Create a person with one role."""
    user = User.objects.create(username=username, full_name=f"Người {username}")
    Assignment.objects.create(user=user, role=role, unit=at, starts_on=START)
    return user


@dataclass
class World:
    """The units, people and round of a test."""

    province: Unit
    district: Unit
    communes: list[Unit]
    villages: list[Unit]
    people: dict[str, User]
    round: Round
    households: dict[str, Household] = field(default_factory=dict)

    def village_round(self, index: int = 0) -> VillageRound:
        """The village in the round, read afresh."""
        return VillageRound.objects.select_related("unit", "round__unit", "commune__unit").get(
            round=self.round, unit=self.villages[index]
        )

    def commune_round(self, index: int = 0) -> CommuneRound:
        """The commune in the round, read afresh."""
        return CommuneRound.objects.select_related("unit", "round__unit").get(
            round=self.round, unit=self.communes[index]
        )

    def household(self, code: str, opening: str = "", size: int = 4, village: int = 0) -> Household:
        """Create a household of ``size`` people, with its opening entry."""
        row = Household.objects.create(village=self.villages[village], code=code, registered_on=START)
        for number in range(size):
            Member.objects.create(
                household=row,
                full_name=f"Triệu Văn {code} {number}",
                relation="head" if number == 0 else "child",
                sex="male",
                birth_date=date(1975 + number, 1, 1),
                ethnic_group="Tày",
                joined_on=START,
            )
        if opening:
            OpeningEntry.objects.create(round=self.round, household=row, kind=opening, persons=size)
        self.households[code] = row
        return row

    def surveyed(self, village: int = 0, **forms: Mapping[str, Any]) -> VillageRound:
        """List the current households of the village, close the list and fill a form for each of ``forms``."""
        head = self.people["village_head" if village == 0 else f"village_head_{village}"]
        BuildList(actor=head, village=self.village_round(village)).run()
        CloseList(actor=head, village=self.village_round(village)).run()
        for code, form in forms.items():
            self.answer(code, form, village)
        return self.village_round(village)

    def answer(
        self,
        code: str,
        form: Mapping[str, Any],
        village: int = 0,
        members: Sequence[Mapping[str, Any]] = (),
        remarks: Mapping[str, str] | None = None,
    ) -> None:
        """Hand in one form, with or without its member table, by the reviewer of the commune."""
        SubmitAnswers(
            actor=self.people["reviewer" if village < 2 else "other_reviewer"],
            village=self.village_round(village),
            listing=self.listing(code),
            answers=form,
            visited_on=DAY,
            respondent="Chủ hộ",
            members=members,
            remarks=remarks or {},
        ).run()

    def listing(self, code: str) -> Listing:
        """The household on the list, read afresh."""
        return Listing.objects.select_related("village__unit", "village__round", "household", "answered").get(
            household__code=code, village__round=self.round
        )

    def met(self, village: int = 0, send_back: Mapping[int, str] | None = None) -> VillageRound:
        """Finish the survey and hold the meeting."""
        head = self.people["village_head" if village == 0 else f"village_head_{village}"]
        FinishSurvey(actor=head, village=self.village_round(village)).run()
        self.hold_meeting(village, send_back).run()
        return self.village_round(village)

    def hold_meeting(
        self, village: int = 0, send_back: Mapping[int, str] | None = None, **changes: Any
    ) -> HoldMeeting:
        """Return the action of a meeting, not yet run."""
        head = self.people["village_head" if village == 0 else f"village_head_{village}"]
        given: dict[str, Any] = {
            "actor": head, "village": self.village_round(village), "held_on": DAY, "place": "Nhà văn hóa",
            "began_at": time(19), "ended_at": time(21), "secretary": "Nông Thị Thư",
            "attendance": Attendance(3, 4, 1, 20), "representatives": ["Triệu Văn Đại"], "send_back": send_back or {},
        }  # fmt: skip
        return HoldMeeting(**{**given, **changes})

    def papers(self, commune: int = 0) -> None:
        """Scan the signed minutes of a commune's villages in, and let somebody have seen every posted list."""
        rows = VillageRound.objects.filter(round=self.round, unit__parent=self.communes[commune])
        for village in rows.select_related("unit"):
            head = User.objects.filter(
                assignments__unit=village.unit, assignments__role=Role.VILLAGE_HEAD
            ).get()
            for meeting in village.meetings.filter(signed_pages__isnull=True):
                page = checked(SCAN, f"bien-ban-{meeting.number}.pdf")
                KeepSignedMinutes(actor=head, meeting=meeting, pages=[page]).run()
            for place in PostingPlace.objects.filter(posting__village=village, proofs__isnull=True):
                RecordProof(actor=head, place=place, seen_on=place.starts_on).run()

    def on(self, day: date) -> None:
        """Put the round's calendar to ``day``."""
        Round.objects.filter(pk=self.round.pk).update(practice_day=day)
        self.round.refresh_from_db()


@dataclass(frozen=True)
class Place:
    """Codes of a world: two worlds share no unit."""

    province: str = "06"
    district: str = "061"
    communes: tuple[str, str] = ("01906", "01909")
    suffix: str = ""


ELSEWHERE = Place("08", "070", ("02374", "02380"), "-khac")


def make_world(place: Place | None = None) -> World:
    """Create the world: everything before the first list."""
    place = place or Place()
    province = unit(place.province, "province", f"Tỉnh thử {place.province}", None)
    district = unit(place.district, "district", f"Huyện thử {place.district}", province)
    communes = [unit(code, "commune", f"Xã thử {code}", district) for code in place.communes]
    first, second = place.communes
    villages = [
        unit(f"{first}-01", "village", "Nà Thử", communes[0]),
        unit(f"{first}-02", "village", "Bản Thử", communes[0]),
        unit(f"{second}-01", "village", "Pác Thử", communes[1]),
    ]
    people = _people(place.suffix, province, district, communes, villages)
    round_ = OpenRound(
        actor=people["district_officer"],
        root=district,
        code=f"thu-2018{place.suffix}",
        title="Rà soát thử 2018",
        kind=RoundKind.PRACTICE,
        year=2018,
        pack="vn-2016",
        reference_date=date(2018, 10, 10),
        opening_as_of=START,
        opened_on=OPENED,
        practice_day=DAY,
    ).run()
    return World(province, district, communes, villages, people, round_)


def _people(
    suffix: str, province: Unit, district: Unit, communes: list[Unit], villages: list[Unit]
) -> dict[str, User]:
    at: dict[str, tuple[str, Unit]] = {
        **{role: (role, communes[0]) for role in ("reviewer", "commune_officer", "commune_committee")},
        "village_head": (Role.VILLAGE_HEAD, villages[0]),
        "village_head_1": (Role.VILLAGE_HEAD, villages[1]),
        "village_head_2": (Role.VILLAGE_HEAD, villages[2]),
        "commune_chairman": (Role.COMMUNE_CHAIRMAN, communes[0]),
        "reviewer_2": (Role.REVIEWER, communes[0]),
        **{role: (role, communes[0]) for role in ("supervisor", "support_staff")},
        "other_reviewer": (Role.REVIEWER, communes[1]),
        "other_officer": (Role.COMMUNE_OFFICER, communes[1]),
        "other_chairman": (Role.COMMUNE_CHAIRMAN, communes[1]),
        **{
            role: (role, district) for role in ("district_officer", "district_inspector", "district_chairman")
        },
        "district_officer_2": (Role.DISTRICT_OFFICER, district),
        **{
            role: (role, province)
            for role in ("province_officer", "province_chairman", "auditor", "administrator")
        },
    }
    return {name: person(f"{name}{suffix}", role, where) for name, (role, where) in at.items()}

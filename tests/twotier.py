"""An invented province without districts: its communes report to it, and the chain of its rounds asks nobody for an opinion."""

from __future__ import annotations

from datetime import date, timedelta

from rasoat import law
from rasoat.accounts.roles import Role
from rasoat.appraisal.actions import SubmitReport
from rasoat.lawbook.editions import mark_of
from rasoat.lawbook.models import Edition
from rasoat.posting.actions import ClosePosting, OpenPosting
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from tests.law.invented import amended_files
from tests.world import DAY, OPENED, RICH, START, World, answers, person, unit

WITHOUT_DISTRICT = dict.fromkeys(("chain.opinion", "chain.district_total", "chain.district_approval"), "none")


def make_two_tier(root: str) -> World:
    """Create the province with a commune of two villages, and open a round of ``root``: the commune or the province.

    The province has a second commune with one village.
    """
    province = unit("19", "province", "Tỉnh hai cấp", None)
    commune = unit("01906-x", "commune", "Xã hai cấp", province)
    villages = [unit(f"01906-x{n}", "village", f"Thôn {n}", commune) for n in (1, 2)]
    where = {
        "village_head": (Role.VILLAGE_HEAD, villages[0]),
        "village_head_1": (Role.VILLAGE_HEAD, villages[1]),
        **{role: (role, commune) for role in ("reviewer", "commune_officer", "commune_committee", "commune_chairman")},
        **{role: (role, province) for role in ("province_officer", "province_chairman")},
        "province_officer_2": (Role.PROVINCE_OFFICER, province),
    }  # fmt: skip
    communes = [commune]
    if root == "province":
        communes.append(unit("01909-x", "commune", "Xã thứ hai", province))
        villages.append(unit("01909-x1", "village", "Thôn 3", communes[1]))
        where |= {
            "village_head_2": (Role.VILLAGE_HEAD, villages[2]),
            "other_reviewer": (Role.REVIEWER, villages[2]),
            "other_officer": (Role.COMMUNE_OFFICER, communes[1]),
            "other_chairman": (Role.COMMUNE_CHAIRMAN, communes[1]),
        }
    people = {name: person(f"{name}-2", role, at) for name, (role, at) in where.items()}
    round_ = OpenRound(
        actor=people["province_officer"],
        root=commune if root == "commune" else province,
        code=f"hai-cap-{root}",
        title="Rà soát hai cấp",
        kind=RoundKind.PRACTICE,
        year=2018,
        pack="vn-2016",
        reference_date=date(2018, 10, 10),
        opening_as_of=START,
        opened_on=OPENED,
        practice_day=DAY,
    ).run()
    Round.objects.filter(pk=round_.pk).update(pack_hash=_edition().hash)
    round_.refresh_from_db()
    return World(province, province, communes, villages, people, round_)


def _edition() -> Edition:
    """Keep the text of 2016 as if its chain had no district."""
    files = amended_files("vn-2016", WITHOUT_DISTRICT)
    pack = law.from_files("vn-2016", files)
    return Edition.objects.create(pack="vn-2016", number=0, hash=pack.hash, mark=mark_of(files), files=files)


def play_to_the_report(world: World) -> None:
    """Survey, meet and post both villages, and let the commune report."""
    for code, opening in {"01": "poor_income", "02": "near_poor", "03": "poor_income"}.items():
        world.household(code, opening)
    world.household("09", village=1)
    world.surveyed(**{"01": answers(), "02": answers(), "03": answers(**RICH)})
    world.met()
    world.surveyed(1)
    world.met(1)
    officer = world.people["commune_officer"]
    for index in (0, 1):
        OpenPosting(actor=officer, village=world.village_round(index), opened_on=DAY).run()
    world.on(DAY + timedelta(days=7))
    for index in (0, 1):
        ClosePosting(actor=officer, village=world.village_round(index)).run()
    world.papers()
    SubmitReport(actor=officer, commune=world.commune_round(), submitted_on=DAY + timedelta(days=7)).run()


def play_the_second_to_the_report(world: World) -> None:
    """The second commune of the province, with one poor household, after the first one's days."""
    world.household("21", opening="near_poor", village=2)
    world.surveyed(2, **{"21": answers()})
    world.met(2)
    officer, day = world.people["other_officer"], DAY + timedelta(days=7)
    OpenPosting(actor=officer, village=world.village_round(2), opened_on=day).run()
    world.on(day + timedelta(days=7))
    ClosePosting(actor=officer, village=world.village_round(2)).run()
    world.papers(1)
    SubmitReport(actor=officer, commune=world.commune_round(1), submitted_on=day + timedelta(days=7)).run()

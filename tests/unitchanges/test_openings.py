"""The opening list of the next round, by where the households live now: totals before and after agree."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rasoat import law
from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.recognition.models import Recognition
from rasoat.recognition.opening import BuildOpening
from rasoat.roster.models import Household, OpeningEntry, PastVillage
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from tests.unitchanges.conftest import Land, now
from tests.world import make_world

RESULTS = {
    "poor_income": "poor_new", "poor_deprivation": "poor_from_poor", "near_poor": "near_from_poor",
    "average": "escaped_poor", "better_off": "none",
}  # fmt: skip
Sums = Counter[str]


def next_round(land: Land, root: Unit, year: int = 2020) -> Round:
    """Open the next practice round of a unit."""
    officer = land.world.people["province_officer"]
    return OpenRound(
        actor=officer, root=root, code=f"sau-{year}", title="Rà soát sau", kind=RoundKind.PRACTICE, year=year, pack="vn-2016",
        reference_date=date(year, 9, 1), opening_as_of=date(year, 9, 1), opened_on=date(year, 9, 1),
        practice_day=date(year, 9, 1),
    ).run()  # fmt: skip


def opened(land: Land, round_: Round) -> int:
    """Build the opening list of a round."""
    return BuildOpening(actor=land.world.people["province_officer"], round=round_).run()


def recognised() -> tuple[Sums, Sums]:
    """Return households and persons by class as the finished round recognised them."""
    households, persons = Counter[str](), Counter[str]()
    for row in Recognition.objects.live().filter(household__ended_on__isnull=True):
        kind = row.result if "poor" in row.result else "once_poor" if row.kind == "escaped_poor" else ""
        if kind:
            households[kind] += 1
            persons[kind] += row.persons
    return households, persons


def listed(round_: Round) -> tuple[Sums, Sums]:
    """Return households and persons by kind as the opening list has them."""
    households, persons = Counter[str](), Counter[str]()
    for row in OpeningEntry.objects.filter(round=round_):
        households[row.kind] += 1
        persons[row.kind] += row.persons
    return households, persons


def test_the_list_follows_the_households_into_the_merged_commune(land: Land) -> None:
    """What two communes decided stands on the list of the one they became, in the villages of now."""
    for number, (result, kind) in enumerate(RESULTS.items()):
        land.home(f"{number}", result, kind, village=number % 3, size=number + 1)
    land.change(("01906", "01906", "Xã Mới"), ("01909", "01906", "Xã Mới"))
    round_ = next_round(land, now("061"))
    assert opened(land, round_) == 4
    assert listed(round_) == recognised()
    rows = OpeningEntry.objects.filter(round=round_)
    assert {row.village.parent for row in rows} == {now("01906")}
    assert {row.source for row in rows} == {"Rà soát thử 2018, 01/12/2018"}


def test_without_a_district_on_a_standard_with_one_kind_of_poor(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round of a commune under the province, by the class rules of 2022: the two kinds of poor become one."""
    land.home("1", "poor_income", "poor_new", size=3)
    land.home("2", "poor_deprivation", "poor_new", size=2)
    land.change(
        ("06", "19", "Tỉnh Mới"),
        ("061", "", "", "", "", "", "", "", "1"),
        ("01906", "01906", "Xã Mới", "Xã", "19"),
        ("01909", "01906", "Xã Mới", "Xã", "19"),
    )
    round_ = next_round(land, now("01906"), year=2025)
    later = law.load("vn-2022").on(date(2025, 9, 1))
    monkeypatch.setattr(Round, "rules", property(lambda _round: later))
    assert (round_.communes.count(), round_.villages.count()) == (1, 3)
    opened(land, round_)
    assert listed(round_) == (Counter(poor=2), Counter(poor=5))


def test_an_escape_is_never_forgotten(land: Land) -> None:
    """Once recognised as escaped, a household counts as once poor in every later list."""
    land.home("1", "average", "escaped_poor")
    second = next_round(land, now("061"))
    opened(land, second)
    Recognition.objects.create(
        round=second, household=Household.objects.get(), recognised_on=date(2020, 12, 1), result="better_off", kind="none",
        persons=4,
    )  # fmt: skip
    third = next_round(land, now("061"), year=2021)
    opened(land, third)
    assert [row.kind for row in OpeningEntry.objects.filter(round=third)] == ["once_poor"]


def test_a_list_is_built_once_and_only_from_results(land: Land) -> None:
    """No list over a list (U032), none from nothing (U033)."""
    round_ = next_round(land, now("061"))
    with pytest.raises(Refused) as refused:
        opened(land, round_)
    assert refused.value.code == "U033"
    land.home("1", "near_poor", "near_new")
    opened(land, round_)
    with pytest.raises(Refused) as refused:
        opened(land, round_)
    assert refused.value.code == "U032"


CHANGES = st.sampled_from(["rename", "merge", "split", "merge villages", "split village", "renumber"])


def rows_of(change: str, number: int, at: int) -> list[tuple[str, ...]]:
    """Return the lines of one change on the tree as it stands now; none where it cannot be."""
    communes = list(Unit.objects.filter(level="commune", valid_to__isnull=True).order_by("path"))
    villages = list(Unit.objects.filter(level="village", valid_to__isnull=True).order_by("path"))
    first, fresh = communes[number % len(communes)], f"05{at}{number:02d}"
    own = [village for village in villages if village.parent_id == first.pk]
    if change == "rename":
        return [(first.code, first.code, f"Tên {number}")]
    if change == "renumber":
        return [(first.code, fresh)]
    if change == "merge" and len(communes) > 1:
        other = communes[(number + 1) % len(communes)]
        return [(first.code, first.code), (other.code, first.code)]
    if change == "split" and len(own) > 1:
        places = [(v.code, v.code, "", "", (first.code, fresh)[n % 2]) for n, v in enumerate(own)]
        return [(first.code, first.code), (first.code, fresh, "Xã Tách", "Xã"), *places]
    if change == "merge villages" and len(own) > 1:
        return [(village.code, own[0].code) for village in own]
    if change == "split village" and own:
        codes = list(Household.objects.filter(village=own[0]).order_by("code").values_list("code", flat=True))
        half = " ".join(codes[: len(codes) // 2])
        return [
            (own[0].code, own[0].code, "", "", "", "", "", "*"),
            (own[0].code, f"{fresh}-9", "Thôn Tách", "Thôn", "", "", "", half),
        ]
    return []


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    changes=st.lists(st.tuples(CHANGES, st.integers(0, 4)), max_size=4),
    sizes=st.lists(st.integers(1, 5), min_size=4, max_size=9),
)
def test_whatever_changes_no_household_and_no_person_is_lost(
    db: None, changes: list[tuple[str, int]], sizes: list[int]
) -> None:
    """Over random orders: every household lives in one village in force, its history has no gap, all totals agree."""
    with transaction.atomic():
        land = Land(make_world())
        land.finish()
        kinds = list(RESULTS.items())
        for number, size in enumerate(sizes):
            land.home(f"{number // 3}", *kinds[number % len(kinds)], village=number % 3, size=size)
        before = recognised()
        for at, (change, number) in enumerate(changes):
            rows = rows_of(change, number, at)
            if rows:
                land.change(
                    *rows, effective_on=date(2020, 2 + at, 1), file_name=f"{at}.csv", decision=f"NQ {at}"
                )
        for home in Household.objects.select_related("village"):
            assert home.village.valid_to is None
            assert home.village.heir_path == home.village.path
            days = [home.registered_on]
            for past in (
                PastVillage.objects.filter(household=home).order_by("until").select_related("village")
            ):
                assert past.village.stands(days[-1])
                assert past.village.valid_to == past.until
                days.append(past.until)
            assert home.village.stands(days[-1])
        round_ = next_round(land, now("061"))
        opened(land, round_)
        assert listed(round_) == before
        assert sum(row.persons for row in OpeningEntry.objects.filter(round=round_)) == sum(
            before[1].values()
        )
        transaction.set_rollback(True)

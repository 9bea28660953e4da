"""The invented population: its make-up, its answers, and that the same seed gives the same."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from rasoat import law, scoring
from rasoat.areas.models import Unit
from rasoat.demo import answers, events, names, words
from rasoat.demo.facts import COMMUNES, PACK, SHARES
from rasoat.demo.households import World, build_world
from rasoat.law import Class
from rasoat.roster.models import EventKind, OpeningEntry
from tests.demo.small import small_world

RULES = law.load(PACK).on(date(2018, 10, 10))
RURAL = Unit(area_type="rural", region="NT2")
URBAN = Unit(area_type="urban")


@pytest.fixture(scope="module")
def district() -> World:
    """The whole district at its usual size."""
    return build_world(2018)


def portrait(world: World) -> list[tuple[object, ...]]:
    """Return everything that tells one world from another."""
    return [
        (
            home.code,
            home.opening,
            home.group,
            home.target,
            [(p.full_name, p.birth_date) for p in home.members],
        )
        for home in world.homes()
    ]


def test_the_district_has_sixteen_communes_and_206_villages() -> None:
    """The facts of October 2018 stand in the generator."""
    assert (len(COMMUNES), sum(commune.villages for commune in COMMUNES)) == (16, 206)
    assert [commune.name for commune in COMMUNES if commune.urban] == ["Chợ Rã"]


def test_the_same_seed_gives_the_same_district() -> None:
    """Names, ages, classes and groups are those of the seed."""
    assert portrait(small_world()) == portrait(small_world())


def test_another_seed_gives_another_district() -> None:
    """Nothing is fixed but the units."""
    assert portrait(small_world(1)) != portrait(small_world(2))


def test_households_are_of_realistic_size(district: World) -> None:
    """About 12,000 households with about 4.2 members."""
    sizes = [len(home.members) for home in district.homes()]
    assert 11_500 < len(sizes) < 12_500
    assert 4.0 < sum(sizes) / len(sizes) < 4.5


def test_the_tay_are_the_majority_and_all_groups_are_there(district: World) -> None:
    """The ethnic groups of Bắc Kạn."""
    counted = Counter(person.ethnic_group for home in district.homes() for person in home.members)
    assert set(counted) == set(names.ETHNIC_GROUPS)
    assert counted[names.TAY] > counted.total() / 2


def test_the_opening_list_has_its_shares(district: World) -> None:
    """24.5 % poor and 12.5 % near-poor, to the household."""
    counted = Counter(home.opening for home in district.homes())
    total = counted.total()
    poor = counted[OpeningEntry.Kind.POOR_INCOME] + counted[OpeningEntry.Kind.POOR_DEPRIVATION]
    assert (poor, counted[OpeningEntry.Kind.NEAR_POOR]) == (
        round(total * SHARES.poor / 1000), round(total * SHARES.near_poor / 1000),
    )  # fmt: skip


def test_poverty_is_clustered_by_village(district: World) -> None:
    """The poorest tenth of the villages has more than three times the rate of the richest tenth."""
    rates = sorted(
        sum(h.listed_at_start for h in hamlet.homes) / len(hamlet.homes) for hamlet in district.hamlets
    )
    assert sum(rates[-20:]) > 3 * sum(rates[:20])


def test_names_are_nfc_and_once_in_a_household(district: World) -> None:
    """So that a person is found by name within his household."""
    for home in district.homes():
        full_names = [person.full_name for person in home.members]
        assert len(set(full_names)) == len(full_names)
        assert all(unicodedata.is_normalized("NFC", name) for name in full_names)


def test_every_household_has_one_head(district: World) -> None:
    """And no two heads of a village bear one name."""
    for hamlet in district.hamlets:
        heads = [person.full_name for home in hamlet.homes for person in home.members if person.head]
        assert len(set(heads)) == len(heads) == len(hamlet.homes)


def test_identity_numbers_are_nobodys(district: World) -> None:
    """They carry a province code that does not exist, and occur once."""
    numbers = [p.identity_number for home in district.homes() for p in home.members if p.identity_number]
    assert len(set(numbers)) == len(numbers)
    assert {(len(number), number[:2]) for number in numbers} == {(9, "99"), (12, "99")}


def test_parents_are_older_than_their_children(district: World) -> None:
    """No child is born before its parent was 14."""
    for home in district.homes():
        children = [person for person in home.members if person.relation == "child"]
        assert all((child.birth_date - home.head.birth_date).days > 14 * 365 for child in children)


@pytest.mark.parametrize("village", [RURAL, URBAN], ids=["rural", "urban"])
@pytest.mark.parametrize("target", [rule.cls for rule in RULES.class_rules if rule.area_type == "rural"])
def test_answers_score_as_the_class_they_were_drawn_for(village: Unit, target: Class) -> None:
    """Whatever the household's members, the answers are complete and give the class."""
    rng = Random(7)
    for home in small_world().homes():
        drawn, given = answers.draw(RULES, village, home, target, rng)
        scored = scoring.score(RULES, answers.with_area(village, drawn))
        assert isinstance(scored, scoring.Scored)
        assert (scored.cls, given) == (target, target)


def test_answers_agree_with_the_members() -> None:
    """Size, dependants and the four indicators of members are what the members say."""
    rng = Random(7)
    for home in small_world().homes():
        drawn, _ = answers.draw(RULES, RURAL, home, home.target, rng)
        facts = scoring.from_members(
            RULES, [answers.member_answers(person) for person in home.members], RULES.on
        )
        assert {column: drawn[column] for column in facts} == facts


def test_a_second_visit_gives_the_same_class() -> None:
    """Numbers differ within their bands only."""
    rng = Random(7)
    for home in small_world().homes():
        drawn, given = answers.draw(RULES, RURAL, home, home.target, rng)
        again = scoring.score(RULES, answers.with_area(RURAL, answers.nudge(rng, drawn)))
        assert isinstance(again, scoring.Scored)
        assert again.cls == given


def test_a_year_brings_every_kind_of_event() -> None:
    """Births, deaths, marriages, moves, splits and merges, in order of day, before the round opens."""
    happened = [each for hamlet in build_world(2018, 30).hamlets for each in events.happen(hamlet)]
    assert {each.kind for each in happened} == set(EventKind) - {EventKind.SPLIT_FROM, EventKind.MERGED_IN}
    assert all(date(2018, 1, 1) < each.on < date(2018, 10, 10) for each in happened)


def test_events_of_a_village_are_in_order_of_day() -> None:
    """They are recorded as they came."""
    for hamlet in small_world().hamlets:
        happened = events.happen(hamlet)
        assert all(before.on <= after.on for before, after in pairwise(happened))


def test_households_still_have_one_head_after_the_year() -> None:
    """Whoever dies, leaves, splits or merges."""
    for hamlet in build_world(2018, 30).hamlets:
        events.happen(hamlet)
        assert all(sum(person.head for person in home.members) == 1 for home in hamlet.living())


def test_a_late_complaint_never_repeats_an_earlier_one() -> None:
    """The same words about the same matter would be refused (K010), and the season would stop there."""
    assert words.COMPLAINED_LATE not in words.COMPLAINTS.values()


@pytest.mark.parametrize("seed", [2013, 2018, 2019])
def test_what_happens_happens_in_order(seed: int) -> None:
    """A household comes before it takes another in or loses anybody, and after its end nothing happens to it."""
    communes = [commune._replace(villages=6) for commune in COMMUNES[:2]]
    for hamlet in build_world(seed, 58, communes).hamlets:
        there = {home: {person.full_name for person in home.members} for home in hamlet.homes}
        for each in events.happen(hamlet):
            gone, names_ = each.home, {person.full_name for person in each.people}
            if each.kind is EventKind.MOVED_IN:
                there[gone] = names_
                continue
            if each.kind in (EventKind.BIRTH, EventKind.JOINED):
                there[gone] |= names_
                continue
            assert names_ <= there[gone]
            there[gone] -= names_
            if each.kind is EventKind.SPLIT_OFF:
                assert each.other is not None
                there[each.other] = names_
            if each.kind is EventKind.MERGED_INTO:
                assert each.other is not None
                there[each.other] |= names_
            if each.kind in (EventKind.MOVED_OUT, EventKind.DIED_OUT, EventKind.MERGED_INTO):
                assert there.pop(gone) == set()

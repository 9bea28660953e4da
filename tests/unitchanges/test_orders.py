"""One order changes units: rename, merge, split, move, another type, another code; with its faults."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Succession, Unit
from rasoat.audit.action import today
from rasoat.audit.models import Entry
from rasoat.errors import NotAllowed, Refused
from rasoat.roster.models import Household, OpeningEntry, PastVillage
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from rasoat.rounds.states import RoundState
from rasoat.unitchanges.actions import ConfirmOrder, FaultyOrder, WithdrawOrder
from rasoat.unitchanges.models import ChangeOrder
from tests.unitchanges.conftest import DAY, Land, now
from tests.world import unit

MERGE = (("01906", "01906", "Xã Mới", "Xã"), ("01909", "01906", "Xã Mới", "Xã"))


def test_two_communes_become_one_and_everything_comes_along(land: Land) -> None:
    """A merge closes both, makes one with the code of one of them, and moves villages and households."""
    one = land.home("01", "poor_income", "poor_new")
    two = land.home("02", "near_poor", "near_new", village=2)
    order = land.change(*MERGE)
    merged = now("01906")
    assert merged.name == "Xã Mới"
    assert merged.path == "06/061/01906@20200201/"
    assert [unit.code for unit in Unit.objects.filter(parent=merged)] == ["01906-01", "01906-02", "01909-01"]
    assert {row.village.parent for row in Household.objects.all()} == {merged}
    assert Household.objects.get(pk=two.pk).village.code == "01909-01"
    assert [
        (past.household, past.village.path, past.persons) for past in PastVillage.objects.order_by("code")
    ] == [
        (one, "06/061/01906/01906-01/", 4),
        (two, "06/061/01909/01909-01/", 4),
    ]
    assert Succession.objects.filter(successor=merged, on=DAY, decision=order.decision).count() == 2
    assert (order.households, order.persons) == (2, 8)


def test_the_old_units_stay_as_they_were(land: Land) -> None:
    """A closed unit keeps its name, code and path; only its last day is written."""
    before = {unit.pk: (unit.code, unit.name, unit.path) for unit in Unit.objects.all()}
    land.change(*MERGE)
    after = {unit.pk: (unit.code, unit.name, unit.path) for unit in Unit.objects.filter(pk__in=before)}
    assert after == before
    assert Unit.objects.get(path="06/061/01909/").valid_to == DAY
    assert now("061").valid_from == land.world.district.valid_from


def test_a_rename_keeps_offices_and_households(land: Land) -> None:
    """A unit that goes on alone keeps its officers in the unit of the new name."""
    land.home("01", "poor_income", "poor_new")
    land.change(("01906", "01906", "Tên Khác"))
    officer = Access(land.world.people["commune_officer"], today())
    assert officer.held == [("commune_officer", now("01906").path)]
    head = Access(land.world.people["village_head"], today())
    assert head.may(Permission.HOUSEHOLD_VIEW, Household.objects.get().village)


def test_a_new_code_and_a_new_parent(land: Land) -> None:
    """A commune may get another code and move to another district."""
    other = unit("060", "district", "Chợ Thử", land.world.province)
    land.change(("01909", "02222", "", "", "060"))
    moved = now("02222")
    assert (moved.name, moved.parent, moved.path) == ("Xã thử 01909", other, "06/060/02222/")
    assert now("01909-01").path == "06/060/02222/01909-01/"


def test_a_divided_village_sends_each_household_where_the_file_says(land: Land) -> None:
    """Households go by the lists of a divided village, the rest with the star."""
    for code in ("01", "02", "03"):
        land.home(code, "poor_income", "poor_new")
    land.change(
        ("01906-01", "01906-01", "Nà Một", "Thôn", "", "", "", "*"),
        ("01906-01", "01906-03", "Nà Hai", "Thôn", "", "", "", "02; 03"),
    )
    where = dict(Household.objects.values_list("code", "village__name"))
    assert where == {"01": "Nà Một", "02": "Nà Hai", "03": "Nà Hai"}


def test_a_divided_commune_sends_each_village_where_the_file_says(land: Land) -> None:
    """The villages of a divided commune are named one by one."""
    land.home("01", "poor_income", "poor_new")
    land.change(
        ("01906", "01906"),
        ("01906", "01907", "Xã Hai", "Xã"),
        ("01906-01", "01906-01", "", "", "01906"),
        ("01906-02", "01906-02", "", "", "01907"),
    )
    assert now("01906-01").parent == now("01906")
    assert now("01906-02").parent == now("01907")


def test_codes_that_meet_are_told_apart_and_the_old_one_is_kept(land: Land) -> None:
    """Two households of one code in a merged village: the village of that code keeps its own, the other gets “-2”."""
    kept = land.home("01", "poor_income", "poor_new")
    land.world.villages[1].refresh_from_db()
    other = Household.objects.create(
        village=land.world.villages[1], code="01", registered_on=date(2018, 1, 1)
    )
    order = land.propose(("01906-01", "01906-01"), ("01906-02", "01906-01"))
    land.confirm(order)
    assert Household.objects.get(pk=kept.pk).code == "01"
    assert Household.objects.get(pk=other.pk).code == "01-2"
    assert PastVillage.objects.get(household=other).code == "01"


def test_a_town_in_a_rural_commune_keeps_the_area_of_its_villages(land: Land) -> None:
    """The area of the new commune must be said; each village keeps its own unless the order says otherwise."""
    Unit.objects.filter(path__startswith="06/061/01909/").update(area_type="urban", region="")
    assert land.faults(*MERGE) == ["U017"]
    said = [(*row, "", "rural", "NT2") for row in MERGE]
    land.change(*said)
    assert now("01906").area_type == "rural"
    assert now("01909-01").points_column == "TT"
    land.change(("01909-01", "01909-01", "", "", "", "rural", "NT2"), effective_on=date(2021, 1, 1))
    assert now("01909-01").points_column == "NT2"


def test_the_district_is_abolished_and_the_province_gets_another_code(land: Land) -> None:
    """Communes stand under the province; offices of the district end, those of the province go on."""
    land.home("01", "poor_income", "poor_new")
    land.change(
        ("06", "19", "Tỉnh Thử Mới"),
        ("061", "", "", "", "", "", "", "", "1"),
        ("01906", "01906", "Xã Lớn", "Xã", "19"),
        ("01909", "01906", "Xã Lớn", "Xã", "19"),
    )
    assert now("01906").path == "19/01906/"
    assert Household.objects.get().village.path == "19/01906/01906-01/"
    assert not Unit.objects.filter(level="district", valid_to__isnull=True).exists()
    people = land.world.people
    assert Access(people["district_officer"], today()).held == []
    assert Access(people["commune_officer"], today()).held == []
    assert Access(people["province_officer"], today()).held == [("province_officer", "19/")]
    assert Access(people["administrator"], today()).held == [("administrator", "19/")]
    assert Unit.objects.get(path="06/061/").heir_path == "19/01906/"


def test_two_hands(land: Land) -> None:
    """Who proposed may not confirm (U024), not even in the database."""
    order = land.propose(*MERGE)
    with pytest.raises(Refused) as refused:
        ConfirmOrder(actor=order.proposed_by, order=order).run()
    assert refused.value.code == "U024"
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeOrder.objects.filter(pk=order.pk).update(state="done", decided_by=order.proposed_by)


def test_only_who_is_in_charge_may_propose(land: Land) -> None:
    """A commune officer may not; a province officer of elsewhere may not."""
    with pytest.raises(NotAllowed):
        land.propose(*MERGE, actor=land.world.people["commune_officer"])


def test_an_order_is_done_once(land: Land) -> None:
    """Neither twice (U025), nor before its day (U026), nor the same file again (U027)."""
    order = land.change(*MERGE)
    with pytest.raises(Refused) as refused:
        land.confirm(order)
    assert refused.value.code == "U025"
    with pytest.raises((Refused, FaultyOrder)):
        land.propose(*MERGE)
    later = land.propose(("01906", "01906", "Sau Này"), effective_on=today() + timedelta(days=9))
    with pytest.raises(Refused) as refused:
        land.confirm(later)
    assert refused.value.code == "U026"
    with pytest.raises(Refused) as refused:
        land.propose(("01906", "01906", "Sau Này"), effective_on=today() + timedelta(days=9))
    assert refused.value.code == "U027"
    WithdrawOrder(actor=later.proposed_by, order=later).run()
    assert land.propose(("01906", "01906", "Sau Này"), effective_on=today()).state == "proposed"


def test_not_while_a_round_is_open(land: Land) -> None:
    """A round of the units that is not finished stands in the way (U020), also one that opens after the proposal."""
    order = land.propose(*MERGE)
    Round.objects.update(state=RoundState.OPEN)
    assert land.faults(("01906", "01906", "Khác")) == ["U020"]
    with pytest.raises(FaultyOrder) as refused:
        land.confirm(order)
    assert [line.code for line in refused.value.lines] == ["U020"]
    assert not Unit.objects.filter(valid_to__isnull=False).exists()


FAULTS = {
    "U001": [("09999", "01906")],
    "U004": [("01909", "")],
    "U005": [("", "01906")],
    "U006": [("01906", "01906"), ("01906", "01907", "Xã Hai", "Xã"), ("01906-01", "01906-01", "", "", "01906")],
    "U007": [("01909", "01906", "Xã Mới", "Xã")],
    "U010": [("061", "062", "", "", "", "", "", "", "1")],
    "U011": [("01909", "", "", "", "", "", "", "", "1")],
    "U012": [("01909", "01909", "Một"), ("01909", "01909", "Một")],
    "U013": [("01909", "01909", "Một", "", "", "", "", "01")],
    "U014": [("01906", "01906", "Một", "Xã"), ("01909", "01906", "Hai", "Xã")],
    "U015": [("01906", "01910", "Một", "Xã"), ("01909-01", "01910", "Một", "Xã")],
    "U016": [("01906", "01910"), ("01909", "01910")],
    "U018": [("01909", "01909", "", "", "09999")],
    "U019": [("061", "", "", "", "", "", "", "", "1"), ("01906", "01906"), ("01909", "01909", "", "", "06")],
    "U021": [("01906-01", "01906-01", "", "", "", "", "", "*"), ("01906-01", "01906-03", "B", "Thôn", "", "", "", "77")],
    "U022": [
        ("01906-01", "01906-01", "", "", "", "", "", "01 02"), ("01906-01", "01906-03", "B", "Thôn", "", "", "", "02"),
    ],
    "U023": [
        ("01906-01", "01906-01", "", "", "", "", "", "01"), ("01906-01", "01906-03", "B", "Thôn", "", "", "", ""),
    ],
    "R071": [("01909", "01909", "", "", "", "ngoại ô")],
    "R076": [("01909", "mã/lạ")],
}  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_named_and_nothing_is_taken(land: Land, code: str) -> None:
    """Every kind of fault has its code, and the file is not taken at all."""
    land.home("01", "poor_income", "poor_new")
    land.home("02", "poor_income", "poor_new")
    assert code in land.faults(*FAULTS[code])
    assert not ChangeOrder.objects.exists()
    assert not Entry.objects.filter(action="units.propose").exists()


def test_days_and_decision(land: Land) -> None:
    """A decision without number (U002), effective before it was signed (U003), or before the unit began (U008)."""
    for code, changes in {
        "U002": {"decision": " "},
        "U003": {"signed_on": date(2020, 3, 1)},
    }.items():
        with pytest.raises(Refused) as refused:
            land.propose(*MERGE, **changes)
        assert refused.value.code == code
    early = {"effective_on": land.world.province.valid_from, "signed_on": date(2017, 1, 1)}
    assert set(land.faults(*MERGE, **early)) >= {"U008"}


def test_a_unit_that_ends_anyway_is_not_changed(land: Land) -> None:
    """A last day written before stands in the way (U009)."""
    Unit.objects.filter(code="01909").update(valid_to=date(2030, 1, 1))
    assert "U009" in land.faults(("01909", "01909", "Khác"))


def test_the_log_tells_it(land: Land) -> None:
    """Proposal and confirmation stand in the log with their counts, for the eyes of the new unit."""
    land.home("01", "poor_income", "poor_new")
    land.change(("06", "19", "Tỉnh Mới"))
    seen = Entry.objects.within(
        Access(land.world.people["administrator"], today()).scope(Permission.AUDIT_VIEW)
    )
    assert [entry.action for entry in seen.order_by("number")][-2:] == ["units.propose", "units.confirm"]
    assert seen.get(action="units.confirm").facts["households"] == 1


def test_a_round_opens_only_on_units_that_stand(land: Land) -> None:
    """No round on the tree of before the change (U029), nor on a unit before its first day (U030)."""
    land.change(*MERGE)

    def opened(reference: date, root: Unit) -> Round:
        return OpenRound(
            actor=land.world.people["district_officer"], root=root, code=f"thu-{reference}", title="Thử",
            kind=RoundKind.PRACTICE, year=2020, pack="vn-2016", reference_date=reference, opening_as_of=reference,
            opened_on=reference, practice_day=reference,
        ).run()  # fmt: skip

    with pytest.raises(Refused) as refused:
        opened(date(2019, 9, 1), now("061"))
    assert refused.value.code == "U029"
    found = opened(date(2020, 9, 1), now("061"))
    assert found.communes.count() == 1
    assert found.villages.count() == 3
    assert not OpeningEntry.objects.filter(round=found).exists()


def test_offices_of_merged_units_end_the_day_before(land: Land) -> None:
    """Two chairmen of two communes: both offices end on the day before the new commune begins."""
    land.change(*MERGE)
    ended = Assignment.objects.filter(role="commune_chairman")
    assert {row.ends_on for row in ended} == {DAY - timedelta(days=1)}
    assert Access(land.world.people["other_chairman"], today()).held == []

"""What becomes of households: who goes in, who is refused whole, and what is repaired openly."""

from __future__ import annotations

from datetime import date

import pytest

from rasoat.audit.models import Entry
from rasoat.errors import InputError, NotAllowed, Refused
from rasoat.roster.importing import Severity
from rasoat.roster.models import Household, Member, OpeningEntry, RosterImport
from rasoat.rounds.models import Round, VillageRound
from tests.roster.conftest import Importer, codes, table
from tests.world import World

HEAD = "01906-01,H1,Triệu Văn Thử,Chủ hộ,Nam,01/02/1970,,Tày,Hộ cận nghèo"
WIFE = "01906-01,H1,Nông Thị Thử,Vợ,Nữ,1975,,Nùng,"
CHILD = "01906-01,H1,Triệu Thị Bé,Con,Nữ,03/2001,,Tày,"
OTHER = "01906-02,H1,Bàn Văn Mẫu,Chủ hộ,Nam,1960,,Dao,Hộ nghèo thiếu hụt"


def test_a_household_goes_in_as_it_stands(bring_in: Importer, world: World) -> None:
    """Every cell arrives in its column, with as much of the birth date as is known."""
    result = bring_in(table(HEAD, WIFE, CHILD))
    rows = Member.objects.order_by("pk").values_list(
        "full_name", "relation", "sex", "birth_date", "birth_precision"
    )
    assert list(rows) == [
        ("Triệu Văn Thử", "head", "male", date(1970, 2, 1), "day"),
        ("Nông Thị Thử", "spouse", "female", date(1975, 1, 1), "year"),
        ("Triệu Thị Bé", "child", "female", date(2001, 3, 1), "month"),
    ]
    assert result.lines == []
    assert (result.refused, result.counts["households"], result.counts["members"]) == (False, 1, 3)


def test_households_start_on_the_day_of_the_opening_list(bring_in: Importer, world: World) -> None:
    """Events after that day make the flows, so registration and membership begin on it."""
    bring_in(table(HEAD))
    since = world.round.opening_as_of
    assert (Household.objects.get().registered_on, Member.objects.get().joined_on) == (since, since)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Hộ nghèo về thu nhập", "poor_income"),
        ("nghèo thiếu hụt", "poor_deprivation"),
        ("CAN NGHEO", "near_poor"),
        ("đã thoát nghèo", "once_poor"),
        ("Hộ thoát cận nghèo", "once_near_poor"),
        ("poor_deprivation", "poor_deprivation"),
    ],
)
def test_the_class_makes_the_opening_entry(bring_in: Importer, word: str, kind: str) -> None:
    """The class word gives the kind, the number of rows the persons."""
    result = bring_in(table(HEAD.replace("Hộ cận nghèo", word), WIFE))
    assert list(OpeningEntry.objects.values_list("kind", "persons")) == [(kind, 2)]
    assert result.lines == []


def test_a_household_that_is_not_poor_has_no_opening_entry(bring_in: Importer) -> None:
    """Neither an empty class nor “hộ không nghèo” puts a household on the opening list."""
    bring_in(table(HEAD.replace("Hộ cận nghèo", ""), OTHER.replace("Hộ nghèo thiếu hụt", "Hộ không nghèo")))
    assert (Household.objects.count(), OpeningEntry.objects.count()) == (2, 0)


def test_poor_without_its_kind_is_taken_as_by_income_and_said(bring_in: Importer) -> None:
    """A bare “hộ nghèo” is recorded as poor by income, with a warning."""
    result = bring_in(table(HEAD.replace("Hộ cận nghèo", "Hộ nghèo")))
    assert (OpeningEntry.objects.get().kind, codes(result)) == ("poor_income", [(2, "R041")])


def test_a_household_with_one_bad_row_is_refused_whole(bring_in: Importer) -> None:
    """Nothing is half imported: the good rows of a refused household stay out, other households go in."""
    result = bring_in(table(HEAD, WIFE, CHILD.replace("03/2001", "31/02/1990"), OTHER))
    assert codes(result, "error") == [(4, "R034")]
    assert list(Member.objects.values_list("full_name", flat=True)) == ["Bàn Văn Mẫu"]
    assert (result.counts["refused_rows"], result.counts["refused_households"]) == (3, 1)


def test_two_heads(bring_in: Importer) -> None:
    """A household has one head; the second is named with the row of the first."""
    result = bring_in(table(HEAD, WIFE.replace("Vợ", "Chủ hộ")))
    assert [(x.row, x.code, x.where["other"]) for x in result.lines] == [(3, "R050", 2)]
    assert Household.objects.count() == 0


def test_no_head(bring_in: Importer) -> None:
    """A household without a head is refused."""
    result = bring_in(table(WIFE, CHILD))
    assert (codes(result), Household.objects.count()) == ([(2, "R051")], 0)


def test_members_that_stand_apart_come_home(bring_in: Importer) -> None:
    """Rows of one household need not stand together when each carries its code."""
    bring_in(table(CHILD, OTHER, HEAD))
    assert Household.objects.get(code="H1", village__code="01906-01").members.count() == 2


def test_a_member_in_another_village_than_its_household(bring_in: Importer) -> None:
    """A member's row with another village refuses the household; it is not imported without that member."""
    result = bring_in(table(HEAD, WIFE.replace("01906-01", "01906-02"), OTHER))
    assert codes(result) == [(3, "R060")]
    assert list(Member.objects.values_list("full_name", flat=True)) == ["Bàn Văn Mẫu"]


@pytest.mark.parametrize(("village", "code"), [("01909-01", "R051"), ("99999", "R054")])
def test_members_of_nobody_refuse_the_households_of_their_code(
    bring_in: Importer, village: str, code: str
) -> None:
    """Members that stand alone may belong to any household of their code, so none of these goes in."""
    third = OTHER.replace("H1", "H3")
    result = bring_in(table(HEAD, third, WIFE.replace("01906-01", village)))
    assert codes(result) == [(2, "R068"), (4, code)]
    assert list(Household.objects.values_list("code", flat=True)) == ["H3"]


def test_one_code_in_two_villages_is_two_households(bring_in: Importer) -> None:
    """A code is unique within a village only."""
    result = bring_in(table(HEAD, OTHER))
    assert (Household.objects.count(), result.lines) == (2, [])


def test_one_code_for_two_heads_is_repaired_openly(bring_in: Importer) -> None:
    """The second household of a code in a village gets a free code, and the report names both."""
    second = HEAD.replace("Triệu Văn Thử", "Lý Văn Hai")
    taken = HEAD.replace("Triệu Văn Thử", "Lý Văn Ba").replace("H1", "H1-2")
    result = bring_in(table(HEAD, OTHER, second, taken))
    found = Member.objects.filter(household__village__code="01906-01").values_list(
        "household__code", "full_name"
    )
    assert sorted(found) == [("H1", "Triệu Văn Thử"), ("H1-2", "Lý Văn Ba"), ("H1-3", "Lý Văn Hai")]
    assert [(x.row, x.level, x.code, x.where["new"]) for x in result.lines] == [
        (4, "repaired", "R028", "H1-3")
    ]


def test_rows_that_stand_twice_are_dropped_openly(bring_in: Importer) -> None:
    """An exact copy of a row is no second person."""
    result = bring_in(table(HEAD, WIFE, WIFE, OTHER, HEAD))
    assert (codes(result), Member.objects.count()) == ([(4, "R027"), (6, "R027")], 3)


def test_one_household_twice_with_differences(bring_in: Importer) -> None:
    """The same code and head with other content cannot be told right from wrong: both stay out."""
    result = bring_in(table(HEAD, OTHER, HEAD.replace("1970", "1971")))
    assert (codes(result), list(Household.objects.values_list("village__code", flat=True))) == (
        [(4, "R059")],
        ["01906-02"],
    )


def test_one_person_twice_in_a_household(bring_in: Importer) -> None:
    """The same name and birth date in one household is one person, unless identity numbers tell two apart."""
    result = bring_in(table(HEAD, CHILD, CHILD.replace("Con", "Cháu")))
    assert (codes(result), Member.objects.count()) == ([(4, "R046")], 0)


def test_one_identity_number_in_two_households(bring_in: Importer) -> None:
    """A person in two households: both are refused, each row names the other, and the number is masked."""
    number = "001070000001"
    result = bring_in(table(HEAD.replace(",,", f",{number},"), OTHER.replace(",,", f",{number},")))
    assert [(x.row, x.code, x.where["other"]) for x in result.lines] == [(2, "R044", 3), (3, "R044", 2)]
    assert Household.objects.count() == 0
    assert number not in "".join(line.message() for line in result.lines)


def test_an_identity_number_of_somebody_in_the_roster(bring_in: Importer) -> None:
    """A person who lives in another household of the roster is not taken in twice."""
    bring_in(table(HEAD.replace(",,", ",001070000001,")))
    result = bring_in(table(OTHER.replace(",,", ",001 070 000 001,")))
    assert (codes(result), Household.objects.count()) == ([(2, "R045")], 1)


@pytest.mark.parametrize(("village", "code"), [("99999-01", "R054"), ("", "R055"), ("01909-09", "R054")])
def test_a_household_in_no_village(bring_in: Importer, village: str, code: str) -> None:
    """A village that the round does not have, or none at all."""
    result = bring_in(table(HEAD.replace("01906-01", village)))
    assert (codes(result), Household.objects.count()) == ([(2, code)], 0)


def test_an_unknown_village_comes_with_the_nearest_names(bring_in: Importer) -> None:
    """A slip of the pen is answered with what was probably meant."""
    headings = "Thôn,Xã,Mã hộ,Thành viên,Quan hệ với chủ hộ,Giới tính,Ngày sinh,Phân loại hộ"
    row = "Nà Thừa,Mẫu Thượng,H1,Triệu Văn Thử,Chủ hộ,Nam,1970,"
    result = bring_in(table(row, headings=headings))
    assert [line.code for line in result.lines] == ["R054"]
    assert "Nà Thử" in result.lines[0].where["nearest"]


def test_a_village_by_name_in_any_spelling(bring_in: Importer) -> None:
    """Case, accents and the word for the kind do not matter; the commune settles the rest."""
    headings = "Thôn,Xã,Mã hộ,Thành viên,Quan hệ,Giới tính,Năm sinh,Phân loại hộ"
    result = bring_in(table("THON NA THU,xã mẫu thượng,H1,Triệu Văn Thử,Chủ hộ,Nam,1970,", headings=headings))
    assert (result.lines, Household.objects.get().village.code) == ([], "01906-01")


def test_a_village_name_that_stands_for_several(bring_in: Importer, world: World) -> None:
    """Two villages of one name need the commune or the code."""
    world.villages[2].name = "Nà Thử"
    world.villages[2].save()
    headings = "Thôn,Mã hộ,Thành viên,Quan hệ,Giới tính,Năm sinh,Phân loại hộ"
    result = bring_in(table("Nà Thử,H1,Triệu Văn Thử,Chủ hộ,Nam,1970,", headings=headings))
    assert codes(result) == [(2, "R056")]


def test_a_village_code_against_the_commune(bring_in: Importer) -> None:
    """A village's code and a commune that does not hold it contradict each other."""
    headings = "Mã thôn,Mã xã,Mã hộ,Thành viên,Quan hệ,Giới tính,Năm sinh,Phân loại hộ"
    result = bring_in(table("01906-01,01909,H1,Triệu Văn Thử,Chủ hộ,Nam,1970,", headings=headings))
    assert codes(result) == [(2, "R057")]


def test_a_village_whose_list_is_closed(bring_in: Importer, world: World) -> None:
    """After the listing step the opening list of a village no longer changes."""
    VillageRound.objects.filter(unit=world.villages[0]).update(state="surveying")
    result = bring_in(table(HEAD, OTHER))
    assert (codes(result), Household.objects.count()) == ([(2, "R058")], 1)


def test_an_officer_imports_into_his_own_commune_only(bring_in: Importer, world: World) -> None:
    """Villages of another commune are as unknown to a commune officer as villages that do not exist."""
    theirs = OTHER.replace("01906-02", "01909-01")
    result = bring_in(table(HEAD, theirs), actor=world.people["commune_officer"])
    assert (codes(result), Household.objects.get().village.code) == ([(3, "R054")], "01906-01")
    assert Entry.objects.latest("number").unit_path == world.communes[0].path


@pytest.mark.parametrize(
    "role", ["village_head", "reviewer", "auditor", "administrator", "district_chairman"]
)
def test_who_may_not_import(bring_in: Importer, world: World, role: str) -> None:
    """Only the officers of commune and district import."""
    with pytest.raises(NotAllowed) as error:
        bring_in(table(HEAD), actor=world.people[role])
    assert (error.value.code, Household.objects.count()) == ("A001", 0)


def test_a_round_that_is_closed(bring_in: Importer, world: World) -> None:
    """Nothing is imported into a round whose result is approved."""
    Round.objects.update(state="approved")
    world.round.refresh_from_db()
    with pytest.raises(Refused) as error:
        bring_in(table(HEAD))
    assert error.value.code == "P002"


def test_the_log_keeps_counts_and_no_names(bring_in: Importer) -> None:
    """One import is one log entry: hash and counts."""
    before = Entry.objects.count()
    bring_in(table(HEAD, WIFE, OTHER))
    entry = Entry.objects.latest("number")
    assert (Entry.objects.count() - before, entry.action, entry.facts["members"]) == (1, "roster.import", 3)
    assert "Triệu" not in str(entry.facts)


def test_the_import_is_remembered(bring_in: Importer) -> None:
    """The record of the file counts what became of its rows."""
    bring_in(table(HEAD, WIFE, OTHER.replace("1960", "x")))
    kept = RosterImport.objects.get()
    assert (kept.file_name, kept.rows, kept.households, kept.members, kept.refused) == ("ho.csv", 3, 1, 2, 1)


def test_a_dry_run_is_the_real_run_taken_back(bring_in: Importer) -> None:
    """A dry run gives the report of the real one and leaves the database, and its log, as they were."""
    content = table(HEAD, WIFE, WIFE, OTHER.replace("1960", "31/02/1990"))
    before = Entry.objects.count()
    tried = bring_in(content, dry_run=True)
    assert (Household.objects.count(), RosterImport.objects.count(), Entry.objects.count()) == (0, 0, before)
    done = bring_in(content)
    assert (tried.lines, tried.counts) == (done.lines, done.counts)
    assert done.counts["households"] == 1


def test_rows_in_memory(bring_in: Importer) -> None:
    """A program may give rows instead of a file."""
    result = bring_in([line.split(",") for line in table(HEAD, WIFE).decode().splitlines()])
    assert (result.lines, result.counts["members"]) == ([], 2)


# The next year, or the mended file


def test_the_mended_file_brings_in_what_was_missing(bring_in: Importer) -> None:
    """Households that went in the first time are kept; the mended one goes in."""
    bring_in(table(HEAD, WIFE, OTHER.replace("1960", "x")))
    result = bring_in(table(HEAD, WIFE, OTHER))
    assert (result.lines, result.counts["kept"], result.counts["households"]) == ([], 1, 1)
    assert (Household.objects.count(), OpeningEntry.objects.count(), Member.objects.count()) == (2, 2, 3)


def test_another_class_for_a_household_on_the_opening_list(bring_in: Importer) -> None:
    """The opening entry stays as it is, and the difference is told."""
    bring_in(table(HEAD))
    result = bring_in(table(HEAD.replace("Hộ cận nghèo", "thoát nghèo")))
    assert (codes(result), OpeningEntry.objects.get().kind) == ([(2, "R066")], "near_poor")


def test_other_members_of_a_household_that_is_there(bring_in: Importer) -> None:
    """The roster's members stay; births, deaths and moves are events, not imports."""
    bring_in(table(HEAD, WIFE))
    result = bring_in(table(HEAD, CHILD))
    assert [(x.row, x.code, x.where) for x in result.lines] == [(2, "R065", {"added": 1, "missing": 1})]
    assert Member.objects.count() == 2


def test_a_code_that_belongs_to_another_head(bring_in: Importer) -> None:
    """A code of the roster with another head is either a change of head or another household: nobody guesses."""
    bring_in(table(HEAD))
    result = bring_in(table(HEAD.replace("Triệu Văn Thử", "Lý Văn Hai")))
    assert (codes(result), Member.objects.get().full_name) == ([(2, "R063")], "Triệu Văn Thử")


def test_repaired_codes_are_found_again(bring_in: Importer) -> None:
    """Two households of one code keep the codes they were given, in whatever order the next file has them."""
    second = HEAD.replace("Triệu Văn Thử", "Lý Văn Hai")
    bring_in(table(HEAD, OTHER, second))
    result = bring_in(table(second, OTHER, HEAD))
    assert (codes(result), result.counts["kept"], Household.objects.count()) == ([(2, "R028")], 3, 3)


def test_a_household_that_ended(bring_in: Importer) -> None:
    """A household that moved away does not come back through an import."""
    bring_in(table(HEAD))
    Household.objects.update(ended_on=date(2018, 5, 1))
    Member.objects.update(left_on=date(2018, 5, 1))
    result = bring_in(table(HEAD, OTHER))
    assert (codes(result), result.counts["households"]) == ([(2, "R064")], 1)


def test_levels_of_the_report() -> None:
    """The report knows three levels."""
    assert [level.value for level in Severity] == ["error", "warning", "repaired"]


def test_another_import_at_the_same_time(bring_in: Importer, world: World) -> None:
    """A code taken between the check and the storing refuses the whole file, and nothing of it stays."""
    rows = [HEAD.replace("H1", f"M{number}") for number in range(501)]

    def meanwhile(_done: int, _all: int) -> None:
        Household.objects.get_or_create(
            village=world.villages[0], code="M500", registered_on=date(2018, 1, 1)
        )

    with pytest.raises(InputError) as error:
        bring_in(table(*rows), progress=meanwhile)
    assert (error.value.code, Household.objects.count(), RosterImport.objects.count()) == ("R016", 0, 0)

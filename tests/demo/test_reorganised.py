"""The changes of 2020 and 2025 on the Ba Bể season: every total before and after agrees, the next round stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from rasoat.accounts.access import Access
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Succession, Unit
from rasoat.audit.action import today
from rasoat.audit.log import broken_entries
from rasoat.demo import facts
from rasoat.demo.households import build_world
from rasoat.demo.leave import write_reports
from rasoat.demo.reorganised import (
    BANG_PHUC,
    COMMUNES_2025,
    ORDER_2020,
    ORDER_2025,
    OTHER_DISTRICT,
    carry_out,
    lines_2020,
    lines_2025,
    next_round,
    play_on,
    standing,
)
from rasoat.demo.season import Season, play
from rasoat.demo.stage import ADMINISTRATOR, OFFICER, PROVINCE
from rasoat.demo.summary import closed
from rasoat.errors import Refused
from rasoat.recognition.models import Recognition
from rasoat.reports.files import FORMATS
from rasoat.reports.tables import KEYS, build, build_all
from rasoat.roster.importing.units import ImportUnits
from rasoat.roster.models import Household, Member, OpeningEntry, PastVillage
from rasoat.rounds.models import Round
from rasoat.rounds.queries import progress
from tests.unitchanges.conftest import now


@pytest.fixture(scope="module")
def season(django_db_setup: None, django_db_blocker: Any) -> Iterator[Season]:
    """All sixteen communes with one village each, two in Cao Trĩ and Thượng Giáo, played to the end once."""
    communes = [
        each._replace(villages=2 if each.code in ("01903", "01912") else 1) for each in facts.COMMUNES
    ]
    with django_db_blocker.unblock(), transaction.atomic():
        yield play(build_world(2018, 5, communes))
        transaction.set_rollback(True)


@pytest.fixture
def played(season: Season, db: None) -> Season:
    """The season, and what a test does to it is taken back."""
    return season


def totals() -> dict[str, Counter[str]]:
    """Return households, persons, and recognised households and persons by class of all that live."""
    found = {name: Counter[str]() for name in ("living", "households", "persons")}
    found["living"]["households"] = Household.objects.living().count()
    found["living"]["persons"] = Member.objects.present().filter(household__ended_on__isnull=True).count()
    for row in Recognition.objects.live().filter(household__ended_on__isnull=True, result__contains="poor"):
        found["households"][row.result] += 1
        found["persons"][row.result] += row.persons
    return found


def listed(*rounds: Round) -> dict[str, Counter[str]]:
    """Return households and persons on the opening lists by class."""
    found = {"households": Counter[str](), "persons": Counter[str]()}
    for row in OpeningEntry.objects.filter(round__in=rounds).exclude(kind__startswith="once"):
        found["households"][row.kind] += 1
        found["persons"][row.kind] += row.persons
    return found


def tables(round_: Round) -> dict[Any, bytes]:
    """Return every table of the district at every level, computed anew."""
    root = Unit.objects.get(pk=round_.unit_id)
    return {key: FORMATS["csv"].write(table) for key, table in build_all(round_, root, depth="tree").items()}


def set_up_bang_phuc(season: Season) -> None:
    """Bring Bằng Phúc of Chợ Đồn in, with one invented village."""
    district, commune = OTHER_DISTRICT, BANG_PHUC
    ImportUnits(
        actor=season.people[ADMINISTRATOR], file_name="cho-don.csv",
        content=[
            ["code", "name", "kind", "level", "area_type", "region", "parent_code", "valid_from", "name_is_invented"],
            [district[0], district[1], "Huyện", "district", "", "", "06", "2018-01-01", "0"],
            [commune[0], commune[1], "Xã", "commune", "rural", "NT2", district[0], "2018-01-01", "0"],
            [f"{commune[0]}-01", "Nà Thử", "Thôn", "village", "rural", "NT2", commune[0], "2018-01-01", "1"],
        ],
    ).run()  # fmt: skip


def test_cao_tri_joins_thuong_giao(played: Season) -> None:
    """2020: one commune less, its villages and households in Thượng Giáo, totals and old tables as before."""
    before, printed = totals(), tables(played.round)
    carry_out(played, ORDER_2020, lines_2020())
    grown = now("01912")
    assert grown.name == "Thượng Giáo"
    assert {row.predecessor.code for row in Succession.objects.filter(successor=grown)} == {"01903", "01912"}
    assert Unit.objects.filter(parent=grown, level="village").count() == 4
    assert Unit.objects.filter(level="commune", valid_to__isnull=True).count() == 15
    assert totals() == before
    assert tables(Round.objects.get(pk=played.round.pk)) == printed
    round_ = next_round(played, now("061"), 2020)
    assert listed(round_) == {name: before[name] for name in ("households", "persons")}
    assert (round_.communes.count(), round_.villages.count()) == (15, 18)


def test_fifteen_communes_and_bang_phuc_become_five_of_thai_nguyen(played: Season) -> None:
    """2025: five communes under province 19, no district; every total agrees, commune by commune, too."""
    set_up_bang_phuc(played)
    before, printed = totals(), tables(played.round)
    communes = {
        row.pk: row.village.parent.code for row in Household.objects.select_related("village__parent")
    }
    carry_out(played, ORDER_2020, lines_2020())
    carry_out(played, ORDER_2025, lines_2025(standing()))
    units = Unit.objects.filter(valid_to__isnull=True)
    assert {(unit.code, unit.name) for unit in units.filter(level="commune")} == {
        c[:2] for c in COMMUNES_2025
    }
    assert {unit.parent for unit in units.filter(level="commune")} == {now("19")}
    assert not units.filter(level="district").exists()
    assert totals() == before
    assert tables(Round.objects.get(pk=played.round.pk)) == printed
    became = {old: new for new, _name, olds in COMMUNES_2025 for old in olds} | {"01903": "01912"}
    for home in Household.objects.living().select_related("village__parent"):
        assert home.village.parent is not None
        assert home.village.parent.code == became[communes[home.pk]]
    assert now("02041-01").parent == now("01933")
    assert PastVillage.objects.filter(until=ORDER_2025.effective_on).count() == before["living"]["households"]


def test_the_town_keeps_its_area_in_a_rural_commune(played: Season) -> None:
    """Chợ Rã is a xã now; the villages of the town stay urban, as no order says otherwise."""
    carry_out(played, ORDER_2020, lines_2020())
    carry_out(played, ORDER_2025, lines_2025(standing()))
    assert (now("01912").name, now("01912").kind, now("01912").area_type) == ("Chợ Rã", "Xã", "rural")
    assert {now("01888-01").points_column, now("01915-01").points_column} == {"TT", "NT2"}


def test_the_next_rounds_without_a_district(played: Season) -> None:
    """A round of each new commune: lists add up to what was decided, calendar, progress, tables and scope stand."""
    before = totals()
    carry_out(played, ORDER_2020, lines_2020())
    carry_out(played, ORDER_2025, lines_2025(standing()))
    rounds = [
        next_round(played, now(code), year) for year, (code, *_rest) in enumerate(COMMUNES_2025, start=2025)
    ]
    assert listed(*rounds) == {name: before[name] for name in ("households", "persons")}
    for round_ in rounds:
        (commune,) = round_.communes.all()
        assert commune.unit == round_.unit
        assert round_.deadlines.count() == len(facts.CALENDAR)
        access = Access(played.people[PROVINCE], today())
        grid = progress(round_, access.scope(Permission.PROGRESS_VIEW))
        assert [row.commune for row in grid.rows] == [commune]
        table = build("poor_flows", round_, round_.unit, depth="tree")
        villages = [row for row in table.rows if row["level"] == "village" and row["measure"] == "households"]
        assert sum(row["c1"] for row in villages) == table.total["c1"]
        above = build("poor_flows", round_, now("19"), depth="tree")
        assert {row["level"] for row in above.rows} == {"province", "commune", "village"}
    assert Access(played.people[OFFICER], today()).held == []


def test_a_round_under_the_standard_of_2022_waits_for_its_tables(
    played: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The point tables of 2022 were not found: such a round is refused (P140), with or without a district."""
    carry_out(played, ORDER_2020, lines_2020())
    carry_out(played, ORDER_2025, lines_2025(standing()))
    monkeypatch.setattr(facts, "PACK", "vn-2022")
    with pytest.raises(Refused) as refused:
        next_round(played, now("01906"), 2025)
    assert refused.value.code == "P140"


def test_the_log_is_whole(played: Season) -> None:
    """After both orders the chain of the log holds."""
    carry_out(played, ORDER_2020, lines_2020())
    carry_out(played, ORDER_2025, lines_2025(standing()))
    assert broken_entries() == []


def test_the_reports_left_after_the_changes_close(played: Season, tmp_path: Path) -> None:
    """The season goes on with its round as it stands after both orders, and every report of it is written and closes."""
    season = replace(played)
    printed = tables(season.round)
    play_on(season)
    assert season.round.unit.valid_to == ORDER_2025.effective_on
    assert len(write_reports(season.round, tmp_path)) == 2 * len(KEYS)
    assert closed(season.round)
    assert tables(season.round) == printed

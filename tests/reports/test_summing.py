"""Sums of sets: the communes' sets added up are the district's, figure by figure; what is not alike is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasoat.areas.models import Unit
from rasoat.errors import InputError, Refused
from rasoat.reports.set_actions import FreezeReports
from rasoat.reports.sets import frozen_tables
from rasoat.reports.summing import sum_sets
from rasoat.reports.table import Table
from rasoat.reports.tables import Depth
from tests.reports.season import Season
from tests.reports.test_whole_set import TOLD


@pytest.fixture
def told(season: Season) -> Season:
    """Six decided households in two communes, one of them a town."""
    season.tell(TOLD)
    season.decide()
    Unit.objects.filter(path__startswith=season.world.communes[1].path).update(area_type="urban", region="")
    season.world.communes[1].refresh_from_db()
    return season


def frozen(season: Season, unit: Unit, depth: Depth) -> dict[str, Table]:
    """Freeze the set of a unit and read it back."""
    world = season.world
    who = world.people["district_officer"]
    kept = FreezeReports(actor=who, round=world.round, at=unit, official=True).run()
    return frozen_tables(kept, depth=depth)


def figures(table: Table) -> list[list[object]]:
    """Return the rows without their objects."""
    names = [column.name for column in table.columns]
    return [[row["unit_code"], row["block"], row["measure"], *(row[n] for n in names)] for row in table.rows]


@pytest.mark.parametrize(("below", "depth"), [("self", "children"), ("tree", "tree"), ("blocks", "blocks")])
def test_the_sets_of_the_communes_add_up_to_the_districts(told: Season, below: Depth, depth: Depth) -> None:
    """Every table with counts, rates, shares, formulas, unknown figures and blocks, as the district froze it."""
    world = told.world
    found = sum_sets([frozen(told, unit, below) for unit in reversed(world.communes)], world.district)
    wanted = frozen(told, world.district, depth)
    assert found.left_out == ()
    assert list(found.tables) == list(wanted)
    for key, table in wanted.items():
        if depth == "blocks" and not table.definition.blocks:
            assert figures(found.tables[key])[-1] == figures(table)[-1]
        else:
            assert (key, figures(found.tables[key])) == (key, figures(table))


def test_a_table_of_another_form_or_pack_is_left_out_with_its_reason(told: Season) -> None:
    """T024 for another column or year, T025 for a table that one set lacks; the others are added up."""
    one, other = (frozen(told, unit, "self") for unit in told.world.communes)
    results = other["results"]
    other["results"] = replace(results, definition=replace(results.definition, title_vi="Khác"))
    del other["causes"]
    found = sum_sets([one, other], told.world.district)
    assert [fault.code for fault in found.left_out] == ["T024", "T025"]
    assert set(found.tables) == set(one) - {"results", "causes"}


def test_a_unit_is_never_counted_twice(told: Season) -> None:
    """T026 for a district beside its own commune, and for one commune twice; T023 without any set."""
    world = told.world
    commune = frozen(told, world.communes[0], "self")
    for pair in ([commune, frozen(told, world.district, "self")], [commune, commune]):
        with pytest.raises(Refused) as twice:
            sum_sets(pair, world.province)
        assert twice.value.code == "T026"
    with pytest.raises(InputError) as nothing:
        sum_sets([], world.province)
    assert nothing.value.code == "T023"


def test_one_unknown_figure_leaves_the_sum_unknown(told: Season) -> None:
    """Unknown is empty and never 0: the sum, the rate made from it, and nothing else."""
    one, other = (frozen(told, unit, "self") for unit in told.world.communes)
    other["results"].rows[0]["c3"] = None
    total = sum_sets([one, other], told.world.district).tables["results"].total
    assert [total[name] for name in ("c1", "c3", "c4", "c5")] == [6, None, None, 1]
    assert total["c6"] is not None


def test_preliminary_figures_make_the_sum_preliminary(told: Season) -> None:
    """One set of preliminary figures is enough; and a formula that the sum does not give is a gap."""
    one, other = (frozen(told, unit, "self") for unit in told.world.communes)
    other["poor_flows"] = replace(other["poor_flows"], preliminary=True)
    other["near_poor_flows"].rows[0]["c9"] += 1
    tables = sum_sets([one, other], told.world.district).tables
    assert [tables["results"].preliminary, tables["poor_flows"].preliminary] == [False, True]
    assert tables["poor_flows"].gaps == ()
    assert {gap.column for gap in tables["near_poor_flows"].gaps} == {"c9"}

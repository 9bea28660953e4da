"""Open data never let anybody compute a suppressed cell, add up to the reports, and leave a trace in the log."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from itertools import product
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.audit.models import Entry
from rasoat.cli import main
from rasoat.errors import InputError, NotAllowed, Refused
from rasoat.reports.opendata.actions import PublishData
from rasoat.reports.opendata.dataset import CATEGORIES, data_set
from rasoat.reports.opendata.suppress import TOTAL, Cell, Tree, recoverable, suppressed
from rasoat.reports.tables import build
from tests.reports.season import Season, Story
from tests.reports.test_behind import told
from tests.world import World, make_world

NAMES = ("poor", "other")
SHAPES: list[dict[str, str | None]] = [
    {"r": None, "a": "r", "b": "r"},
    {"r": None, "a": "r", "b": "r", "c": "r"},
    {"r": None, "a": "r"},
    {"r": None, "d": "r", "e": "r", "a": "d", "b": "d", "c": "e"},
]


@st.composite
def trees(draw: Any) -> Tree:
    """A small tree of units with counts around the limit."""
    above = draw(st.sampled_from(SHAPES))
    leaves = [unit for unit in above if unit not in above.values()]
    counts = {(leaf, name): draw(st.integers(0, 9)) for leaf in leaves for name in NAMES}
    return Tree(above, counts, NAMES)


def computable(tree: Tree, hidden: set[Cell]) -> set[Cell]:
    """The hidden cells that no other table with the same published cells would change, by trying.

    The sums are those of a network, so when there is another table there is one that differs by at most one in each
    count of a leaf: trying -1, 0 and 1 finds it.
    """
    cells, found = tree.cells(), set(hidden)
    inner = [(leaf, name) for leaf in tree.leaves for name in tree.categories]
    ranges = [(0,) if cell not in hidden else (-1, 0, 1) if cells[cell] else (0, 1) for cell in inner]
    for steps in product(*ranges):
        moved: dict[Cell, int] = dict.fromkeys(cells, 0)
        for (leaf, name), step in zip(inner, steps, strict=True):
            for unit in tree.upwards(leaf):
                moved[unit, name] += step
                moved[unit, TOTAL] += step
        if all(moved[cell] == 0 for cell in cells if cell not in hidden):
            found -= {cell for cell in hidden if moved[cell]}
    return found


@settings(max_examples=150, deadline=None)
@given(trees())
def test_no_suppressed_cell_can_be_computed(tree: Tree) -> None:
    """Whatever the counts: every count below five is suppressed, and nothing suppressed follows from the rest."""
    hidden = suppressed(tree)
    assert {cell for cell, value in tree.cells().items() if value < 5} <= hidden
    assert computable(tree, hidden) == set()
    assert recoverable(tree, hidden) == set()


@settings(max_examples=60, deadline=None)
@given(trees())
def test_what_small_cells_alone_would_betray_is_known(tree: Tree) -> None:
    """Without companions the same cells can be computed by trying as by the network: the check is not blind."""
    small = {cell for cell, value in tree.cells().items() if value < 5}
    assert computable(tree, small) == recoverable(tree, small)


def test_one_small_cell_takes_companions() -> None:
    """A single small count would be the total less the others: so a second row and column are suppressed, too."""
    counts = {
        ("a", "poor"): 2,
        ("a", "other"): 40,
        ("b", "poor"): 30,
        ("b", "other"): 50,
        ("c", "poor"): 20,
        ("c", "other"): 60,
    }
    hidden = suppressed(Tree(SHAPES[1], counts, NAMES))
    assert ("a", "poor") in hidden
    assert 4 <= len(hidden) <= 6
    assert not {cell for cell in hidden if cell[0] == "r"}


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_province_is_suppressed_with_little_loss(random: Any) -> None:
    """Eight districts of fifteen communes: nothing small is shown, and most of the rest is."""
    above: dict[str, str | None] = {"p": None}
    counts: dict[Cell, int] = {}
    for district in range(8):
        above[f"d{district}"] = "p"
        for commune in range(6):
            code = f"c{district}-{commune}"
            above[code] = f"d{district}"
            counts |= {(code, name): random.choice((0, 3, 12, 60, 150, 400)) for name in CATEGORIES}
    tree = Tree(above, counts, CATEGORIES)
    hidden = suppressed(tree)
    small = {cell for cell, value in tree.cells().items() if value < 5}
    assert small <= hidden
    assert recoverable(tree, hidden) == set()
    assert len(hidden) < 2.2 * len(small) + 8


def many() -> World:
    """A decided season whose second commune has many households of each class."""
    season = Season(make_world())
    stories = [
        Story(f"{cls}{n}", closing=cls, closed_with=3, village=2)
        for cls in ("poor_income", "near_poor", "average", "better_off")
        for n in range(7)
    ]
    stories += [Story(f"A{n}", closing="poor_income", village=0) for n in range(9)]
    stories += [Story(f"B{n}", closing="near_poor", village=0) for n in range(2)]
    season.tell(stories)
    season.roster("C1", 4, village=1)
    season.decide()
    return season.world


def publish(world: World, who: str = "district_officer", **more: Any) -> Any:
    """Run the action."""
    wanted = {"round": world.round, "area": world.district, **more}
    return PublishData(actor=world.people[who], **wanted).run()


def test_what_is_published_is_what_the_report_says(db: None) -> None:
    """Every published cell equals its column of results, no cell below five is shown, no village and no name."""
    world = many()
    rows = {row["unit_code"]: row for row in build("results", world.round, world.district, depth="tree").rows}
    data = data_set(world.round, world.district)
    assert {row["level"] for row in data.rows} == {"district", "commune"}
    columns = {
        "households": {"total": "c1", "poor": "c3", "near_poor": "c5", "average": "c7"},
        "persons": {"total": "c2", "poor": "c9", "near_poor": "c11", "average": "c13"},
    }
    shown = 0
    for row in data.rows:
        for name, column in columns[row["measure"]].items():
            if row[name] is not None:
                assert row[name] == rows[row["unit_code"]][column]
                assert row[name] >= 5
                shown += 1
    assert shown >= 6
    assert data.hidden > 0


def test_the_archive_holds_csv_parquet_and_metadata(db: None) -> None:
    """The three files agree, the archive is the same each time, and the metadata name source, rule and definitions."""
    world = many()
    first, again = publish(world), publish(world)
    assert first.content == again.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read("data.csv").decode())))
        frame = pl.read_parquet(io.BytesIO(archive.read("data.parquet")))
        told_ = json.loads(archive.read("metadata.json"))
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in frame.to_dicts()] == lines
    assert (told_["round"], told_["suppression"]["k"], told_["practice"]) == (world.round.code, 5, True)
    assert set(told_["columns"]) == set(lines[0])
    assert {line["note"] for line in lines} == {"THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"}


def test_who_published_stands_in_the_log(db: None) -> None:
    """Action, unit and hash are kept; others than the officers may not."""
    world = many()
    publish(world, format="csv")
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.facts["format"], entry.unit_path) == (
        "data.publish",
        "csv",
        world.district.path,
    )
    for who in ("commune_officer", "district_chairman", "auditor"):
        with pytest.raises(NotAllowed):
            publish(world, who)


def test_preliminary_or_unlisted_data_are_not_published(db: None) -> None:
    """Without a decision O001, without a roster O003, for a commune O002, in an unknown format O004."""
    season = Season(make_world())
    season.tell([Story("H1", "poor_income", closing="poor_income")])
    world = season.world
    with pytest.raises(Refused) as refused:
        publish(world)
    assert refused.value.code == "O001"
    season.decide()
    with pytest.raises(Refused) as refused:
        publish(world)
    assert refused.value.code == "O003"
    with pytest.raises(InputError) as wrong:
        data_set(season.world.round, season.world.communes[0])
    assert wrong.value.code == "O002"


def test_the_page_shows_what_will_be_given_and_gives_it(db: None) -> None:
    """The page previews the rows with their gaps; the button gives the file and logs it."""
    world = told()
    client = Client()
    client.force_login(world.people["district_officer"], backend="django.contrib.auth.backends.ModelBackend")
    address = f"/du-lieu-mo/{world.round.pk}/061/"
    assert "…" in client.get(address).content.decode()
    before = Entry.objects.count()
    response = client.post(address, {"format": "parquet"})
    assert response.content.startswith(b"PAR1")
    assert Entry.objects.count() == before + 1
    assert client.post(address, {"format": "doc"}).status_code == 422


def test_the_command_writes_the_same_file(db: None, tmp_path: Any) -> None:
    """``rasoat open-data`` is the same action; an unknown format is one line with its code."""
    world = many()
    arguments = ["open-data", "--unit", "061", "--round", world.round.code, "--actor", "district_officer"]
    out = tmp_path / "data.zip"
    done = CliRunner().invoke(main, [*arguments, "--out", str(out), "--json"])
    assert (done.exit_code, out.read_bytes()) == (0, publish(world).content)
    wrong = CliRunner().invoke(main, [*arguments, "--format", "doc", "--out", str(out)])
    assert (wrong.exit_code, wrong.stderr.split()[0]) == (2, "O004")

"""The rules compiled for the browser: what stands in them, and that nothing else does."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasoat import law, scoring
from rasoat.errors import CATALOGUE
from rasoat.law import Class, Rules
from rasoat.law.read_checks import KINDS
from rasoat.scoring.program import REASONS, SHAPE, compiled, program
from tests.scoring.households import rules

SCRIPT = Path(scoring.__file__).parents[1] / "survey/static/survey/score.js"
PACKS = law.packs()


def first_day(pack: str) -> Rules:
    """The rules of a pack on its first day."""
    found = law.load(pack)
    return found.on(found.versions[0].since)


@pytest.mark.parametrize("pack", PACKS)
def test_the_same_rules_give_the_same_small_bytes(pack: str) -> None:
    """A phone loads a pack once, in less than 60 kB (10 kB on the wire)."""
    body = compiled(first_day(pack))
    assert body == compiled(law.from_files(pack, law.shipped_files(pack)).on(first_day(pack).on))
    assert (len(body) < 60_000, len(gzip.compress(body)) < 10_000) == (True, True)


@pytest.mark.parametrize("pack", PACKS)
def test_it_names_the_rules_it_was_made_from(pack: str) -> None:
    """Pack, hash and reference date stand in the program, and the shape the script asks for."""
    made, the_rules = program(first_day(pack)), first_day(pack)
    named = (made["pack"], made["hash"], made["on"], made["shape"])
    assert named == (pack, the_rules.pack_hash, the_rules.on.isoformat(), SHAPE)
    assert f"const SHAPE = {SHAPE};" in SCRIPT.read_text(encoding="utf-8")


def test_every_cell_of_the_point_table_stands_in_it_once() -> None:
    """Item, option and area give the points of the law."""
    found = {
        (item["key"], option["key"], area): points
        for item in program(rules())["items"]
        for option in item["options"]
        for area, points in option["points"].items()
    }
    items = [(item, option) for item in rules().items for option in item.options]
    expected = {
        (item.key, option.key, area): rules().points(item.key, option.key, area).value
        for item, option in items
        for area in rules().area_columns
    }
    assert found == expected


SECTIONS = (
    "areas",
    "questions",
    "items",
    "indicators",
    "classes",
    "member_questions",
    "member_facts",
    "checks",
)
# Words of the model and not of the law: types of questions, what a check measures, what a question depends on.
OF_THE_MODEL = {"integer", "decimal", "choice", "yes_no", "area_type"} | set(KINDS)


@pytest.mark.parametrize("pack", PACKS)
def test_it_holds_no_value_that_the_pack_does_not(pack: str) -> None:
    """Every number and every word was read from the files of the pack; nothing is added on the way."""
    the_rules = first_day(pack)
    known = set(values_of(pack)) | OF_THE_MODEL
    known |= {cls.label(language) for cls in Class for language in ("vi", "en")}
    known |= {len(the_rules.gaps((area,))) for area in the_rules.area_columns}
    known |= {each.derived.at_least for each in the_rules.indicators if each.derived}
    made = program(the_rules)
    assert {leaf for section in SECTIONS for leaf in leaves(made[section])} - known == set()


def values_of(pack: str) -> Iterator[Any]:
    """Every value in the files of a pack; the names in a map are words of the pack, too."""
    for name, text in law.shipped_files(pack).items():
        if name.endswith(".yaml"):
            yield from leaves(yaml.safe_load(text), names=True)
        else:
            yield from (
                int(cell) if cell.isdigit() else cell for row in text.split() for cell in row.split(",")
            )


def leaves(value: Any, *, names: bool = False) -> Iterator[Any]:
    """The texts and numbers in a nest of lists and maps, with the names in the maps or without."""
    if isinstance(value, dict):
        yield from value if names else ()
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each, names=names)
    else:
        yield value


def test_unknown_points_and_classes_are_left_out() -> None:
    """Where the law was not found there is no number, and the area says how many are lacking."""
    the_rules = first_day("vn-2022")
    made = program(the_rules)
    assert {area["key"]: area["gaps"] for area in made["areas"]} == {
        area: len(the_rules.gaps((area,))) for area in the_rules.area_columns
    }
    assert [
        option["points"] for item in made["items"] for option in item["options"] if option["points"]
    ] == []


def test_reasons_have_the_sentences_of_the_catalogue() -> None:
    """Each reason the script can give has its sentence in both languages."""
    sentences = program(rules())["sentences"]
    assert sentences == {code: {"vi": CATALOGUE[code].vi, "en": CATALOGUE[code].en} for code in REASONS}
    given = {code for code in CATALOGUE if f'"{code}"' in SCRIPT.read_text(encoding="utf-8")}
    assert given == set(REASONS)


def test_a_change_of_a_value_changes_the_program() -> None:
    """F4: one source of weights; the program follows it."""
    files = law.shipped_files("vn-2016")
    files["b1-points.csv"] = files["b1-points.csv"].replace(
        "tv,yes,NT1,2016-01-01,,", "tv,yes,NT1,2016-01-01,,9", 1
    )
    changed = json.loads(compiled(law.from_files("vn-2016", files).on(rules().on)))
    tv = next(item for item in changed["items"] if item["key"] == "tv")
    points = {option["key"]: option["points"]["NT1"] for option in tv["options"]}
    assert points["yes"] == int(f"9{rules().points('tv', 'yes', 'NT1').value}")


def test_rules_of_two_days_are_two() -> None:
    """Rules that differ in nothing but points or dates must not stand for each other in what is kept of them."""
    day = rules().on
    pair = {rules(day), rules(day + dt.timedelta(1))}
    assert len({compiled(each) for each in pair}) == 2

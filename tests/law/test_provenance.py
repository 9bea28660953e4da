"""Every value of every pack says where it comes from, and a published one never changes."""

from __future__ import annotations

from collections import Counter

import pytest

from rasoat import law
from rasoat.law import Cell, Pack, Provenance, frozen

PACKS = pytest.mark.parametrize("pack", [law.load(name) for name in law.packs()], ids=law.packs())


@PACKS
def test_every_value_has_a_reference(pack: Pack) -> None:
    """100 %: document, article, provenance, file and line; the document is declared."""
    for cell in pack.cells():
        assert cell.ref.document in pack.documents
        assert cell.ref.article
        assert isinstance(cell.provenance, Provenance)
        assert (cell.file.startswith(f"{pack.id}/"), cell.line > 0) == (True, True)


@PACKS
def test_every_value_has_a_check_date_or_is_openly_unverified(pack: Pack) -> None:
    """100 %: somebody compared it with its source on a day, or ``unverified`` lists it."""
    listed = {id(cell) for version in pack.versions for cell in pack.on(version.since).unverified()}
    for cell in pack.cells():
        assert cell.last_checked is not None or id(cell) in listed


@PACKS
def test_nothing_is_called_law_text(pack: Pack) -> None:
    """No official print has been seen: no value may claim to have been read in the text of the law."""
    assert [cell.key for cell in pack.cells() if cell.provenance is Provenance.LAW_TEXT] == []


@PACKS
def test_value_that_was_not_found_is_empty(pack: Pack) -> None:
    """``not-found`` and a value exclude each other, but for names and forms that exist with unknown content."""
    assert [cell.key for cell in pack.cells() if not cell.known and not _empty(cell)] == []


def _empty(cell: Cell[object]) -> bool:
    """Whether a cell says nothing; an indicator without a rule counts as ticked."""
    return cell.value is None or cell.key.startswith("b2.how.")


@PACKS
def test_keys_name_one_value_a_day(pack: Pack) -> None:
    """A key and a day find one cell, so that an amendment and a published value mean the same one."""
    counted = Counter((cell.key, cell.since) for cell in pack.cells())
    assert [key for key, count in counted.items() if count > 1] == []


@PACKS
def test_every_value_is_published(pack: Pack) -> None:
    """frozen.csv holds each value the pack gives today; ``python -m tests.law.freeze`` adds new ones.

    Seven ages of vn-2016 that stood in process.yaml (``process.adult_from_age`` …) are no longer there: they moved
    into the tests of members.yaml and b2-indicators.yaml, where they are frozen as ``members.group.*`` and
    ``b2.how.*`` with the same numbers.
    """
    published = frozen.read((law.ROOT / pack.id / frozen.FILE).read_text(encoding="utf-8"))
    assert [row for row in pack.frozen() if row not in published] == []
    ages = {row for row in published if row[0] in ("members.group.dependant", "b2.how.d_adult_education")}
    assert pack.id != "vn-2016" or ages == {
        ("members.group.dependant", "2016-01-01", "age_below 15 | age_above 60 | able_to_work 0"),
        (
            "b2.how.d_adult_education",
            "2016-01-01",
            "some: age_from 15 and born_from 1986 and finished_lower_secondary 0 and in_school 0",
        ),
    }


def test_sentences_of_the_law_are_quoted_where_they_are_known() -> None:
    """The quotes that sources give stand beside the values that rest on them."""
    rules = law.load("vn-2016").on(law.load("vn-2016").versions[-1].since)
    assert rules.cell("income.poor.rural").quote == "từ đủ 700.000 đồng trở xuống"
    assert sum(cell.quote is not None for name in law.packs() for cell in law.load(name).cells()) == 6

"""The docs say what the code does."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from rasoat import law
from rasoat.cli import main
from rasoat.errors import CATALOGUE
from tests.docs.generated import DOCS, PAGES

ROOT = DOCS.parent
SOURCES = sorted((ROOT / "src" / "rasoat").rglob("*.py"))
CODE = re.compile(r"\b([A-Z]\d{3})\b")


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_fresh(name: str) -> None:
    """`scripts/docs` has been run since the code changed."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def test_every_code_of_the_catalogue_is_used() -> None:
    """No code stands in the catalogue that nothing raises (and none is raised that is not there: KeyError)."""
    text = " ".join(p.read_text() for p in SOURCES if "catalogue" not in p.parts)
    used = set(CODE.findall(text))
    assert sorted(set(CATALOGUE) - used) == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_sentences_fill_in_the_same_places(code: str) -> None:
    """Vietnamese and English name the same things, and both are sentences."""
    entry = CATALOGUE[code]
    places = [set(re.findall(r"\{(\w+)", text)) for text in entry]
    assert (places[0] == places[1], entry.vi[-1], entry.en[-1]) == (True, ".", ".")


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of README and docs names a file that exists."""
    broken = []
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


@pytest.mark.parametrize("pack_id", law.packs())
def test_law_packs_page_counts_what_the_status_command_counts(pack_id: str) -> None:
    """The table of what is not verified is that of `rasoat law status`."""
    told = CliRunner().invoke(main, ["law", "status", pack_id, "--json"], catch_exceptions=False)
    status = json.loads(told.output)
    page = (DOCS / "law-packs.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{pack_id}` | {status['cells']} |")]
    numbers = [int(cell) for cell in row.split("|")[2:-1]]
    by = [status.get(str(provenance), 0) for provenance in law.Provenance]
    assert numbers[:-1] == [status["cells"], *by, status["verified"]]

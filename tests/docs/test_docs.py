"""The docs say what the code does."""

from __future__ import annotations

import re

import pytest

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

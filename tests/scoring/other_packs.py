"""Invented packs for the tests, made from the shipped one: other classes, other ways an indicator follows, and gaps."""

from __future__ import annotations

from functools import cache

from rasoat import law
from rasoat.law import Rules
from tests.scoring.households import DAY

REF = "ref: {document: TT17, article: Điều 6}"
BOTH = """
  - {class: poor, area_type: AREA, values: [{b1_to: LINE, b2_from: 30, REF, provenance: illustrative}]}
  - {class: near_poor, area_type: AREA, values: [{b1_to: LINE, b2_below: 30, REF, provenance: illustrative}]}
  - {class: not_poor, area_type: AREA, values: [{b1_above: LINE, REF, provenance: illustrative}]}"""
TICKED_WALLS = "        rule_en: Lives in a less solid or a simple dwelling\n"
SIGNS = """        at_least: 2
        answers: [{question: wall, options: [other]}, {question: column, options: [other]}, {question: toilet, options: [other]}]
"""
NOT_FOUND = "ref: {document: TT14, article: Điều 1 khoản 5}, provenance: not-found"
SOME_UNINSURED = "        some: [{age_from: 6, health_insurance: 0}]\n"
MANY_DEPENDANTS = "        share_above: 40\n        of: dependant\n"


def _made(**changed: str) -> Rules:
    files = {**law.shipped_files("vn-2016"), **changed}
    return law.from_files("vn-2016", files).on(DAY)


@cache
def both_rule() -> Rules:
    """Poor only when income and deprivations both say so, as from 2022; lines of 140 and 175."""
    head = law.shipped_files("vn-2016")["classes.yaml"].partition("class_rules:")[0]
    rows = [BOTH.replace("AREA", a).replace("LINE", n) for a, n in (("rural", "140"), ("urban", "175"))]
    return _made(**{"classes.yaml": f"{head}class_rules:{''.join(rows)}\n".replace("REF", REF)})


@cache
def signs_and_shares() -> Rules:
    """A poor dwelling is two signs of three; insurance gives way to more than 40 % dependants."""
    text = law.shipped_files("vn-2016")["b2-indicators.yaml"]
    assert TICKED_WALLS in text
    assert SOME_UNINSURED in text
    text = text.replace(TICKED_WALLS, TICKED_WALLS + SIGNS).replace(SOME_UNINSURED, MANY_DEPENDANTS)
    forms = law.shipped_files("vn-2016")["forms.yaml"].replace("      - indicator: d_housing_quality\n", "")
    return _made(**{"b2-indicators.yaml": text, "forms.yaml": forms})


@cache
def without_points() -> Rules:
    """The point table was not found, and the rural line of the near-poor is open."""
    files = law.shipped_files("vn-2016")
    mark = f"points_not_found: {{{REF}, provenance: not-found}}\n"
    open_line = "b1_above: 120, b1_to: 150, b2_below: 30, ref: {document: TT14, article: Điều 1 khoản 5}, provenance: secondary"
    assert open_line in files["classes.yaml"]
    return _made(
        **{
            "b1-points.csv": files["b1-points.csv"].splitlines()[0] + "\n",
            "b1-items.yaml": mark + files["b1-items.yaml"],
            "classes.yaml": files["classes.yaml"].replace(open_line, NOT_FOUND),
        }
    )

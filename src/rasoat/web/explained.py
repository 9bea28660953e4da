"""A form explained: by the standard that decides, or by the second one of its round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasoat.errors import Refused
from rasoat.law import Rules
from rasoat.roster.models import Household
from rasoat.rounds.standards import standards
from rasoat.scoring import Explanation, explain
from rasoat.survey.models import Listing, Score, SecondScore
from rasoat.web.ladder import Ladder, ladders


@dataclass(frozen=True)
class Result:
    """What a form gave by one standard; ``number`` 1 decides, 2 stands beside it. ``title`` is the text of the law."""

    number: int
    rules: Rules
    score: Score | SecondScore
    title: str


def results_of(listing: Listing, language: str) -> list[Result]:
    """Return the results of the form that counts, by each standard of the round; none while there is no form."""
    if listing.answered is None:
        return []
    rules, second = standards(listing.village.round), getattr(listing.answered, "second", None)
    scores = [listing.answered.score, *([second] if second is not None else [])]
    titles = [each.version_title_vi if language == "vi" else each.version_title_en for each in rules]
    if len(set(titles)) < len(titles):  # a standard of the province rests on the same text
        titles = [f"{title} ({each.pack_id})" for title, each in zip(titles, rules, strict=True)]
    return [Result(*each) for each in zip((1, 2), rules, scores, titles, strict=False)]


def chosen(results: list[Result], asked: str) -> Result:
    """Return the result asked for by its number, else the one that decides."""
    return next((each for each in results if str(each.number) == asked), results[0])


def why(listing: Listing, result: Result, language: str) -> Explanation:
    """Return why the form that counts gave ``result``.

    Raises ``Refused`` (D061) when explaining it gives something else than what was kept.
    """
    assert listing.answered is not None
    names = _names(listing.household)
    table = listing.answered.members or None
    people = [names.get(row["member"], "") for row in table or ()]
    found = explain(result.rules, listing.answered.answers, language, table, people)
    again, kept = (found.b1, found.b2, found.cls), result.score
    if again != (kept.b1, kept.b2, kept.result):
        raise Refused(
            "D061",
            household=listing.household.code,
            kept=f"B1 = {kept.b1}, B2 = {kept.b2}",
            again=", ".join(map(str, found.reasons)) or f"B1 = {found.b1}, B2 = {found.b2}",
        )
    return found


def _names(household: Household) -> Mapping[Any, str]:
    """Return the names of everybody who was ever of the household: a form may name one who has left since."""
    return dict(household.members.values_list("pk", "full_name"))


def drawn(listing: Listing, result: Result, language: str) -> tuple[Ladder, ...]:
    """Return the ladders of a result."""
    area_type = listing.village.unit.area_type
    return ladders(result.rules, area_type, result.score.b1, result.score.b2, language)

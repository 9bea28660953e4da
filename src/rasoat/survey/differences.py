"""What differs between two versions of a household's form: answer by answer, with points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rasoat import scoring
from rasoat.audit.desk import language
from rasoat.survey.models import Listing, Submission
from rasoat.survey.worded import Words


class Difference(NamedTuple):
    """One field of the form in both versions: the answers in words, and the points each gave (None: no points of its own)."""

    name: str
    label: str
    before: str
    after: str
    points_before: int | None
    points_after: int | None

    @property
    def changed(self) -> bool:
        """Whether answer or points differ."""
        return (self.before, self.points_before) != (self.after, self.points_after)


def differences(listing: Listing, older: Submission, newer: Submission) -> list[Difference]:
    """Return every field that one of two forms holds, in the order of the form; people and reasons come after."""
    words = Words(listing)
    before, after = fields_of(older), fields_of(newer)
    points = points_of(listing, older), points_of(listing, newer)
    asked = [*words.questions, *(name for name in {**before, **after} if name not in words.questions)]
    return [
        Difference(
            name,
            words.label(name),
            words.answer(name, before.get(name)),
            words.answer(name, after.get(name)),
            points[0].get(name),
            points[1].get(name),
        )
        for name in asked
        if name in before or name in after
    ]


def fields_of(form: Submission) -> dict[str, Any]:
    """Return a form as its fields stand on the page."""
    people = {
        f"m-{row['member']}-{key}": value
        for row in form.members
        for key, value in row.items()
        if key not in ("member", "birth_date")
    }
    remarks = {f"remark-{key}": text for key, text in form.remarks.items()}
    answers = {key: value for key, value in form.answers.items() if key not in ("area_type", "region")}
    return {**answers, **people, **remarks}


def points_of(listing: Listing, form: Submission) -> Mapping[str, int]:
    """Return the points each answer of a form gives by the round's standard, by the question that carries them."""
    rules = listing.village.round.rules
    told = scoring.explain(rules, form.answers, language(), form.members or None)
    items = {line.key: line.points for line in told.items}
    deprived = {line.key: line.points or 0 for line in told.deprivations if line.deprived}
    found = {item.column: items[item.key] for item in rules.items if item.key in items}
    return found | {each.column: deprived.get(each.key, 0) for each in rules.indicators if not each.derived}

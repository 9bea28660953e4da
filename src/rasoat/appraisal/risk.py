"""Households that are worth a second look, each with the reason: they never feed the estimates of errors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rasoat.appraisal.models import Inspection
from rasoat.law import Rules
from rasoat.measure import Outlier, outliers
from rasoat.measure.sampling import turn
from rasoat.meeting.models import MeetingItem
from rasoat.rounds.models import CommuneRound
from rasoat.survey.known import earlier_scores
from rasoat.survey.models import Evidence, FormReturn, Listing
from rasoat.survey.standing import Standing

Risk = Inspection.Risk
NEAR = 5
"""Points of B1 within which a score lies just under or over a line."""
JUMP = 40
"""Points of B1 that need an explanation where the pack names no such figure."""


class Pick(NamedTuple):
    """A household that may be picked: the reason, and the figures behind it."""

    listing: Listing
    risk: str
    facts: Mapping[str, Any]


def risky(commune: CommuneRound, rows: list[Standing]) -> dict[str, list[Pick]]:
    """Return by reason the surveyed households of a commune that it speaks of; every reason is a key."""
    found: dict[str, list[Pick]] = {str(risk): [] for risk in Risk}
    listings = Listing.objects.filter(pk__in=[row.listing.pk for row in rows])
    rules = commune.round.rules
    earlier = earlier_scores(commune.round, listings)
    sent_back, unseen = _sent_back(commune), _without_evidence(rows)
    odd = outliers((str(_form(row).reviewer_id), _marks(row, rules)) for row in rows)
    for row in rows:
        for pick in (
            _near(row, rules),
            _jumped(row, rules, earlier.get(row.listing.pk)),
            _odd(row, rules, odd.get(str(_form(row).reviewer_id))),
            Pick(row.listing, Risk.MEETING, {}) if row.listing.pk in sent_back else None,
            Pick(row.listing, Risk.VISIT, unseen[row.listing.pk]) if row.listing.pk in unseen else None,
        ):
            if pick is not None:
                found[pick.risk].append(pick)
    return found


def choose(
    found: Mapping[str, list[Pick]], wanted: Mapping[str, int], taken: Iterable[int], seed: int
) -> list[Pick]:
    """Return as many picks of each reason as ``wanted``, in the turn that ``seed`` gives; nobody twice, none of ``taken``."""
    gone, picks = set(taken), list[Pick]()
    for risk in Risk:
        waiting = sorted(found[risk], key=lambda pick: turn(seed, str(pick.listing.household_id)))
        fresh = [pick for pick in waiting if pick.listing.pk not in gone][: wanted.get(risk, 0)]
        gone |= {pick.listing.pk for pick in fresh}
        picks += fresh
    return picks


def _form(row: Standing) -> Any:
    assert row.listing.answered is not None
    return row.listing.answered


def lines_of(rules: Rules, area_type: str) -> list[int]:
    """Return the thresholds of B1 for a type of area, in points."""
    bounds = [rule.bounds for rule in rules.class_rules if rule.area_type == area_type]
    return sorted({cut for each in bounds for cut in (each.b1_above, each.b1_to) if cut is not None})


def _near(row: Standing, rules: Rules) -> Pick | None:
    """Within ``NEAR`` points under or over a line that decides at the household's B2."""
    score = _form(row).score
    near = [
        line
        for line in lines_of(rules, row.listing.village.unit.area_type)
        if line - NEAR < score.b1 <= line + NEAR and _decides(row, rules, line)
    ]
    return Pick(row.listing, Risk.NEAR_LINE, {"b1": score.b1, "line": near[0]}) if near else None


def _decides(row: Standing, rules: Rules, line: int) -> bool:
    area, b2 = row.listing.village.unit.area_type, _form(row).score.b2
    return rules.classify(area, line, b2).cls != rules.classify(area, line + 1, b2).cls


def _jumped(row: Standing, rules: Rules, earlier: Any) -> Pick | None:
    if earlier is None or earlier.event_since:
        return None
    b1 = _form(row).score.b1
    far = abs(b1 - earlier.b1) >= jump_of(rules)
    return Pick(row.listing, Risk.JUMP, {"b1": b1, "earlier": earlier.b1}) if far else None


def jump_of(rules: Rules) -> int:
    """Return how many points of B1 are a jump: the figure of the pack's own check."""
    named = [each.least for check in rules.checks for each in check.conditions if each.kind == "jump"]
    return min((least for least in named if least is not None), default=JUMP)


def _marks(row: Standing, rules: Rules) -> Iterator[str]:
    """What a form says that can be counted: its class, and each choice that was made."""
    yield f"class={row.now.value}"
    answers = _form(row).answers
    for question in rules.questions:
        if question.type in ("choice", "yes_no") and answers.get(question.id) not in (None, ""):
            yield f"{question.id}={answers[question.id]}"


def _odd(row: Standing, rules: Rules, outlier: Outlier | None) -> Pick | None:
    if outlier is None or outlier.mark not in _marks(row, rules):
        return None
    facts = {"mark": outlier.mark, "share": round(outlier.share * 100), "others": round(outlier.others * 100)}
    return Pick(row.listing, Risk.REVIEWER, facts)


def _sent_back(commune: CommuneRound) -> set[int]:
    """Households whose form a meeting or the commune once sent back: what counts now differs from what was said first."""
    items = MeetingItem.objects.filter(
        meeting__village__commune=commune, outcome=MeetingItem.Outcome.SEND_BACK
    ).values_list("submission__listing", flat=True)
    forms = FormReturn.objects.filter(submission__listing__village__commune=commune)
    return {*items, *forms.values_list("submission__listing", flat=True)}


def _without_evidence(rows: list[Standing]) -> dict[int, dict[str, Any]]:
    """Forms without a respondent; and without photo and place where more than half of the village's forms have one."""
    held = set(
        Evidence.objects.filter(submission__in=[_form(row).pk for row in rows]).values_list(
            "submission", flat=True
        )
    )
    villages: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        villages[row.listing.village_id].append(row)
    usual = {pk: 2 * sum(_form(row).pk in held for row in own) > len(own) for pk, own in villages.items()}
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if not _form(row).respondent.strip():
            found[row.listing.pk] = {"missing": "respondent"}
        elif usual[row.listing.village_id] and _form(row).pk not in held:
            found[row.listing.pk] = {"missing": "evidence"}
    return found


def counts(found: Mapping[str, list[Pick]]) -> Counter[str]:
    """Return how many households each reason speaks of."""
    return Counter({risk: len(picks) for risk, picks in found.items()})

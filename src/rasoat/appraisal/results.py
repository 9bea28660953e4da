"""What an inspection says about a commune: errors with intervals, overall, by village and by reviewer; weak questions.

Only households drawn at random feed these figures, each counted for as many as its stratum stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rasoat.appraisal.models import CommuneReport, Inspection, InspectionPlan
from rasoat.audit.desk import language
from rasoat.law import Class
from rasoat.measure import Agreement, Checked, Errors, Frame, agreement, errors, errors_by, margin_of
from rasoat.rounds.standards import questions

Line = Callable[[Class], bool]


def is_poor(cls: Class) -> bool:
    """Below the line of the poor."""
    return cls.is_poor


def is_listed(cls: Class) -> bool:
    """Poor or near-poor: on one of the lists."""
    return cls.is_poor or cls is Class.near_poor


class Group(NamedTuple):
    """The errors of a village's, a reviewer's or all households, on the line of the poor and on that of the lists."""

    name: str
    poor: Errors
    listed: Errors


class Question(NamedTuple):
    """How often both forms answer a question alike."""

    label: str
    agreement: Agreement


@dataclass(frozen=True)
class Results:
    """What the random sample says so far; ``unseen`` households stand in strata of which nobody was inspected yet."""

    plan: InspectionPlan
    done: int
    waiting: int
    reached: float
    unseen: int
    overall: Group
    villages: list[Group]
    reviewers: list[Group]
    questions: list[Question]

    @property
    def weak(self) -> list[Question]:
        """The questions on which the forms ever differ."""
        return [each for each in self.questions if each.agreement.same < each.agreement.asked]


def results_of(report: CommuneReport) -> Results | None:
    """Return what the inspection of a report says; None without a plan."""
    plan = InspectionPlan.objects.filter(report=report).select_related("made_by", "record").first()
    if plan is None:
        return None
    rows = list(
        plan.report.inspections.filter(origin=Inspection.Origin.RANDOM, stratum__isnull=False)
        .select_related("submission__score", "reviewer", "listing__village__unit")
        .order_by("pk")
    )
    done = [row for row in rows if row.inspector_id is not None]
    sizes = {str(each.pk): each.size for each in plan.strata.all()}
    poor, listed = (_checked(done, line) for line in (is_poor, is_listed))
    frame = Frame.of(sizes, poor)
    villages = {str(row.listing.village_id): str(row.listing.village.unit) for row in done}
    reviewers = {str(row.reviewer_id): row.reviewer.full_name for row in done}
    both = errors(poor, frame, plan.confidence), errors(listed, frame, plan.confidence)
    return Results(
        plan,
        len(done),
        len(rows) - len(done),
        margin_of(len(done), plan.frame_size, plan.confidence) if done else 100.0,
        frame.unseen,
        Group("", *both),
        _groups(lambda row: row.village, poor, listed, frame, plan, villages),
        _groups(lambda row: row.reviewer, poor, listed, frame, plan, reviewers),
        _questions(done, report, plan),
    )


def _checked(rows: list[Inspection], line: Line) -> list[Checked]:
    return [
        Checked(
            str(row.stratum_id),
            str(row.listing.village_id),
            str(row.reviewer_id),
            line(Class(row.submission.score.result)),
            line(Class(row.result)),
        )
        for row in rows
    ]


def _groups(
    key: Callable[[Checked], str],
    poor: list[Checked],
    listed: list[Checked],
    frame: Frame,
    plan: InspectionPlan,
    names: dict[str, str],
) -> list[Group]:
    """Return the groups, those with most wrong classes first."""
    one, two = (errors_by(rows, key, frame, plan.confidence) for rows in (poor, listed))
    found = [Group(names[name], one[name], two[name]) for name in one]
    return sorted(found, key=lambda each: (_right(each), each.name))


def _right(group: Group) -> float:
    interval = group.listed.correct.interval
    return interval.share if interval else 1.0


def _questions(done: list[Inspection], report: CommuneReport, plan: InspectionPlan) -> list[Question]:
    labels = {each.id: each.label(language()) for each in questions(report.commune.round)}
    pairs: list[tuple[Any, Any]] = [(row.submission.answers, row.answers or {}) for row in done]
    return [Question(labels[each.question], each) for each in agreement(pairs, labels, plan.confidence)]

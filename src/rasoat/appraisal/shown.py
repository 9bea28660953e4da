"""Errors and agreement as pages and papers print them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from rasoat.appraisal.results import Group, Question, Results
from rasoat.measure import Interval, Share
from rasoat.text_vi import percent

NONE = "–"


class Figure(NamedTuple):
    """A share as printed: ``6,45 %`` with ``1,71 % – 20,30 %``, from ``part`` of ``of`` households; a dash without any."""

    label: str
    share: str
    interval: str
    part: int
    of: int


class Row(NamedTuple):
    """The figures of a village or reviewer; ``right`` of ``of`` households were given the right class."""

    name: str
    right: int
    of: int
    figures: list[Figure]


class Page(NamedTuple):
    """What the page of errors shows."""

    heads: list[str]
    tables: list[tuple[str, str, str, list[Row]]]
    questions: list[Figure]


def as_percent(share: float) -> str:
    """Return a share from 0 to 1 as it is printed: ``6,45 %``."""
    return percent(round(share * 10_000), 10_000)


def figure(label: str, share: Share) -> Figure:
    """Return an error as it is printed."""
    return _figure(label, share.part, share.of, share.interval)


def _figure(label: str, part: int, of: int, found: Interval | None) -> Figure:
    if found is None:
        return Figure(label, NONE, NONE, part, of)
    return Figure(
        label, as_percent(found.share), f"{as_percent(found.low)} – {as_percent(found.high)}", part, of
    )


def figures(group: Group) -> list[Figure]:
    """Return both errors on both lines."""
    return [
        figure(_("Bỏ sót hộ nghèo"), group.poor.exclusion),
        figure(_("Đưa nhầm vào hộ nghèo"), group.poor.inclusion),
        figure(_("Bỏ sót hộ nghèo, hộ cận nghèo"), group.listed.exclusion),
        figure(_("Đưa nhầm vào hộ nghèo, hộ cận nghèo"), group.listed.inclusion),
    ]


def differing(question: Question) -> Figure:
    """Return how often the two forms differ on a question."""
    found = question.agreement
    low, share, high = (1 - bound for bound in reversed(found.interval))
    return _figure(question.label, found.asked - found.same, found.asked, Interval(low, share, high))


def error_page(results: Results) -> Page:
    """Return the tables of errors by village and by reviewer, and the questions on which the forms differ."""
    tables = [
        ("villages", _("Theo thôn"), _("Thôn"), [_row(group) for group in results.villages]),
        (
            "reviewers",
            _("Theo rà soát viên"),
            _("Rà soát viên"),
            [_row(group) for group in results.reviewers],
        ),
    ]
    heads = [each.label for each in figures(results.overall)]
    return Page(heads, tables, [differing(each) for each in results.weak])


def _row(group: Group) -> Row:
    right = group.listed.correct
    return Row(group.name, right.part, right.of, figures(group))

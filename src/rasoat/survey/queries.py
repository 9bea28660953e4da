"""What the pages of a village and of Phiếu B show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from rasoat import scoring
from rasoat.areas.scope import Scope
from rasoat.law import Class, Rules
from rasoat.roster.homes import residents
from rasoat.roster.models import Household, Member, OpeningEntry, Relation
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.scoring.answers import Answers
from rasoat.scoring.members import person
from rasoat.scoring.row import chosen, is_deprived, read
from rasoat.survey.models import Group, Inclusion, Listing
from rasoat.text_vi import fold

STATES = ("pending", "asked", "waiting", "again", "scored", "left_out", "other")


@dataclass(frozen=True)
class Row:
    """One household of a village in a round."""

    household: Any
    listing: Listing | None
    opening: str

    @property
    def result(self) -> str:
        """The class by the score that counts; empty while there is none."""
        return self.listing.answered.score.result if self.listing and self.listing.answered else ""

    @property
    def state(self) -> str:
        """Where the household stands: one of ``STATES``."""
        if self.listing is None:
            return "other"
        if self.listing.inclusion != Inclusion.INCLUDED:
            return str(self.listing.inclusion)
        if self.listing.answered_id is None:
            return "waiting"
        return "again" if self.listing.resurvey_reason else "scored"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return state_labels()[self.state]

    @property
    def opening_label(self) -> str:
        """What it was at the start of the round, in words."""
        return opening_labels()[self.opening] if self.opening else ""


def state_labels() -> dict[str, str]:
    """Return the words of each state."""
    return {
        "pending": _("Chờ Phiếu A"),
        "asked": _("Chờ Ban xem xét"),
        "waiting": _("Chờ khảo sát"),
        "again": _("Khảo sát lại"),
        "scored": _("Đã khảo sát"),
        "left_out": _("Không khảo sát"),
        "other": _("Không trong danh sách"),
    }


def opening_labels() -> dict[str, str]:
    """Return what a household can be at the start of a round, in two or three words."""
    kind = OpeningEntry.Kind
    return {
        kind.POOR_INCOME: _("Nghèo thu nhập"),
        kind.POOR_DEPRIVATION: _("Nghèo thiếu hụt"),
        kind.POOR: _("Hộ nghèo"),
        kind.NEAR_POOR: _("Cận nghèo"),
        kind.ONCE_POOR: _("Từng thoát nghèo"),
        kind.ONCE_NEAR_POOR: _("Từng thoát cận nghèo"),
    }


def with_heads(households: QuerySet[Household]) -> QuerySet[Any]:
    """Add ``head_name``, ``head_sort`` and ``persons`` to each household, and order by the head's given name."""
    heads = Member.objects.filter(household=OuterRef("pk"), relation=Relation.HEAD, left_on__isnull=True)
    return households.annotate(
        head_name=Subquery(heads.values("full_name")[:1]),
        head_sort=Subquery(heads.values("name_sort")[:1]),
        persons=Count("members", filter=Q(members__left_on__isnull=True)),
    ).order_by("head_sort", "code")


def village_rows(village: VillageRound, search: str = "") -> list[Row]:
    """Return the living households of a village, those that match ``search`` in any name or code (no marks needed)."""
    households = residents(village)
    if search:
        named = Member.objects.filter(
            household=OuterRef("pk"), name_fold__contains=fold(search), left_on__isnull=True
        )
        households = households.filter(Q(Exists(named)) | Q(code__icontains=search))
    listings = {
        listing.household_id: listing
        for listing in Listing.objects.filter(village=village).select_related("answered__score")
    }
    opening = dict(
        OpeningEntry.objects.filter(round=village.round_id, village=village.unit_id).values_list(
            "household", "kind"
        )
    )
    return [Row(each, listings.get(each.pk), opening.get(each.pk, "")) for each in with_heads(households)]


def narrowed(rows: list[Row], state: str, result: str) -> list[Row]:
    """Keep the rows of a state and of a class (``none`` is not scored)."""
    if state in STATES:
        rows = [row for row in rows if row.state == state]
    if result in (*Class, "none"):
        rows = [row for row in rows if (row.result or "none") == result]
    return rows


class Sections(NamedTuple):
    """The rows of a village as its page shows them."""

    current: list[Row]
    asking: list[Row]
    left_out: list[Row]
    others: list[Row]


def sections(rows: list[Row]) -> Sections:
    """Return the rows by group: the current list, those who ask or are proposed, those left out, and all others."""
    found = Sections([], [], [], [])
    for row in rows:
        if row.listing is None:
            found.others.append(row)
        elif row.listing.group == Group.CURRENT:
            found.current.append(row)
        else:
            (found.left_out if row.state == "left_out" else found.asking).append(row)
    return found


def counts(rows: list[Row]) -> Mapping[str, int]:
    """Return how many households there are of each state, and how many reviewed."""
    by_state = Counter(row.state for row in rows)
    reviewed = by_state["waiting"] + by_state["again"] + by_state["scored"]
    return {
        **{state: by_state[state] for state in STATES},
        "all": len(rows),
        "reviewed": reviewed,
        "poor": sum(row.result.startswith("poor") for row in rows),
        "near_poor": sum(row.result == Class.near_poor for row in rows),
    }


def candidates(village: VillageRound) -> QuerySet[Any]:
    """Return the living households of a village that nobody has put on its list yet."""
    listed = Listing.objects.filter(village=village).values("household")
    return with_heads(Household.objects.living().filter(village=village.unit_id).exclude(pk__in=listed))


def villages_of(commune: CommuneRound, within: Scope) -> list[Any]:
    """Return the villages of a commune inside the scope, with how many households are reviewed and scored."""
    alive = Q(listings__inclusion=Inclusion.INCLUDED, listings__household__ended_on__isnull=True)
    scored = alive & Q(listings__answered__isnull=False, listings__resurvey_reason="")
    found = VillageRound.objects.filter(commune=commune).within(within).select_related("unit")
    return list(
        found.annotate(
            reviewed=Count("listings", filter=alive),
            scored=Count("listings", filter=scored),
            pending=Count("listings", filter=Q(listings__inclusion=Inclusion.PENDING)),
        ).order_by("unit__path")
    )


def first_answers(rules: Rules, household: Household, on: date) -> tuple[dict[str, int], dict[str, str]]:
    """Return the answers the roster already gives, and what the reviewer should check about them.

    People counts are facts. Dependants follow from ages only when nobody is of working age; otherwise illness and
    disability decide, which the roster does not hold, so the number by age is told and not filled in.
    """
    births = [member.birth_date for member in household.members.all() if member.left_on is None]
    dependent = next(fact.tests for fact in rules.member_facts if fact.column == "dependants") or ()
    by_age = sum(person(rules, {"birth_date": born}, on).passes(dependent) is not None for born in births)
    notes = {"household_size": _("Theo danh sách hộ: %(n)s người.") % {"n": len(births)}}
    if births and by_age == len(births):
        return {"household_size": len(births), "dependants": by_age, "all_dependent": 1}, notes
    notes["dependants"] = _(
        "Theo tuổi: %(n)s người. Cộng thêm người khuyết tật hoặc bệnh nặng không có khả năng lao động."
    ) % {"n": by_age}
    return {"household_size": len(births)}, notes


@dataclass(frozen=True)
class Running:
    """What the answers typed so far give."""

    b1: int
    b2: int
    answered: int
    of: int
    contradictions: tuple[scoring.Reason, ...]
    scored: scoring.Scored | None


def running(rules: Rules, answers: Answers, questions: int) -> Running:
    """Return the points of what is answered so far; no class before everything is."""
    reading = read(rules, answers)
    b1 = 0
    for item in rules.items:
        ready = item.column in reading.values and (not item.per or reading.values.get(item.per))
        waived = item.waiver is not None and reading.values.get(item.waiver.value) == 1
        if ready and reading.area and not waived:
            # What was not found gives nothing; why there is no class stands among the reasons (S016).
            b1 += rules.points(item.key, chosen(item, reading).key, reading.area).value or 0
    deprived = [each for each in rules.indicators if is_deprived(reading, each)]
    said = tuple(reason for reason in reading.reasons if reason.code != "S001")
    missing = sum(reason.code == "S001" for reason in reading.reasons)
    outcome = None if reading.reasons else scoring.score(rules, answers)
    return Running(
        b1=b1,
        b2=sum(each.points.value or 0 for each in deprived),
        answered=questions - missing,
        of=questions,
        contradictions=said,
        scored=outcome if isinstance(outcome, scoring.Scored) else None,
    )

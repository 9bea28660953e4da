"""What the desk of requests shows, and which households of the roster a request may come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from django.db.models import Q, QuerySet

from rasoat.law import Form
from rasoat.roster.identity import lookup, mask
from rasoat.roster.models import Household, Member, Relation
from rasoat.rounds.models import CommuneRound
from rasoat.survey.models import Request
from rasoat.survey.paper import questions, unsealed
from rasoat.text_vi import fold

MOST_FOUND = 12


class Line(NamedTuple):
    """One line of a paper as it is shown: the question and its answer in words."""

    label: str
    value: str


class Written(Protocol):
    """What was written on a form: its answers, and those that are sealed."""

    @property
    def answers(self) -> Any:
        """The answers by question."""

    @property
    def sealed(self) -> Any:
        """The sealed answers, as JSON."""


def lines(form: Form, request: Written, language: str, *, masked: bool = True) -> list[Line]:
    """Return what stands on the paper, in its order; identity numbers masked unless ``masked`` is false."""
    sealed = unsealed(request.sealed)
    answers = {**request.answers, **{key: mask(value) if masked else value for key, value in sealed.items()}}
    found = []
    for question in questions(form):
        value = str(answers.get(question.id, ""))
        words = {choice.key: choice.label(language) for choice in question.choices}
        found.append(Line(question.label(language), words.get(value, value)))
    return found


def matches(request: Request, search: str = "") -> QuerySet[Household]:
    """Return the living households of the commune that fit: by identity number, by the applicant's name, or by search."""
    return _living(request.commune).filter(pk__in=_found(request, search)[:MOST_FOUND])


def _living(commune: CommuneRound) -> QuerySet[Household]:
    return Household.objects.living().filter(village__in=commune.villages.values("unit"))


def _found(request: Request, search: str) -> list[Any]:
    people = Member.objects.present().filter(household__in=_living(request.commune))
    named_village = request.village.unit_id if request.village else None
    if search:
        wanted = Q(name_fold__contains=fold(search)) | Q(household__code__icontains=search)
    else:
        numbers = [lookup(number) for number in unsealed(request.sealed).values()]
        wanted = Q(identity_lookup__in=numbers) | Q(name_fold=fold(request.applicant))
    rows = people.filter(wanted).values_list("household", "household__village", "relation")
    ranked = sorted(rows, key=lambda row: (row[1] != named_village, row[2] != Relation.HEAD, str(row[0])))
    return list(dict.fromkeys(row[0] for row in ranked))


def described(households: QuerySet[Household]) -> Mapping[Any, str]:
    """Return each household in words: head, code, village, persons; no identity number."""
    found: dict[Any, str] = {}
    for each in households.select_related("village").prefetch_related("members"):
        present = [member for member in each.members.all() if member.left_on is None]
        head = next((member.full_name for member in present if member.relation == Relation.HEAD), "")
        found[each.pk] = f"{head} – {each.code} – {each.village} ({len(present)})"
    return found


def from_roster(form: Form, household: Household) -> dict[str, Any]:
    """Return what the roster already knows for a paper of the household: head and members, never an identity number."""
    people = list(household.members.filter(left_on__isnull=True).order_by("pk"))
    head = next((each for each in people if each.relation == Relation.HEAD), None)
    start: dict[str, Any] = {"rows": max(len(people), 1)}
    if head is not None:
        start |= {
            "applicant_name": head.full_name,
            "sex": head.sex,
            "birth_date": _born(head),
            "ethnic_group": head.ethnic_group,
        }
    place = ", ".join(part for part in (household.address, str(household.village)) if part)
    start |= {"permanent_residence": place, "present_residence": place}
    if form.members:
        for row, each in enumerate(people):
            start[f"{row}-member_name"] = each.full_name
            start[f"{row}-member_relation"] = each.get_relation_display()
    return start


def _born(member: Member) -> str:
    day = member.birth_date
    return {"year": f"{day:%Y}", "month": f"{day:%m/%Y}"}.get(member.birth_precision, f"{day:%d/%m/%Y}")

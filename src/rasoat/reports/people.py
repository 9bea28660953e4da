"""The households behind a figure, as a list a person can read: head, village, what it was, what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from rasoat.areas.scope import Scope
from rasoat.recognition.models import Recognition
from rasoat.roster.models import Household, Member, OpeningEntry, Relation
from rasoat.rounds.models import Round
from rasoat.survey.models import Listing

_KINDS = dict(OpeningEntry.Kind.choices)


def people_behind(round_: Round, ids: Sequence[UUID], within: Scope) -> list[Any]:
    """Return the households in the order of ``ids``, in one query; those outside the scope do not exist.

    Each carries ``head``, ``opening_label``, ``result`` (class by decision) and ``score_result`` (class by score),
    empty where there is none.
    """
    this = OuterRef("pk")
    heads = Member.objects.present().filter(household=this, relation=Relation.HEAD)
    openings = OpeningEntry.objects.filter(round=round_, household=this)
    recognised = Recognition.objects.filter(round=round_, household=this, superseded_by__isnull=True)
    listed = Listing.objects.filter(village__round=round_, household=this)
    rows = (
        Household.objects.within(within)
        .select_related("village__parent")
        .annotate(
            head=Subquery(heads.values("full_name")[:1]),
            opening=Subquery(openings.values("kind")[:1]),
            result=Subquery(recognised.values("result")[:1]),
            score_result=Subquery(listed.values("answered__score__result")[:1]),
        )
        .in_bulk(list(ids))
    )
    found: list[Any] = [rows[id_] for id_ in ids if id_ in rows]
    for row in found:
        row.opening_label = _KINDS.get(row.opening, "")
    return found

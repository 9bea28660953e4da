"""What decisions on requests in the year changed in the list a season starts from."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rasoat.law import Class
from rasoat.roster.models import Household
from rasoat.rounds.models import Round

_LISTED = [each.value for each in Class if each.is_poor] + [Class.near_poor.value]


def _decided(round_: Round) -> Q:
    return Q(
        recognitions__round=round_,
        recognitions__recognised_on__isnull=False,
        recognitions__superseded_by__isnull=True,
    )


def added_in_the_year(round_: Round) -> QuerySet[Household]:
    """Return the households that a decision in the year made poor or near-poor."""
    return Household.objects.filter(_decided(round_) & Q(recognitions__result__in=_LISTED))


def escaped_in_the_year(round_: Round) -> QuerySet[Household]:
    """Return the households that a decision in the year took off the lists."""
    return Household.objects.filter(_decided(round_) & ~Q(recognitions__result__in=_LISTED))

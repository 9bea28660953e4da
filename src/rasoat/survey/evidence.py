"""What a visit brings beside the answers: a photo and a rough place, both voluntary."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from rasoat.documents.models import Attachment
from rasoat.survey.models import Evidence, Submission


class Place(NamedTuple):
    """Where the household was visited, in degrees to two places, with its consent."""

    latitude: Decimal
    longitude: Decimal


def keep_evidence(submission: Submission, photo: Attachment | None, place: Place | None) -> Evidence | None:
    """Keep what there is beside a form handed in; nothing where there is nothing."""
    if photo is None and place is None:
        return None
    return Evidence.objects.create(
        submission=submission,
        photo=photo,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        consent=place is not None,
    )

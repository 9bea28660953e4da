"""What is posted: the four lists of the result, and the printed paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents.common import commune_of, in_full, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue
from rasoat.documents.shapes import PostedHousehold, Signature
from rasoat.documents.shapes import Posting as PostingPaper
from rasoat.law import Class
from rasoat.posting.models import Posting, PostingEntry
from rasoat.survey.standing import POOR, Standing, head_names, standings

Part = PostingEntry.Part
PUBLIC = (Part.NEW_POOR, Part.NEW_NEAR_POOR, Part.ESCAPED_POOR, Part.ESCAPED_NEAR_POOR)
"""The four lists the circular has posted; who remains on a list is kept with them and not made public."""


def parts_of(standing: Standing) -> list[Part]:
    """Return the lists in which a household is posted; a household that escapes into near-poverty stands in two."""
    poor, near = standing.now in POOR, standing.now == Class.near_poor
    parts: list[Part] = []
    if poor and not standing.was_poor:
        parts.append(Part.NEW_POOR)
    if near and not standing.was_near_poor:
        parts.append(Part.NEW_NEAR_POOR)
    if standing.was_poor and not poor:
        parts.append(Part.ESCAPED_POOR)
    if standing.was_near_poor and not near:
        parts.append(Part.ESCAPED_NEAR_POOR)
    if not parts and (poor or near):
        parts.append(Part.REMAINS)
    return parts


def entries_of(posting: Posting) -> Iterable[PostingEntry]:
    """Return the rows of a posting, from the scores that count now."""
    for standing in standings(posting.village.round, posting.village.unit):
        for part in parts_of(standing):
            yield PostingEntry(
                posting=posting, listing=standing.listing, part=part, result=standing.now.value
            )


def issue_posting(posting: Posting, actor: User) -> Document:
    """Register the printed list."""
    village = posting.village.unit
    data = paper_of(posting, actor)
    return issue(
        Kind.POSTING,
        village,
        title=f"Danh sách niêm yết {lower(village)} lần {posting.number}",
        issued_on=posting.opened_on,
        issued_by=actor,
        practice=posting.village.round.practice,
        number=None,
        items=[data],
    )


def paper_of(posting: Posting, actor: User) -> PostingPaper:
    """Return the data of the printed list: names, persons and result only."""
    village, round_ = posting.village.unit, posting.village.round
    commune = commune_of(village)
    lists = _by_part(posting, lower(village))
    paper = PostingPaper(
        practice=round_.practice,
        head=letterhead(commune, posting.opened_on),
        year=round_.year,
        area=in_full(village),
        posted_from=posting.opened_on,
        posted_until=posting.closes_on,
        places=[place.name for place in posting.places.all()],
        complain_to=complain_to(village),
        complain_until=posting.closes_on,
        new_poor=lists[Part.NEW_POOR],
        new_near_poor=lists[Part.NEW_NEAR_POOR],
        escaped_poor=lists[Part.ESCAPED_POOR],
        escaped_near_poor=lists[Part.ESCAPED_NEAR_POOR],
        signature=Signature(capacity="TM. BAN GIẢM NGHÈO", name=actor.full_name),
    )
    if link := public_link(posting):
        paper["link"] = link
    return paper


def public_link(posting: Posting) -> str:
    """Return the whole address of the posting's public page, or an empty text where the site knows none of its own."""
    base = str(settings.SITE_ADDRESS).rstrip("/")
    return f"{base}{reverse('public-posting', args=[posting.token])}" if base else ""


def complain_to(village: Unit) -> str:
    """Return who receives complaints of a village."""
    return f"Ban giảm nghèo {lower(commune_of(village))} hoặc trưởng {village.kind.lower()}"


def _by_part(posting: Posting, village: str) -> Mapping[str, list[PostedHousehold]]:
    entries = list(
        posting.entries.select_related("listing__household", "listing__answered").order_by(
            "listing__household__code"
        )
    )
    heads = head_names(entry.listing.household_id for entry in entries)
    lists: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        assert entry.listing.answered is not None
        lists[entry.part].append(
            PostedHousehold(
                head=heads[entry.listing.household_id],
                village=village,
                persons=entry.listing.answered.persons,
            )
        )
    return lists

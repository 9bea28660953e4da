"""What must be done before a commune can report: the same conditions the action checks, one by one, with the way there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from rasoat.posting.models import Complaint
from rasoat.rounds.models import CommuneRound, VillageRound
from rasoat.rounds.states import VillageState

_PAGE_OF = {
    VillageState.MEETING: "meeting",
    VillageState.AGREED: "posting",
    VillageState.POSTING: "posting",
    VillageState.POSTED: "posting",
}


@dataclass(frozen=True)
class VillageLine:
    """A village with what is left to do in it; ``page`` names the page where it is done."""

    village: VillageRound
    page: str
    open_complaints: int

    @property
    def ready(self) -> bool:
        """Whether the village holds nothing up."""
        return self.village.state == VillageState.POSTED and not self.open_complaints


@dataclass(frozen=True)
class Checklist:
    """The villages of a commune and what they still need before the report."""

    villages: list[VillageLine]

    @property
    def unposted(self) -> list[VillageLine]:
        """The villages that are not posted through."""
        return [line for line in self.villages if line.village.state != VillageState.POSTED]

    @property
    def complaints(self) -> int:
        """How many complaints are not answered."""
        return sum(line.open_complaints for line in self.villages)

    @property
    def passed(self) -> bool:
        """Whether the commune can report."""
        return not self.unposted and not self.complaints


def checklist(commune: CommuneRound) -> Checklist:
    """Return the checklist of a commune."""
    waiting = dict(
        Complaint.objects.open()
        .filter(village__commune=commune)
        .values_list("village")
        .annotate(count=Count("pk"))
        .order_by("village")
    )
    villages = commune.villages.select_related("unit").order_by("unit__path")
    return Checklist(
        [
            VillageLine(
                village, _PAGE_OF.get(VillageState(village.state), "village"), waiting.get(village.pk, 0)
            )
            for village in villages
        ]
    )

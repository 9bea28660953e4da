"""The checks of the dossier that the steps up to the inspection answer for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rasoat.appraisal.dossier import Check, Rule, Spot, Stage, register
from rasoat.appraisal.models import Inspection
from rasoat.appraisal.queries import open_findings, shortened
from rasoat.meeting.models import Meeting, SignedPage
from rasoat.posting.models import Complaint, Posting, PostingPlace
from rasoat.rounds.models import CommuneRound
from rasoat.rounds.states import VillageState
from rasoat.survey.models import Inclusion, Listing


def unsurveyed(commune: CommuneRound) -> list[Spot]:
    """Listed households that live here and have no form."""
    rows = Listing.objects.filter(
        village__commune=commune,
        inclusion=Inclusion.INCLUDED,
        answered__isnull=True,
        household__ended_on__isnull=True,
    ).select_related("household", "village__unit")
    return [
        Spot(f"{row.household.code} ({row.village.unit})", "village", (row.village_id,))
        for row in rows.order_by("village__unit__path", "household__code")
    ]


def without_minutes(commune: CommuneRound) -> list[Spot]:
    """Villages without the minutes of a meeting."""
    held = Meeting.objects.filter(village=OuterRef("pk"), minutes__isnull=False)
    rows = commune.villages.filter(~Exists(held)).select_related("unit").order_by("unit__path")
    return [Spot(str(row.unit), "meeting", (row.pk,)) for row in rows]


def unsigned_minutes(commune: CommuneRound) -> list[Spot]:
    """Meetings whose signed minutes are not scanned in."""
    pages = SignedPage.objects.standing().filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.filter(~Exists(pages), village__commune=commune).select_related("village__unit")
    return [
        Spot(f"{row.village.unit}, {_('lần')} {row.number}", "minutes", (row.pk,))
        for row in rows.order_by("village__unit__path", "number")
    ]


def unposted(commune: CommuneRound) -> list[Spot]:
    """Villages whose lists have not hung to the end."""
    rows = commune.villages.exclude(state=VillageState.POSTED).select_related("unit").order_by("unit__path")
    return [Spot(str(row.unit), _PAGE_OF.get(VillageState(row.state), "village"), (row.pk,)) for row in rows]


_PAGE_OF = {VillageState.MEETING: "meeting", VillageState.AGREED: "posting", VillageState.POSTING: "posting"}


def _first_unposted(commune: CommuneRound) -> Mapping[str, Any]:
    first = commune.villages.exclude(state=VillageState.POSTED).order_by("unit__path").first()
    return {"state": first.get_state_display()} if first is not None else {}


def unproved(commune: CommuneRound) -> list[Spot]:
    """Places of the last postings where nobody is on record as having seen or read the lists."""
    later = Posting.objects.filter(
        village=OuterRef("posting__village"), number__gt=OuterRef("posting__number")
    )
    rows = (
        PostingPlace.objects.filter(~Exists(later), posting__village__commune=commune)
        .annotate(proved=Count("proofs"))
        .filter(proved=0)
        .select_related("posting__village__unit")
    )
    return [
        Spot(f"{row.name} ({row.posting.village.unit})", "posting", (row.posting.village_id,))
        for row in rows.order_by("posting__village__unit__path", "pk")
    ]


def open_complaints(commune: CommuneRound) -> list[Spot]:
    """Complaints that are not answered."""
    rows = Complaint.objects.open().filter(village__commune=commune).order_by("village__unit__path", "pk")
    return [Spot(row.receipt, "complaint", (row.pk,)) for row in rows]


def rechecks_due(commune: CommuneRound) -> list[Spot]:
    """Re-checks (phúc tra) that were assigned and are not done, and forms that wait to be surveyed again."""
    assigned = Complaint.objects.filter(village__commune=commune).filter(
        Q(rechecker__isnull=False, recheck__isnull=True, outcome="")
    )
    return [Spot(row.receipt, "complaint", (row.pk,)) for row in assigned.order_by("pk")]


def uninspected(commune: CommuneRound) -> list[Spot]:
    """Households drawn for the last report and not inspected."""
    last = commune.reports.order_by("-number").first()
    if last is None:
        return []
    rows = Inspection.objects.filter(report=last, inspector__isnull=True).select_related("listing__household")
    return [Spot(row.listing.household.code, "inspection", (row.pk,)) for row in rows.order_by("pk")]


ALWAYS = frozenset(Stage)
SEND_ON = frozenset({Stage.SEND, Stage.AGREE})


def unclosed(commune: CommuneRound) -> list[Spot]:
    """Findings of the inspection that are not closed."""
    return [Spot(shortened(row), "finding", (row.pk,)) for row in open_findings(commune)]


def _first_finding(commune: CommuneRound) -> Mapping[str, Any]:
    first = open_findings(commune).first()
    return {"state": first.get_state_display()} if first is not None else {}


AGREE = frozenset({Stage.AGREE})
CHECKS = (
    Check("surveyed", 20, _("Mọi hộ trong danh sách đã được khảo sát"), Rule.LAW, "H010", unsurveyed, SEND_ON),
    Check("minutes", 30, _("Mọi thôn đã họp và có biên bản"), Rule.LAW, "H011", without_minutes, SEND_ON),
    Check(
        "postings", 10, _("Mọi thôn đã niêm yết đủ ngày"), Rule.LAW, "P040", unposted, ALWAYS, _first_unposted
    ),
    Check(
        "complaints", 40, _("Không còn khiếu nại chờ trả lời"), Rule.PROGRAM, "P027", open_complaints, ALWAYS
    ),
    Check("rechecks", 50, _("Phúc tra đã xong"), Rule.PROGRAM, "H012", rechecks_due, SEND_ON),
    Check("signed", 60, _("Biên bản đã ký được quét vào hồ sơ"), Rule.PROGRAM, "H013", unsigned_minutes, AGREE),
    Check("proofs", 70, _("Mỗi nơi niêm yết có người xác nhận"), Rule.PROGRAM, "H014", unproved, AGREE),
    Check(
        "inspected", 90, _("Mọi hộ trong mẫu đã được kiểm tra"), Rule.PROGRAM, "P047", uninspected, AGREE,
        secret=True,
    ),
    Check(
        "findings", 100, _("Mọi phát hiện của đoàn kiểm tra đã khắc phục xong"), Rule.PROGRAM, "P710", unclosed, AGREE,
        _first_finding,
    ),
)  # fmt: skip


def add() -> None:
    """Put this step's checks into the dossier; in the order of the review, the order in which they refuse."""
    register(*CHECKS)

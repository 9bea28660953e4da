"""The dossier as one paper: its cover (bìa hồ sơ), what lies in it (danh mục), and how its checks stand."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from rasoat.appraisal.dossier import Line, Rule
from rasoat.documents.common import in_vietnamese, letterhead, lower
from rasoat.documents.shapes import Dossier, DossierCheck, DossierPaper
from rasoat.meeting.models import Meeting
from rasoat.meeting.queries import standing_pages
from rasoat.posting.models import Complaint, Posting
from rasoat.rounds.models import CommuneRound
from rasoat.text_vi import date as print_date


def dossier_of(commune: CommuneRound, found: list[Line], day: date) -> Dossier:
    """Return the data of the paper as the dossier stands on a day."""
    unit, round_ = commune.unit, commune.round
    return Dossier(
        practice=round_.practice,
        head=letterhead(unit, day),
        year=round_.year,
        about=f"Kết quả rà soát hộ nghèo, hộ cận nghèo năm {round_.year}\n{lower(unit)}, {lower(unit.parent or unit)}",
        state=f"Tình trạng ngày {print_date(day)}: {in_vietnamese(commune.get_state_display())}",
        papers=[*_reports(commune), *_minutes(commune), *_postings(commune), *_complaints(commune)],
        checks=[_check(line) for line in found],
    )


def _reports(commune: CommuneRound) -> list[DossierPaper]:
    rows = []
    for report in commune.reports.select_related("letter").order_by("number"):
        counts = (
            f"{report.poor} hộ nghèo, {report.near_poor} hộ cận nghèo trong {report.reviewed} hộ khảo sát"
        )
        rows.append(
            DossierPaper(
                name=f"Báo cáo lần {report.number}", day=print_date(report.submitted_on), note=counts
            )
        )
        if report.letter is not None and report.appraised_on is not None:
            outcome = in_vietnamese(report.get_outcome_display())
            rows.append(
                DossierPaper(name=report.letter.title, day=print_date(report.appraised_on), note=outcome)
            )
    return rows


def _minutes(commune: CommuneRound) -> list[DossierPaper]:
    rows = Meeting.objects.filter(village__commune=commune).select_related("village__unit")
    signed = dict(rows.order_by().values_list("pk").annotate(signed=standing_pages()))
    return [
        DossierPaper(
            name=f"Biên bản họp {lower(row.village.unit)}, lần\u00a0{row.number}",
            day=print_date(row.held_on),
            note=f"bản ký: {signed[row.pk]} tệp" if signed[row.pk] else "chưa có bản ký",
        )
        for row in rows.order_by("village__unit__path", "number")
    ]


def _postings(commune: CommuneRound) -> list[DossierPaper]:
    rows = Posting.objects.filter(village__commune=commune).select_related("village__unit")
    hung = dict(rows.order_by().values_list("pk").annotate(hung=Count("places", distinct=True)))
    seen = Count("places", filter=Q(places__proofs__isnull=False), distinct=True)
    proved = dict(rows.order_by().values_list("pk").annotate(proved=seen))
    return [
        DossierPaper(
            name=f"Danh sách niêm yết {lower(row.village.unit)}, lần\u00a0{row.number}",
            day=f"{print_date(row.opened_on)} – {print_date(row.closes_on)}",
            note=f"{proved[row.pk]}/{hung[row.pk]} nơi có người xác nhận",
        )
        for row in rows.order_by("village__unit__path", "number")
    ]


def _complaints(commune: CommuneRound) -> list[DossierPaper]:
    rows = Complaint.objects.filter(village__commune=commune).order_by("received_on", "pk")
    return [
        DossierPaper(
            name=f"Khiếu nại {row.receipt}",
            day=print_date(row.received_on),
            note=in_vietnamese(row.get_outcome_display()) if row.outcome else "chưa trả lời",
        )
        for row in rows
    ]


def _check(line: Line) -> DossierCheck:
    rule = in_vietnamese(Rule(line.check.rule).label)
    said = "Đạt" if line.passed else f"Còn {len(line.spots)}: {line.spots[0].label}"
    return DossierCheck(name=in_vietnamese(line.check.label), rule=rule, result=said)

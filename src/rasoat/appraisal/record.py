"""The record of an inspection (biên bản kiểm tra): sample, method, results and findings of one commune, on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import translation

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import CommuneReport, Finding, Inspection
from rasoat.appraisal.queries import Compared, compared
from rasoat.appraisal.results import Results, results_of
from rasoat.appraisal.shown import NONE, Figure, differing, figures
from rasoat.documents.common import letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import (
    EstimatedError,
    FoundMatter,
    InspectedHousehold,
    InspectedVillage,
    InspectionRecord,
)
from rasoat.errors import Refused
from rasoat.rounds.step import CommuneStep
from rasoat.text_vi import date as print_date
from rasoat.text_vi import number

WEAKEST = 8
"""Questions that the record prints."""
GROUP = 8


@dataclass(kw_only=True)
class MakeRecord(CommuneStep[Document]):
    """Issue the record of the inspection, once, when every household of the sample is inspected."""

    name: ClassVar[str] = "inspection.minute"
    permission: ClassVar[Permission] = Permission.INSPECTION_RECORD

    def check(self) -> None:
        """There is a plan, nobody waits, and no record is made yet."""
        super().check()
        report = self.commune.reports.latest("number")
        with translation.override("vi"):  # papers speak Vietnamese, whatever the language of the page
            results = results_of(report)
        if results is None:
            raise Refused("P721", commune=str(self.commune.unit))
        waiting = report.inspections.filter(inspector__isnull=True).count()
        if waiting:
            raise Refused("P047", count=waiting)
        if results.plan.record_id is not None:
            raise Refused("P720")
        self._report, self._results = report, results

    def execute(self) -> Document:
        """Number and register the paper."""
        round_, district = self.commune.round, self.commune.unit.parent or self.commune.unit
        next_ = next_number(district, Kind.INSPECTION, self.day.year, practice=round_.practice)
        with translation.override("vi"):
            data = record_of(self._report, self._results, self.actor)
        data["head"] = letterhead(district, self.day, f"{next_:02d}/BB-UBND")
        document = issue(
            Kind.INSPECTION,
            district,
            title=f"Biên bản kiểm tra {lower(self.commune.unit)} (báo cáo lần {self._report.number})",
            issued_on=self.day,
            issued_by=self.actor,
            practice=round_.practice,
            number=next_,
            items=[data],
        )
        plan = self._results.plan
        plan.record = document
        plan.save(update_fields=["record"])
        return document

    def facts(self, result: Document) -> Mapping[str, Any]:
        """The report it is about."""
        return {"report": self._report.number}


def record_of(report: CommuneReport, results: Results, actor: User) -> InspectionRecord:
    """Return the data of the record."""
    commune, sample = report.commune, compared(report)
    days = [row.inspection.inspected_on for row in sample if row.inspection.inspected_on]
    findings = commune.findings.select_related("village__unit", "responsible", "listing__household")
    return InspectionRecord(
        practice=commune.round.practice,
        head=letterhead(commune.unit, max(days)),
        year=commune.round.year,
        commune=lower(commune.unit),
        reported_on=report.submitted_on,
        inspected_from=min(days),
        inspected_until=max(days),
        inspectors=sorted({row.inspection.inspector.full_name for row in sample if row.inspection.inspector}),
        method=_method(results, sample),
        villages=_villages(results, sample),
        errors=[_printed(each) for each in figures(results.overall)],
        remarks=_remarks(results),
        households=[_household(row) for row in sample if not row.agrees],
        questions=[_printed(differing(each)) for each in results.weak[:WEAKEST]],
        findings=[_matter(each) for each in findings],
        inspector=actor.full_name,
    )


def _method(results: Results, sample: list[Compared]) -> list[str]:
    plan = results.plan
    picked = Counter(row.inspection.get_risk_display() for row in sample if row.inspection.risk)
    hash_ = " ".join(plan.frame_hash[at : at + GROUP] for at in range(0, len(plan.frame_hash), GROUP))
    lines = [
        f"Độ tin cậy {plan.confidence} %, sai số {plan.margin} điểm phần trăm: cần {number(plan.needed)} hộ trong "
        f"{number(plan.frame_size)} hộ đã khảo sát. Đã rút ngẫu nhiên {number(plan.size)} hộ, chia theo thôn và kết quả xếp "
        f"loại; sai số đạt được {_points(results.reached)} điểm phần trăm.",
        f"Số gốc {plan.seed}; mã SHA-256 của khung mẫu: {hash_}. Cùng số gốc và khung mẫu thì rút lại được đúng các hộ này.",
    ]
    if picked:
        told = ", ".join(f"{name.lower()} ({count})" for name, count in sorted(picked.items()))
        lines.append(
            f"Ngoài ra chọn {sum(picked.values())} hộ theo rủi ro: {told}. Các hộ này không tính vào sai số."
        )
    return lines


def _points(share: float) -> str:
    return f"{share:.1f}".replace(".", ",")


def _villages(results: Results, sample: list[Compared]) -> list[InspectedVillage]:
    sizes: Counter[str] = Counter()
    for stratum in results.plan.strata.select_related("village__unit"):
        sizes[str(stratum.village.unit)] += stratum.size
    rows = [(str(row.inspection.listing.village.unit), row) for row in sample]
    return [
        InspectedVillage(
            village=village,
            households=size,
            drawn=sum(name == village and not row.inspection.risk for name, row in rows),
            picked=sum(name == village and bool(row.inspection.risk) for name, row in rows),
            differing=sum(name == village and not row.agrees for name, row in rows),
        )
        for village, size in sizes.items()
    ]


def _printed(figure: Figure) -> EstimatedError:
    return EstimatedError(
        label=figure.label, wrong=figure.part, of=figure.of, share=figure.share, interval=figure.interval
    )


def _remarks(results: Results) -> list[str]:
    lines = [
        "Bỏ sót: trong các hộ mà kiểm tra cho là nghèo, phần mà khảo sát không ghi nghèo. Đưa nhầm: trong các hộ mà khảo sát "
        "ghi nghèo, phần mà kiểm tra cho là không nghèo. Tỷ lệ tính theo trọng số của thôn và loại hộ.",
        "Chỉ ước lượng cho các hộ đã khảo sát; hộ không có trong danh sách rà soát không nằm trong khung mẫu.",
    ]
    if results.unseen:
        lines.append(
            f"Mẫu không có hộ nào đại diện cho {number(results.unseen)} hộ ở các thôn và loại hộ ít hộ."
        )
    return lines


def _household(row: Compared) -> InspectedHousehold:
    inspection = row.inspection
    reason = inspection.get_risk_display() if inspection.risk else Inspection.Origin.RANDOM.label
    return InspectedHousehold(
        head=row.head,
        village=lower(inspection.listing.village.unit),
        origin=str(reason),
        first=row.first.label_vi,
        found=row.now.label_vi if row.now else NONE,
        note=inspection.finding,
    )


def _matter(finding: Finding) -> FoundMatter:
    where = lower(finding.village.unit) if finding.village else lower(finding.commune.unit)
    where = where[:1].upper() + where[1:]
    if finding.listing:
        where = f"{where}, hộ {finding.listing.household.code}"
    order = finding.order
    if finding.responsible and finding.due_on:
        order = f"{order}\n{finding.responsible.full_name}, trước hết ngày {print_date(finding.due_on)}."
    return FoundMatter(
        where=where,
        kind=finding.get_kind_display(),
        text=finding.text,
        order=order,
        state=finding.get_state_display(),
    )

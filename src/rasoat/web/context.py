"""What the frame of every page shows: who is signed in, in which round, and where he may go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from rasoat.accounts.access import Access
from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level
from rasoat.audit.action import today as real_today
from rasoat.rounds.clock import today
from rasoat.rounds.models import CommuneRound, Round, VillageRound
from rasoat.rounds.queries import visible
from rasoat.rounds.views import CHOSEN


class NavLink(NamedTuple):
    """One link of the bar at the top."""

    label: str
    url: str
    here: bool


class Frame:
    """The frame of one visit; each part is read once, and only when the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.access: Access | None = getattr(request, "access", None)

    @classmethod
    def of(cls, request: HttpRequest) -> Frame:
        """Return the one frame of the request."""
        if not hasattr(request, "_frame"):
            request._frame = cls(request)  # type: ignore[attr-defined]
        found: Frame = request._frame  # type: ignore[attr-defined]
        return found

    @property
    def assignments(self) -> list[Assignment]:
        """The roles of the visitor today."""
        return self.access.assignments if self.access else []

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds the visitor may see, the newest first."""
        return list(visible(self.access.scope(Permission.ROUND_VIEW))) if self.access else []

    @cached_property
    def round(self) -> Round | None:
        """The round he chose, else the newest."""
        chosen = self.request.session.get(CHOSEN) if self.rounds else None
        return next(
            (each for each in self.rounds if each.pk == chosen), self.rounds[0] if self.rounds else None
        )

    @property
    def day(self) -> date:
        """Today in that round."""
        return today(self.round) if self.round else real_today()

    @cached_property
    def places(self) -> list[NavLink]:
        """Where the visitor works in the round he looks at: his units, and the pages of his roles."""
        if self.access is None or self.round is None:
            return []
        found = [
            *self._communes(self.round),
            *self._villages(self.round),
            *self._desks(self.access, self.round),
        ]
        return [place for place in found if place.url]

    def _communes(self, round_: Round) -> list[NavLink]:
        held = [each.unit_id for each in self.assignments if each.unit.level == Level.COMMUNE]
        if not held:
            return []
        rows = list(CommuneRound.objects.filter(round=round_, unit__in=held).select_related("unit"))
        return [*(self._commune(each) for each in rows), *(self._papers(each) for each in rows)]

    def _commune(self, commune: CommuneRound) -> NavLink:
        label = _("%(unit)s: các thôn") % {"unit": commune.unit}
        return NavLink(label, address("commune", [commune.pk]), False)

    def _papers(self, commune: CommuneRound) -> NavLink:
        label = _("%(unit)s: báo cáo, quyết định, giấy chứng nhận") % {"unit": commune.unit}
        return NavLink(label, address("decision", [commune.pk]), False)

    def _villages(self, round_: Round) -> list[NavLink]:
        held = [each.unit_id for each in self.assignments if each.unit.level == Level.VILLAGE]
        rows = (
            VillageRound.objects.filter(round=round_, unit__in=held) if held else VillageRound.objects.none()
        )
        return [
            NavLink(f"{each.unit}, {each.commune.unit}", address("village", [each.pk]), False)
            for each in rows.select_related("unit", "commune__unit")
        ]

    def _desks(self, access: Access, round_: Round) -> list[NavLink]:
        desks: list[tuple[str, str, list[Any] | None, tuple[Permission, ...]]] = [
            (
                _("Khiếu nại"),
                "all-complaints",
                None,
                (Permission.COMPLAINT_RECEIVE, Permission.COMPLAINT_DECIDE),
            ),
            (
                _("Danh sách niêm yết"),
                "postings",
                [round_.pk],
                (Permission.POSTING_OPEN, Permission.APPRAISAL_GIVE),
            ),
            (
                _("Đề nghị trong năm"),
                "cases",
                None,
                (Permission.REQUEST_RECEIVE, Permission.DECISION_SIGN, Permission.REPORT_SUBMIT),
            ),
            (
                _("Đính chính"),
                "corrections",
                None,
                (Permission.CORRECTION_REQUEST, Permission.CORRECTION_CHECK, Permission.DECISION_SIGN),
            ),
            (_("Nhập danh sách hộ"), "roster-import", [round_.pk], (Permission.ROSTER_IMPORT,)),
            (
                _("Thẩm định, kiểm tra"),
                "appraisals",
                None,
                (Permission.APPRAISAL_GIVE, Permission.INSPECTION_RECORD),
            ),
            (
                _("Theo dõi khắc phục"),
                "follow-up",
                None,
                (Permission.APPRAISAL_GIVE, Permission.INSPECTION_RECORD, Permission.FINDING_MEND),
            ),
            (_("Đôn đốc tiến độ"), "board", [round_.pk], (Permission.REMINDER_SEND, Permission.PLAN_LIMIT)),
            (_("Tập huấn"), "training", [round_.pk], (Permission.TRAINING_VIEW,)),
            (_("Kế hoạch"), "plans", [round_.pk], (Permission.PLAN_VIEW,)),
            (_("Ban Chỉ đạo, phân công"), "committee", [round_.pk], (Permission.PLAN_VIEW,)),
            (
                _("Phê duyệt, gửi tỉnh"),
                "approval",
                [round_.pk],
                (Permission.DISTRICT_APPROVE, Permission.RESULT_SEND, Permission.RESULT_RECEIVE),
            ),
            (_("Thay đổi đơn vị"), "unit-changes", None, (Permission.UNITS_CHANGE,)),
            (_("Kết quả toàn tỉnh"), "province", [round_.pk], (Permission.PROVINCE_VIEW,)),
            (_("Các đợt rà soát"), "rounds-manage", None, (Permission.ROUND_OPEN,)),
            (_("Quy định"), "law", None, (Permission.LAW_VIEW,)),
        ]
        return [
            NavLink(label, address(name, args), False)
            for label, name, args, permissions in desks
            if any(access.scope(permission).paths for permission in permissions)
        ]

    @cached_property
    def nav(self) -> list[NavLink]:
        """The pages the visitor's roles open."""
        if self.access is None:
            return []
        return [NavLink(label, url, self._here(url)) for label, url in self._places(self.access) if url]

    def _here(self, url: str) -> bool:
        path = self.request.path
        return path == url if url == reverse("home") else path.startswith(url)

    def _places(self, access: Access) -> list[tuple[str, str]]:
        round_pk = [self.round.pk] if self.round else None
        may = {permission for permission in Permission if access.scope(permission).paths}
        return [
            (_("Việc của tôi"), reverse("home")),
            (
                _("Tiến độ"),
                address("progress", round_pk) if Permission.PROGRESS_VIEW in may and round_pk else "",
            ),
            (_("Báo cáo"), address("reports") if Permission.REPORT_VIEW in may else ""),
            (_("Biểu đồ"), address("charts") if Permission.REPORT_VIEW in may else ""),
            (_("Văn bản"), address("documents") if Permission.DOCUMENT_VIEW in may else ""),
            (_("Quy định"), address("law") if may & {Permission.LAW_PROPOSE, Permission.LAW_VERIFY} else ""),
            (_("Nhật ký"), address("audit-log") if Permission.AUDIT_VIEW in may else ""),
            (_("Người dùng"), address("people") if Permission.PEOPLE_MANAGE in may else ""),
        ]


def address(name: str, args: list[Any] | None = None) -> str:
    """Return the address of a page, or an empty text while the page is not part of this installation."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> Mapping[str, Frame]:
    """Add ``frame`` to every template."""
    return {"frame": Frame.of(request)}

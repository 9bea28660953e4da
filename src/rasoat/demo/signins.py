"""Who may sign in to the practice season, and where each role finds work on the practice day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rasoat.accounts.models import Assignment
from rasoat.accounts.roles import Role
from rasoat.corrections.models import Correction
from rasoat.demo import stage
from rasoat.posting.models import Complaint
from rasoat.rounds.models import Round
from rasoat.rounds.states import CommuneState, VillageState


class SignIn(NamedTuple):
    """One person to try: user name, role, unit, and what waits there."""

    username: str
    role: str
    unit: str
    task: str


_VILLAGE_TASKS = (
    (VillageState.LISTING, stage.head_of, "lập danh sách"),
    (VillageState.SURVEYING, stage.reviewer_of, "khảo sát Phiếu B"),
    (VillageState.MEETING, stage.head_of, "họp thôn"),
)
_COMMUNE_TASKS = (
    (CommuneState.APPRAISED, stage.chairman_of, "ký quyết định"),
    (CommuneState.DECIDED, stage.officer_of, "cấp giấy chứng nhận"),
)
_OTHERS = (
    (stage.OFFICER, "thẩm định, chốt và gửi số liệu sơ bộ"), (stage.INSPECTOR, "kiểm tra hộ"),
    (stage.CHAIRMAN, "xem tiến độ, ký xác nhận số liệu, phê duyệt"), (stage.agency_of(0), "theo dõi xã phụ trách"),
    (stage.PROVINCE, "nhận và tổng hợp số liệu"), (stage.PROVINCE_SECOND, "ký số liệu sơ bộ toàn tỉnh"),
    (stage.PROVINCE_CHAIRMAN, "phê duyệt kết quả toàn tỉnh"), (stage.AUDITOR, "xem nhật ký"), (stage.ADMINISTRATOR, "quản lý người dùng"),
)  # fmt: skip


def sign_ins(round_: Round) -> list[SignIn]:
    """Return one person of every role, each where there is something to do."""
    tasks: dict[str, str] = {}
    for username, task in _tasks(round_):
        tasks[username] = f"{tasks[username]}, {task}" if username in tasks else task
    held = (
        Assignment.objects.filter(user__username__in=tasks)
        .select_related("user", "unit")
        .order_by("unit__path")
    )
    first: dict[str, Assignment] = {}
    for assignment in held:
        first.setdefault(assignment.user.username, assignment)
    return [
        SignIn(username, str(Role(first[username].role).label), str(first[username].unit), task)
        for username, task in tasks.items()
    ]


def _tasks(round_: Round) -> Iterator[tuple[str, str]]:
    any_village = round_.villages.select_related("unit").order_by("unit__path")
    fallback = any_village[0]
    for state, who, task in _VILLAGE_TASKS:
        village = any_village.filter(state=state).first() or fallback
        yield who(village.unit.code), task
    posting = any_village.filter(state__in=(VillageState.AGREED, VillageState.POSTING)).first() or fallback
    yield stage.officer_of(posting.commune.unit.code), "niêm yết"
    complaint = (
        Complaint.objects.open()
        .filter(village__round=round_)
        .select_related("village__commune__unit")
        .first()
    )
    disputed = complaint.village if complaint else posting
    yield stage.committee_of(disputed.commune.unit.code), "giải quyết khiếu nại"
    correction = Correction.objects.open().filter(village__round=round_)
    asked = correction.select_related("village__commune__unit").first()
    if asked:
        yield stage.committee_of(asked.village.commune.unit.code), "kiểm tra đề nghị đính chính"
    for of_commune, whose, task in _COMMUNE_TASKS:
        commune = round_.communes.filter(state=of_commune).select_related("unit").first() or fallback.commune
        yield whose(commune.unit.code), task
    yield from _OTHERS

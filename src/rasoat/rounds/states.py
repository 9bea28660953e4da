"""The states of a round, a commune and a village, and the steps between them: written once, here.

Actions ask this table before they act; the documentation's drawing is made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where the whole round stands."""

    OPEN = "open", _("Đang rà soát")
    APPROVED = "approved", _("Huyện đã phê duyệt")
    SENT = "sent", _("Đã gửi lên tỉnh")
    RECEIVED = "received", _("Tỉnh đã nhận")


class CommuneState(models.TextChoices):
    """Where a commune stands in a round."""

    COLLECTING = "collecting", _("Các thôn đang làm")
    REPORTED = "reported", _("Đã báo cáo huyện")
    APPRAISED = "appraised", _("Huyện đã thẩm định")
    DECIDED = "decided", _("Đã có quyết định")
    CERTIFIED = "certified", _("Đã cấp giấy chứng nhận")


class VillageState(models.TextChoices):
    """Where a village stands in a round."""

    LISTING = "listing", _("Lập danh sách")
    SURVEYING = "surveying", _("Khảo sát")
    MEETING = "meeting", _("Chờ họp thôn")
    AGREED = "agreed", _("Đã họp, chờ niêm yết")
    POSTING = "posting", _("Đang niêm yết")
    POSTED = "posted", _("Niêm yết xong")


class Transition(NamedTuple):
    """One step: on what, from which states, to which; ``to`` is None where the state stays."""

    of: str
    action: str
    sources: tuple[str, ...]
    to: str | None


V, C, R = VillageState, CommuneState, RoundState

TRANSITIONS: tuple[Transition, ...] = (
    Transition("village", "list.build", (V.LISTING,), None),
    Transition("village", "list.request", (V.LISTING,), None),
    Transition("village", "list.propose", (V.LISTING,), None),
    Transition("village", "list.screen", (V.LISTING,), None),
    Transition("village", "list.close", (V.LISTING,), V.SURVEYING),
    Transition("village", "survey.draft", (V.SURVEYING,), None),
    Transition("village", "survey.choose", (V.SURVEYING,), None),
    Transition("village", "survey.answer", (V.SURVEYING,), None),
    Transition("village", "survey.return", (V.SURVEYING, V.MEETING), V.SURVEYING),
    Transition("village", "survey.finish", (V.SURVEYING,), V.MEETING),
    Transition("village", "meeting.invite", (V.SURVEYING, V.MEETING), None),
    Transition("village", "meeting.send-back", (V.MEETING,), V.SURVEYING),
    Transition("village", "meeting.agree", (V.MEETING,), V.AGREED),
    Transition("village", "posting.open", (V.AGREED,), V.POSTING),
    Transition("village", "complaint.receive", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.file", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.household", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.due", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.assign", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.recheck", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.dismiss", (V.POSTING, V.POSTED), None),
    Transition("village", "complaint.uphold", (V.POSTING, V.POSTED), V.AGREED),
    Transition("village", "posting.close", (V.POSTING,), V.POSTED),
    Transition("commune", "report.submit", (C.COLLECTING,), C.REPORTED),
    Transition("commune", "inspection.draw", (C.REPORTED,), None),
    Transition("commune", "inspection.record", (C.REPORTED,), None),
    Transition("commune", "appraisal.return", (C.REPORTED,), C.COLLECTING),
    Transition("commune", "appraisal.agree", (C.REPORTED,), C.APPRAISED),
    Transition("commune", "decision.sign", (C.APPRAISED,), C.DECIDED),
    Transition("commune", "features.record", (C.DECIDED, C.CERTIFIED), None),
    Transition("commune", "certificate.issue", (C.DECIDED,), C.CERTIFIED),
    Transition("round", "district.approve", (R.OPEN,), R.APPROVED),
    Transition("round", "result.send", (R.APPROVED,), R.SENT),
    Transition("round", "result.receive", (R.SENT,), R.RECEIVED),
)

_BY_NAME = {(t.of, t.action): t for t in TRANSITIONS}


def transition(of: str, action: str) -> Transition:
    """Return the step's row; raises ``KeyError`` for a step that the table does not know."""
    return _BY_NAME[of, action]

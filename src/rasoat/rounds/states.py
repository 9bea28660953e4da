"""The states of a round, a commune and a village, and the steps between them: written once, here.

Actions ask this table before they act; the documentation's drawing is made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.law import Act, Chain


class RoundState(models.TextChoices):
    """Where the whole round stands."""

    OPEN = "open", _("Đang rà soát")
    APPROVED = "approved", _("Đã phê duyệt")
    SENT = "sent", _("Đã gửi lên tỉnh")
    RECEIVED = "received", _("Tỉnh đã nhận")


class CommuneState(models.TextChoices):
    """Where a commune stands in a round."""

    COLLECTING = "collecting", _("Các thôn đang làm")
    REPORTED = "reported", _("Đã báo cáo kết quả")
    APPRAISED = "appraised", _("Đã thẩm định")
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


class HouseholdState(models.TextChoices):
    """Where a household stands in a round; it follows from the facts (``household_state``) and is stored nowhere."""

    UNSEEN = "unseen", _("Không xem xét")
    PENDING = "pending", _("Chờ Phiếu A")
    LEFT_OUT = "left_out", _("Không khảo sát")
    TO_SURVEY = "to_survey", _("Chờ khảo sát")
    SURVEYED = "surveyed", _("Đã khảo sát")
    SENT_BACK = "sent_back", _("Chờ khảo sát lại")
    AGREED = "agreed", _("Họp đã thống nhất")
    POSTED = "posted", _("Đã niêm yết")
    RECOGNISED = "recognised", _("Đã có quyết định")


class HouseholdFacts(NamedTuple):
    """What a household's state follows from: its place on the list, its form, its village, and a decision."""

    considered: bool = False
    pending: bool = False
    included: bool = False
    answered: bool = False
    returned: bool = False
    village: str = VillageState.LISTING
    recognised: bool = False


def household_state(facts: HouseholdFacts) -> HouseholdState:
    """Return where a household stands; the furthest fact decides."""
    if not facts.considered:
        return HouseholdState.UNSEEN
    if not facts.included:
        return HouseholdState.PENDING if facts.pending else HouseholdState.LEFT_OUT
    if not facts.answered:
        return HouseholdState.TO_SURVEY
    if facts.returned:
        return HouseholdState.SENT_BACK
    if facts.recognised:
        return HouseholdState.RECOGNISED
    if facts.village in (VillageState.POSTING, VillageState.POSTED):
        return HouseholdState.POSTED
    return HouseholdState.AGREED if facts.village == VillageState.AGREED else HouseholdState.SURVEYED


class HouseholdStep(NamedTuple):
    """What an action makes of one household: from which states, and to which one of several outcomes it may lead."""

    action: str
    sources: tuple[str, ...]
    outcomes: tuple[str, ...]


class CaseState(models.TextChoices):
    """Where one household's request in the year stands."""

    RECEIVED = "received", _("Đã nhận")
    APPRAISED = "appraised", _("Đã thẩm định")
    RECOGNISED = "recognised", _("Đã công nhận")
    REFUSED = "refused", _("Không công nhận")


class CertificateState(models.TextChoices):
    """Whether a certificate still certifies."""

    VALID = "valid", _("Còn giá trị")
    REPLACED = "replaced", _("Đã thay bằng giấy khác")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class FindingState(models.TextChoices):
    """Where a finding of the inspection stands."""

    OPEN = "open", _("Mới ghi")
    ORDERED = "ordered", _("Đã yêu cầu sửa")
    MENDED = "mended", _("Đã sửa, chờ xác nhận")
    CLOSED = "closed", _("Đã xong")


class CorrectionState(models.TextChoices):
    """Where the correction of a published recognition stands."""

    REQUESTED = "requested", _("Chờ kiểm tra")
    CHECKED = "checked", _("Chờ quyết định")
    DECIDED = "decided", _("Đã đính chính")
    REFUSED = "refused", _("Không đính chính")


class ResultState(models.TextChoices):
    """Where the result of a whole province stands."""

    PREPARED = "prepared", _("Đã tổng hợp")
    APPROVED = "approved", _("Đã phê duyệt")
    REPORTED = "reported", _("Đã báo cáo Bộ")


class Transition(NamedTuple):
    """One step: on what, from which states, to which; ``to`` is None where the state stays.

    Some depend on the round's chain of approval: ``act`` must be in it, ``feeds`` must be the level that reports to the
    province; ``unasked`` are the states from which the step is taken where nobody is asked for an opinion.
    """

    of: str
    action: str
    sources: tuple[str, ...]
    to: str | None
    act: str = ""
    feeds: str = ""
    unasked: tuple[str, ...] = ()

    @property
    def asks_chain(self) -> bool:
        """Whether the step depends on the chain of approval."""
        return bool(self.act or self.feeds or self.unasked)

    def open_in(self, chain: Chain) -> bool:
        """Tell whether the chain holds what the step needs."""
        acts = not self.act or chain.has(self.act)
        return acts and (not self.feeds or chain.below("province") == self.feeds)

    def sources_in(self, chain: Chain) -> tuple[str, ...]:
        """Return the states from which the step may be taken under ``chain``."""
        return self.unasked if self.unasked and not chain.has(Act.OPINION) else self.sources


V, C, R, K, F = VillageState, CommuneState, RoundState, CaseState, FindingState

TRANSITIONS: tuple[Transition, ...] = (
    Transition("village", "list.build", (V.LISTING,), None),
    Transition("village", "list.request", (V.LISTING,), None),
    Transition("village", "list.take-in", (V.LISTING,), None),
    Transition("village", "list.propose", (V.LISTING,), None),
    Transition("village", "list.draft", (V.LISTING,), None),
    Transition("village", "list.choose", (V.LISTING,), None),
    Transition("village", "list.screen", (V.LISTING,), None),
    Transition("village", "list.decide", (V.LISTING,), None),
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
    Transition("commune", "list.build-commune", (C.COLLECTING,), None),
    Transition("commune", "report.submit", (C.COLLECTING,), C.REPORTED),
    Transition("commune", "inspection.draw", (C.REPORTED,), None),
    Transition("commune", "inspection.appoint", (C.REPORTED,), None),
    Transition("commune", "inspection.record", (C.REPORTED,), None),
    Transition("commune", "inspection.minute", (C.REPORTED,), None),
    Transition("commune", "finding.raise", (C.COLLECTING, C.REPORTED), None),
    Transition("commune", "appraisal.return", (C.REPORTED,), C.COLLECTING, act=Act.OPINION),
    Transition("commune", "appraisal.agree", (C.REPORTED,), C.APPRAISED, act=Act.OPINION),
    Transition("commune", "decision.sign", (C.APPRAISED,), C.DECIDED, unasked=(C.REPORTED,)),
    Transition("commune", "features.draft", (C.DECIDED, C.CERTIFIED), None),
    Transition("commune", "features.choose", (C.DECIDED, C.CERTIFIED), None),
    Transition("commune", "features.record", (C.DECIDED, C.CERTIFIED), None),
    Transition("commune", "certificate.issue", (C.DECIDED,), C.CERTIFIED),
    Transition("round", "district.approve", (R.OPEN,), R.APPROVED, feeds="district"),
    Transition("round", "commune.conclude", (R.OPEN,), R.APPROVED, feeds="commune"),
    Transition("round", "district.correct", (R.APPROVED, R.SENT, R.RECEIVED), R.APPROVED, feeds="district"),
    Transition("round", "commune.correct", (R.APPROVED, R.SENT, R.RECEIVED), R.APPROVED, feeds="commune"),
    Transition("round", "preliminary.send", (R.OPEN,), None),
    Transition("round", "preliminary.receive", (R.OPEN, R.APPROVED, R.SENT, R.RECEIVED), None),
    Transition("round", "result.send", (R.APPROVED,), R.SENT),
    Transition("round", "result.receive", (R.SENT,), R.RECEIVED),
    Transition("round", "province.close", (R.OPEN,), R.RECEIVED, feeds="commune"),
)

CASE_STEPS: tuple[Transition, ...] = (
    Transition("case", "case.household", (K.RECEIVED,), None),
    Transition("case", "case.fill", (K.RECEIVED,), K.APPRAISED),
    Transition("case", "case.refuse", (K.RECEIVED, K.APPRAISED), K.REFUSED),
    Transition("case", "case.recognise", (K.APPRAISED,), K.RECOGNISED),
    Transition("case", "case.post", (K.RECOGNISED,), None),
    Transition("case", "case.certify", (K.RECOGNISED,), None),
)

T = CertificateState

CERTIFICATE_STEPS: tuple[Transition, ...] = (
    Transition("certificate", "certificate.confirm", (T.VALID,), None),
    Transition("certificate", "certificate.duplicate", (T.VALID,), None),
    Transition("certificate", "certificate.replace", (T.VALID,), T.REPLACED),
    Transition("certificate", "certificate.withdraw", (T.VALID,), T.WITHDRAWN),
)

FINDING_STEPS: tuple[Transition, ...] = (
    Transition("finding", "finding.order", (F.OPEN,), F.ORDERED),
    Transition("finding", "finding.mend", (F.ORDERED,), F.MENDED),
    Transition("finding", "finding.close", (F.MENDED,), F.CLOSED),
    Transition("finding", "finding.reopen", (F.MENDED, F.CLOSED), F.ORDERED),
)

N = CorrectionState

CORRECTION_STEPS: tuple[Transition, ...] = (
    Transition("correction", "correction.check", (N.REQUESTED,), N.CHECKED),
    Transition("correction", "correction.grant", (N.CHECKED,), N.DECIDED),
    Transition("correction", "correction.refuse", (N.REQUESTED, N.CHECKED), N.REFUSED),
)

S = ResultState

RESULT_STEPS: tuple[Transition, ...] = (
    Transition("province", "province.sign", (S.PREPARED,), S.APPROVED),
    Transition("province", "province.approve", (S.PREPARED,), S.APPROVED),
    Transition("province", "province.report", (S.APPROVED,), S.REPORTED),
)

H = HouseholdState

HOUSEHOLD_STEPS: tuple[HouseholdStep, ...] = (
    HouseholdStep("list.build", (H.UNSEEN,), (H.TO_SURVEY,)),
    HouseholdStep("list.request", (H.UNSEEN,), (H.PENDING, H.TO_SURVEY)),
    HouseholdStep("list.take-in", (H.UNSEEN,), (H.PENDING, H.TO_SURVEY)),
    HouseholdStep("list.propose", (H.UNSEEN,), (H.PENDING, H.TO_SURVEY)),
    HouseholdStep("list.screen", (H.PENDING,), (H.TO_SURVEY, H.LEFT_OUT, H.PENDING)),
    HouseholdStep("list.decide", (H.PENDING, H.LEFT_OUT), (H.TO_SURVEY, H.LEFT_OUT)),
    HouseholdStep("survey.answer", (H.TO_SURVEY, H.SURVEYED, H.SENT_BACK), (H.SURVEYED,)),
    HouseholdStep("survey.return", (H.SURVEYED,), (H.SENT_BACK,)),
    HouseholdStep("meeting.hold", (H.SURVEYED,), (H.AGREED, H.SENT_BACK)),
    HouseholdStep("posting.open", (H.AGREED,), (H.POSTED,)),
    HouseholdStep("complaint.decide", (H.POSTED,), (H.AGREED, H.POSTED)),
    HouseholdStep("decision.sign", (H.POSTED,), (H.RECOGNISED,)),
)

_OTHERS = (*CASE_STEPS, *CERTIFICATE_STEPS, *FINDING_STEPS, *CORRECTION_STEPS, *RESULT_STEPS)
_BY_NAME = {(t.of, t.action): t for t in (*TRANSITIONS, *_OTHERS)}


def transition(of: str, action: str) -> Transition:
    """Return the step's row; raises ``KeyError`` for a step that the table does not know."""
    return _BY_NAME[of, action]

"""Step 8: the unit below the province approves its total and sends it up: the district, or the commune without one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.accounts.office import require_office
from rasoat.accounts.roles import Permission, Role
from rasoat.areas.models import Level
from rasoat.errors import Refused
from rasoat.recognition.models import Decision
from rasoat.reports.differences import compare
from rasoat.reports.letter import issue_report_up
from rasoat.reports.models import DistrictApproval, Preliminary, ReportSet
from rasoat.reports.sets import freeze, frozen_tables
from rasoat.rounds.models import Round
from rasoat.rounds.states import CommuneState
from rasoat.rounds.step import RoundStep, move, require_not_after, require_not_before


def current_approval(round_: Round) -> DistrictApproval:
    """Return the approval that counts: the last one; raises ``DistrictApproval.DoesNotExist`` before the first."""
    return DistrictApproval.objects.filter(round=round_).latest("number")


@dataclass(kw_only=True)
class _ApproveTotal(RoundStep[DistrictApproval]):
    """The chairman of the round's unit approves the total, when every commune has certified and every table closes."""

    approved_on: date
    prepared_by: User

    office: ClassVar[Role]
    level: ClassVar[str]

    def check(self) -> None:
        """A round of that level (P054), all communes done (P050), prepared by another, signed by who held the office."""
        super().check()
        if self.round.unit.level != self.level:
            raise Refused("P054", unit=str(self.round.unit))
        undone = self.round.communes.exclude(state=CommuneState.CERTIFIED).select_related("unit")
        first = undone.first()
        if first is not None:
            raise Refused(
                "P050", count=undone.count(), first=str(first.unit), state=first.get_state_display()
            )
        if self.prepared_by == self.actor:
            raise Refused("P051")
        signed = Decision.objects.filter(commune__round=self.round).aggregate(last=Max("signed_on"))["last"]
        require_not_before(self.approved_on, signed, _("Ngày phê duyệt"))
        require_not_after(self.approved_on, self.day, _("Ngày phê duyệt"))
        require_office(self.actor, [self.office], self.round.unit, self.approved_on)

    def execute(self) -> DistrictApproval:
        """Freeze the official set, signed off by the chairman; issue the report from it, move the round.

        Refused when the set does not close (``set_faults``).
        """
        before = self._before()
        corrects = before.report_set if before else None
        kept = freeze(self.round, self.round.unit, official=True, maker=self.prepared_by, corrects=corrects)
        kept.checked_by, kept.checked_on = self.actor, self.approved_on
        kept.save(update_fields=["checked_by", "checked_on"])
        if corrects is not None and not compare(corrects, kept).changes:
            raise Refused("P056", round=self.round.name)
        tables = frozen_tables(kept, keys=["results"])
        total = tables["results"].total
        document = issue_report_up(self.round, tables, self.approved_on, self.actor, corrected=before)
        approval = DistrictApproval.objects.create(
            round=self.round,
            number=before.number + 1 if before else 1,
            corrects=before,
            prepared_by=self.prepared_by,
            approved_by=self.actor,
            approved_on=self.approved_on,
            households=total["c1"],
            persons=total["c2"],
            poor=total["c3"],
            near_poor=total["c5"],
            average=total["c7"],
            figures_sha256=kept.sha256,
            document=document,
            report_set=kept,
        )
        move(self.round, self.name)
        return approval

    def _before(self) -> DistrictApproval | None:
        """The approval that this one corrects; none stands before the first."""
        return None

    def facts(self, result: DistrictApproval) -> Mapping[str, Any]:
        """The totals."""
        return {k: getattr(result, k) for k in ("households", "persons", "poor", "near_poor", "average")}


@dataclass(kw_only=True)
class ApproveDistrict(_ApproveTotal):
    """The district chairman approves the total of a district's round."""

    name: ClassVar[str] = "district.approve"
    permission: ClassVar[Permission] = Permission.DISTRICT_APPROVE
    office: ClassVar[Role] = Role.DISTRICT_CHAIRMAN
    level: ClassVar[str] = Level.DISTRICT


@dataclass(kw_only=True)
class ConcludeCommune(_ApproveTotal):
    """The commune chairman approves the total of a commune's own round, where the chain has no district."""

    name: ClassVar[str] = "commune.conclude"
    permission: ClassVar[Permission] = Permission.DECISION_SIGN
    office: ClassVar[Role] = Role.COMMUNE_CHAIRMAN
    level: ClassVar[str] = Level.COMMUNE


@dataclass(kw_only=True)
class _CorrectTotal(_ApproveTotal):
    """Approve the total again after corrections: a further official set and report that name the ones they correct.

    Refused (P056) when no household differs from the approval before.
    """

    def _before(self) -> DistrictApproval | None:
        return current_approval(self.round)


@dataclass(kw_only=True)
class CorrectDistrict(_CorrectTotal):
    """The district chairman approves the corrected total."""

    name: ClassVar[str] = "district.correct"
    permission: ClassVar[Permission] = Permission.DISTRICT_APPROVE
    office: ClassVar[Role] = Role.DISTRICT_CHAIRMAN
    level: ClassVar[str] = Level.DISTRICT


@dataclass(kw_only=True)
class CorrectCommune(_CorrectTotal):
    """The commune chairman approves the corrected total of a commune's own round."""

    name: ClassVar[str] = "commune.correct"
    permission: ClassVar[Permission] = Permission.DECISION_SIGN
    office: ClassVar[Role] = Role.COMMUNE_CHAIRMAN
    level: ClassVar[str] = Level.COMMUNE


@dataclass(kw_only=True)
class SendPreliminary(RoundStep[Preliminary]):
    """Send a preliminary set, signed off by another, to the province, before the official result (TT17 Điều 9)."""

    name: ClassVar[str] = "preliminary.send"
    permission: ClassVar[Permission] = Permission.RESULT_SEND

    set: ReportSet
    sent_on: date

    def check(self) -> None:
        """A preliminary set of this very round and unit, signed off (P055), the first one (P057)."""
        super().check()
        kept, round_ = self.set, self.round
        fits = (kept.round_id, kept.unit_id, kept.official) == (round_.pk, round_.unit_id, False)
        if not fits or kept.checked_on is None:
            raise Refused("P055", number=kept.number)
        if Preliminary.objects.filter(round=round_).exists():
            raise Refused("P057")
        require_not_before(self.sent_on, kept.checked_on, _("Ngày gửi"))
        require_not_after(self.sent_on, self.day, _("Ngày gửi"))

    def execute(self) -> Preliminary:
        """Issue the report in the name of who signed the set off, and store who sent it."""
        assert self.set.checked_by is not None
        tables = frozen_tables(self.set, keys=["results"])
        document = issue_report_up(self.round, tables, self.sent_on, self.set.checked_by, preliminary=True)
        return Preliminary.objects.create(
            round=self.round,
            report_set=self.set,
            document=document,
            sent_on=self.sent_on,
            sent_by=self.actor,
        )

    def facts(self, result: Preliminary) -> Mapping[str, Any]:
        """The set."""
        return {"set": result.report_set.number, "sha256": result.report_set.sha256}


@dataclass(kw_only=True)
class SendResult(RoundStep[DistrictApproval]):
    """Send the approved result to the province."""

    name: ClassVar[str] = "result.send"
    permission: ClassVar[Permission] = Permission.RESULT_SEND

    sent_on: date

    def check(self) -> None:
        """After the approval."""
        super().check()
        require_not_before(self.sent_on, current_approval(self.round).approved_on, _("Ngày gửi"))
        require_not_after(self.sent_on, self.day, _("Ngày gửi"))

    def execute(self) -> DistrictApproval:
        """Store who sent it and when."""
        approval = current_approval(self.round)
        approval.sent_on, approval.sent_by = self.sent_on, self.actor
        approval.save(update_fields=["sent_on", "sent_by"])
        move(self.round, self.name)
        return approval


SentT = TypeVar("SentT", Preliminary, DistrictApproval)


@dataclass(kw_only=True)
class _Receive(RoundStep[SentT]):
    """The province takes in what was sent; not by the one who sent it."""

    permission: ClassVar[Permission] = Permission.RESULT_RECEIVE

    received_on: date
    _found: SentT = field(init=False)

    def check(self) -> None:
        """After it was sent, by another person (P052)."""
        super().check()
        found = self._sent()
        if found.sent_by == self.actor:
            raise Refused("P052")
        if found.sent_on is not None:
            require_not_before(self.received_on, found.sent_on, _("Ngày nhận"))
        require_not_after(self.received_on, self.day, _("Ngày nhận"))
        self._found = found

    @abstractmethod
    def _sent(self) -> SentT:
        """What was sent and waits."""

    def execute(self) -> SentT:
        """Store who received it and when."""
        self._found.received_on, self._found.received_by = self.received_on, self.actor
        self._found.save(update_fields=["received_on", "received_by"])
        move(self.round, self.name)
        return self._found


@dataclass(kw_only=True)
class ReceivePreliminary(_Receive[Preliminary]):
    """The province takes the preliminary figures in."""

    name: ClassVar[str] = "preliminary.receive"

    def _sent(self) -> Preliminary:
        """Sent and not yet received (P058)."""
        found = Preliminary.objects.filter(round=self.round, received_on__isnull=True).first()
        if found is None:
            raise Refused("P058")
        return found


@dataclass(kw_only=True)
class ReceiveResult(_Receive[DistrictApproval]):
    """The province takes the approved result in."""

    name: ClassVar[str] = "result.receive"

    def _sent(self) -> DistrictApproval:
        return current_approval(self.round)

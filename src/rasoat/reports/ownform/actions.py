"""Take an own spreadsheet in, and approve it: never the same person."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.reports.definitions import definition, of_round
from rasoat.reports.models import OwnForm
from rasoat.reports.ownform.checking import Checked, check
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.rounds.step import require_not_after, require_not_before
from rasoat.text_vi import clean_cell


@dataclass(kw_only=True)
class UploadOwnForm(Action[OwnForm]):
    """Take a unit's own spreadsheet for a report, checked against the reports of a round; it counts from its year on.

    A file with a fault is not taken at all: the first fault is raised (T031 to T047), ``checked`` holds every one.
    """

    name: ClassVar[str] = "reports.template"
    permission: ClassVar[Permission] = Permission.REPORT_FREEZE

    round: Round
    at: Unit
    report: str
    file_name: str
    content: bytes

    def unit(self) -> Unit:
        """The unit whose spreadsheet it is."""
        return self.at

    def check(self) -> None:
        """For a province or district (T048), a report that exists (T006), a sound file, and not the same again (T051)."""
        if self.at.level not in (Level.PROVINCE, Level.DISTRICT):
            raise Refused("T048", unit=str(self.at))
        definition(self.report, self.round)
        if self.checked.faults:
            raise self.checked.faults[0]
        self._sha256 = hashlib.sha256(self.content).hexdigest()
        same = OwnForm.objects.filter(
            unit=self.at, report=self.report, year=self.round.year, sha256=self._sha256
        )
        if same.exists():
            raise Refused("T051")

    @property
    def checked(self) -> Checked:
        """What the file holds, read once."""
        if not hasattr(self, "_checked"):
            self._checked = check(self._name, self.content, of_round(self.round), self.report)
        return self._checked

    @property
    def _name(self) -> str:
        return clean_cell(self.file_name.replace("\\", "/").rpartition("/")[2])[-200:] or "?"

    def execute(self) -> OwnForm:
        """Store it."""
        return OwnForm.objects.create(
            unit=self.at,
            report=self.report,
            year=self.round.year,
            file_name=self._name,
            content=self.content,
            sha256=self._sha256,
            marks=len(self.checked.spots),
            made_by=self.actor,
            made_on=today(self.round),
        )

    def facts(self, result: OwnForm) -> Mapping[str, Any]:
        """Which report, from which year, which file."""
        return {"report": result.report, "from": result.year, "sha256": result.sha256}


@dataclass(kw_only=True)
class ApproveOwnForm(Action[OwnForm]):
    """Approve an own spreadsheet after looking at it filled: by another person than its maker, once."""

    name: ClassVar[str] = "reports.template-approve"
    permission: ClassVar[Permission] = Permission.REPORT_CHECK

    form: OwnForm
    round: Round
    on: date

    def unit(self) -> Unit:
        """The unit whose spreadsheet it is."""
        return self.form.unit

    def check(self) -> None:
        """By another person (T049), once (T050), not before it was made."""
        kept = OwnForm.objects.defer("content").select_for_update().get(pk=self.form.pk)
        if kept.made_by_id == self.actor.pk:
            raise Refused("T049")
        if kept.approved_on is not None:
            raise Refused("T050", day=f"{kept.approved_on:%d/%m/%Y}")
        require_not_before(self.on, kept.made_on, _("Ngày duyệt"))
        require_not_after(self.on, today(self.round), _("Ngày duyệt"))

    def execute(self) -> OwnForm:
        """Store who approved it and when."""
        self.form.approved_by, self.form.approved_on = self.actor, self.on
        self.form.save(update_fields=["approved_by", "approved_on"])
        return self.form

    def facts(self, result: OwnForm) -> Mapping[str, Any]:
        """Which report, from which year, which file."""
        return {"report": result.report, "from": result.year, "sha256": result.sha256}

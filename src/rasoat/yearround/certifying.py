"""After a decision in the year: the household's certificate, or the year's line on the one it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.recognition.certificates import CERTIFIED, ToCertify, certify
from rasoat.recognition.models import Certificate
from rasoat.rounds.clock import today
from rasoat.rounds.step import require, require_not_after, require_not_before
from rasoat.yearround.models import Case


@dataclass(kw_only=True)
class CertifyCase(Action[Certificate]):
    """Certify a household recognised as poor or near-poor in the year, in the same register as those of the season."""

    name: ClassVar[str] = "case.certify"
    permission: ClassVar[Permission] = Permission.CERTIFICATE_ISSUE

    case: Case
    issued_on: date

    def unit(self) -> Unit:
        """The village of the case."""
        return self.case.village.unit

    def check(self) -> None:
        """Recognised (P001) as poor or near-poor and not certified yet (H004), not before the decision."""
        require(self.case, self.name)
        self._recognition = self.case.recognition
        if not certifiable(self.case) or self._recognition is None or self.case.document is None:
            raise Refused("H004", receipt=self.case.receipt)
        assert self.case.decided_on is not None
        require_not_before(self.issued_on, self.case.decided_on, _("Ngày cấp giấy chứng nhận"))
        require_not_after(self.issued_on, today(self.case.village.round), _("Ngày cấp giấy chứng nhận"))

    def execute(self) -> Certificate:
        """Issue a certificate, or confirm the year on the one the household holds for the period."""
        assert self._recognition is not None
        assert self.case.document is not None
        assert self.case.decided_on is not None
        row = ToCertify(self._recognition, self.case.decided_on.year, self.case.document)
        done = certify(self.case.village.commune, [row], self.issued_on, self.actor)
        return (done.issued or done.confirmed)[0]

    def facts(self, result: Certificate) -> Mapping[str, Any]:
        """The number."""
        return {"number": result.number, "year": result.year}


def certifiable(case: Case) -> bool:
    """Whether the case's decision is to be certified and is not yet."""
    made = case.recognition
    if made is None or made.superseded_by_id is not None or made.result not in CERTIFIED:
        return False
    return not hasattr(made, "certified")

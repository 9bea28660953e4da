"""Give open data out: who did it, and with which bytes, stands in the log."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.reports.opendata.dataset import DataSet, data_set
from rasoat.reports.opendata.files import written
from rasoat.rounds.models import Round


class Published(NamedTuple):
    """The data set and its file."""

    data: DataSet
    content: bytes


@dataclass(kw_only=True)
class PublishData(Action[Published]):
    """Export the anonymous counts of a round for a district or province."""

    name: ClassVar[str] = "data.publish"
    permission: ClassVar[Permission] = Permission.DATA_PUBLISH

    round: Round
    area: Unit
    format: str = "zip"

    def unit(self) -> Unit:
        """The unit whose data are exported."""
        return self.area

    def execute(self) -> Published:
        """Build the data, suppress, write; raises ``Refused`` O001, O003 and ``InputError`` O002, O004."""
        data = data_set(self.round, self.area)
        return Published(data, written(data, self.format))

    def subject(self, result: Published) -> str:
        """The round."""
        return f"round:{self.round.pk}"

    def facts(self, result: Published) -> Mapping[str, Any]:
        """The format, how many cells are suppressed, and the hash of the file."""
        return {
            "format": self.format,
            "unit": self.area.code,
            "suppressed": result.data.hidden,
            "sha256": hashlib.sha256(result.content).hexdigest(),
        }

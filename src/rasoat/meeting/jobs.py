"""The long work of this step: the minutes of all villages of a round, ready for the printer."""

from __future__ import annotations

from rasoat.documents.models import Kind
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.papers import Paper, paper_set
from rasoat.jobs.progress import Progress
from rasoat.meeting.models import Meeting

MINUTES_SET = "meeting.minutes-set"


@work(MINUTES_SET)
def minutes_set(progress: Progress, *, round_pk: int, path: str) -> Outcome:
    """Print the minutes of every meeting of a round below ``path``: one PDF a commune, several as one zip.

    Every meeting begins on a sheet of its own. Raises ``Refused`` M008 when there is none.
    """
    found = meetings(round_pk, path)
    if not found:
        raise Refused("M008", unit=str(progress.job.unit))
    papers = [Paper(meeting.village.unit, meeting.minutes_id or 0) for meeting in found]
    return paper_set(progress, Kind.MINUTES, papers, "Biên bản họp", "biên bản")


def meetings(round_: int, path: str) -> list[Meeting]:
    """Return the meetings of a round below a unit that have minutes, by commune, village and number."""
    rows = Meeting.objects.filter(
        village__round=round_, village__unit__path__startswith=path, minutes__isnull=False
    ).select_related("village__unit__parent")
    return sorted(rows, key=lambda meeting: (meeting.village.unit.path, meeting.number))

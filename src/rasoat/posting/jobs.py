"""The long work of this step: the posted lists of all villages of a round, ready for the printer."""

from __future__ import annotations

from rasoat.documents.models import Kind
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.papers import Paper, paper_set
from rasoat.jobs.progress import Progress
from rasoat.posting.models import Posting

POSTING_SET = "posting.lists-set"


@work(POSTING_SET)
def posting_set(progress: Progress, *, round_pk: int, path: str) -> Outcome:
    """Print the newest posted list of every village of a round below ``path``: one PDF a commune, several as one zip.

    Raises ``Refused`` K004 when nothing has been posted.
    """
    found = newest(round_pk, path)
    if not found:
        raise Refused("K004", unit=str(progress.job.unit))
    papers = [Paper(posting.village.unit, posting.document_id or 0) for posting in found]
    return paper_set(progress, Kind.POSTING, papers, "Danh sách niêm yết", "danh sách")


def newest(round_: int, path: str) -> list[Posting]:
    """Return the last posting of each village below a unit, by commune and village."""
    rows = Posting.objects.filter(
        village__round=round_, village__unit__path__startswith=path, document__isnull=False
    ).select_related("village__unit__parent")
    last = {posting.village_id: posting for posting in rows.order_by("number")}
    return sorted(last.values(), key=lambda posting: posting.village.unit.path)

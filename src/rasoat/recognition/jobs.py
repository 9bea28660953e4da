"""The long work of this step: all certificates of a round as one PDF for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from rasoat.documents.sets import PART, one_pdf
from rasoat.documents.shapes import Certificate as Paper
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.progress import Progress
from rasoat.recognition.certificate_papers import papers_now
from rasoat.recognition.models import Certificate
from rasoat.text_vi import clean_cell

CERTIFICATE_SET = "recognition.certificates"


@work(CERTIFICATE_SET)
def certificate_set(progress: Progress, *, round_pk: int, path: str) -> Outcome:
    """Print every valid certificate that was issued or confirmed in a round below ``path``, in order of unit and number.

    Raises ``Refused`` H003 when there is none.
    """
    found = of_round(round_pk, path)
    keys = list(found.values_list("pk", flat=True))
    if not keys:
        raise Refused("H003", unit=str(progress.job.unit))
    progress.expect(len(keys))
    pdf = one_pdf("certificate", _papers(keys), lambda count: progress.step(count=count))
    title = f"Giấy chứng nhận - {clean_cell(str(progress.job.unit))}"
    return Outcome(told=f"{len(keys)} giấy chứng nhận", file=pdf, file_name=f"{title}.pdf")


def of_round(round_pk: int, path: str) -> QuerySet[Certificate]:
    """Return the valid certificates with a line from a round, in units below ``path``."""
    rows = Certificate.objects.valid().filter(unit__path__startswith=path)
    lines = rows.filter(entries__recognition__round=round_pk) | rows.filter(commune__round=round_pk)
    return lines.distinct().order_by("unit__path", "year", "number")


def _papers(keys: Sequence[int]) -> Iterator[Paper]:
    """Yield the papers, read a few at a time: a district's do not fit into memory at once."""
    for first in range(0, len(keys), PART):
        some = Certificate.objects.in_bulk(keys[first : first + PART])
        yield from papers_now([some[key] for key in keys[first : first + PART]])

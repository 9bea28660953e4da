"""The long work of this step: the minutes of all villages of a round, ready for the printer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rasoat.areas.models import Unit
from rasoat.documents.models import Document, Kind
from rasoat.documents.render import render_many
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.progress import Progress
from rasoat.meeting.models import Meeting
from rasoat.text_vi import clean_cell

MINUTES_SET = "meeting.minutes-set"
_ONCE = 20


@work(MINUTES_SET)
def minutes_set(progress: Progress, *, round_pk: int, path: str) -> Outcome:
    """Print the minutes of every meeting of a round below ``path``: one PDF a commune, several as one zip.

    Every meeting begins on a sheet of its own. Raises ``Refused`` M008 when there is none.
    """
    found = meetings(round_pk, path)
    if not found:
        raise Refused("M008", unit=str(progress.job.unit))
    progress.expect(len(found))
    files = list(_files(progress, found))
    pages = f"{len(found)} biên bản, {len(files)} tệp"
    name = f"Biên bản họp - {clean_cell(str(progress.job.unit))}"
    if len(files) == 1:
        return Outcome(told=f"{len(found)} biên bản", file=files[0][1], file_name=f"{name}.pdf")
    return Outcome(told=pages, file=_zipped(files), file_name=f"{name}.zip")


def meetings(round_: int, path: str) -> list[Meeting]:
    """Return the meetings of a round below a unit that have minutes, by commune, village and number."""
    rows = Meeting.objects.filter(
        village__round=round_, village__unit__path__startswith=path, minutes__isnull=False
    ).select_related("village__unit__parent")
    return sorted(rows, key=lambda meeting: (meeting.village.unit.path, meeting.number))


def _files(progress: Progress, found: list[Meeting]) -> Iterator[tuple[str, bytes]]:
    for commune, held in groupby(found, key=lambda meeting: _commune(meeting.village.unit)):
        batch = list(held)
        progress.doing(str(commune))
        # The paper as it was issued is laid out again from the same data, so all of a commune is one file.
        papers = Document.objects.filter(pk__in=[meeting.minutes_id for meeting in batch])
        data: dict[int | None, Any] = dict(papers.values_list("pk", "data__items"))
        ordered = [item for meeting in batch for item in data[meeting.minutes_id]]
        for part, first in enumerate(range(0, len(ordered), _ONCE), start=1):
            some: list[Any] = ordered[first : first + _ONCE]
            number = f" ({part})" if len(ordered) > _ONCE else ""
            yield f"{commune.code} {clean_cell(str(commune))}{number}.pdf", render_many(Kind.MINUTES, some)
            progress.step(count=len(some))


def _commune(village: Unit) -> Unit:
    return village.parent or village


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, pdf in files:
            packed.writestr(name, pdf)
    return out.getvalue()

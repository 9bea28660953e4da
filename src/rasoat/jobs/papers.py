"""A set of issued papers ready for the printer: one PDF a commune, several as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rasoat.areas.models import Unit
from rasoat.documents.models import Document
from rasoat.documents.render import render_many
from rasoat.jobs.kinds import Outcome
from rasoat.jobs.progress import Progress
from rasoat.text_vi import clean_cell

_ONCE = 20


class Paper(NamedTuple):
    """One issued document and the village it is of."""

    village: Unit
    document: int


def paper_set(progress: Progress, kind: str, papers: Sequence[Paper], name: str, noun: str) -> Outcome:
    """Print the papers in the order given, each on a sheet of its own; ``noun`` is what is counted.

    A paper is laid out again from the data it was issued with, so that all of a commune is one file.
    """
    progress.expect(len(papers))
    files = list(_files(progress, kind, papers))
    title = f"{name} - {clean_cell(str(progress.job.unit))}"
    if len(files) == 1:
        return Outcome(told=f"{len(papers)} {noun}", file=files[0][1], file_name=f"{title}.pdf")
    told = f"{len(papers)} {noun}, {len(files)} tệp"
    return Outcome(told=told, file=_zipped(files), file_name=f"{title}.zip")


def _files(progress: Progress, kind: str, papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    for commune, held in groupby(papers, key=lambda paper: paper.village.parent or paper.village):
        batch = [paper.document for paper in held]
        progress.doing(str(commune))
        data: dict[int | None, Any] = dict(
            Document.objects.filter(pk__in=batch).values_list("pk", "data__items")
        )
        ordered = [item for key in batch for item in data[key]]
        for part, first in enumerate(range(0, len(ordered), _ONCE), start=1):
            some: list[Any] = ordered[first : first + _ONCE]
            number = f" ({part})" if len(ordered) > _ONCE else ""
            yield f"{commune.code} {clean_cell(str(commune))}{number}.pdf", render_many(kind, some)
            progress.step(count=len(some))


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, pdf in files:
            packed.writestr(name, pdf)
    return out.getvalue()

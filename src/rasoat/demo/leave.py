"""What a played season leaves in its folder: reports, documents under readable names, and the summary."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rasoat.demo.season import Season
from rasoat.demo.summary import summary
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import path_of, printed
from rasoat.reports.files import FORMATS, file_name
from rasoat.reports.tables import KEYS, build
from rasoat.rounds.models import Round

_NAMES = {
    Kind.INVITATION: "giay-moi", Kind.MINUTES: "bien-ban-hop", Kind.POSTING: "niem-yet", Kind.OPINION: "y-kien-tham-dinh",
    Kind.DECISION: "quyet-dinh", Kind.CERTIFICATE: "giay-chung-nhan", Kind.REPORT_UP: "bao-cao",
    Kind.LETTER: "tra-loi", Kind.PLAN: "ke-hoach", Kind.CHARGES: "phan-cong", Kind.DISPATCH: "don-doc", Kind.INSPECTION: "bien-ban-kiem-tra",
    Kind.CORRECTION: "quyet-dinh-dinh-chinh", Kind.PROVINCE: "quyet-dinh-cua-tinh",
}  # fmt: skip
BY_NAME = "theo-ten"
"""The folder below ``documents`` in which the papers stand by unit and kind instead of by hash."""


def leave(season: Season, folder: Path) -> dict[str, Any]:
    """Write ``reports/``, ``documents/`` and ``summary.json`` below ``folder``; return the summary."""
    with season.clock.timed("reports"):
        reports = write_reports(season.round, folder / "reports")
    with season.clock.timed("documents"):
        name_documents(folder / "documents")
    found = summary(season.round, reports=reports, seconds=season.seconds)
    write_summary(found, folder)
    return found


def write_summary(found: Mapping[str, Any], folder: Path) -> None:
    """Write ``summary.json``."""
    (folder / "summary.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def write_reports(round_: Round, folder: Path) -> list[str]:
    """Write every report of the round's unit as csv and xlsx; return the file names."""
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    for key in KEYS:
        table = build(key, round_, round_.unit, depth="tree")
        for extension in ("csv", "xlsx"):
            name = file_name(table, extension)
            (folder / name).write_bytes(FORMATS[extension].write(table))
            names.append(name)
    return names


def name_documents(folder: Path) -> None:
    """Give every document a second, readable name beside the one by hash, and list them in ``index.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "index.csv").open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("kind", "unit_code", "unit_name", "number", "title", "issued_on", "file", "sha256"))
        for document, name in _named():
            sha256 = printed(document)
            _link(path_of(sha256), folder / BY_NAME / name)
            writer.writerow(
                (
                    document.kind,
                    document.unit.code,
                    str(document.unit),
                    document.number or "",
                    document.title,
                    document.issued_on.isoformat(),
                    f"{BY_NAME}/{name}",
                    sha256,
                )
            )


def _named() -> Iterator[tuple[Document, str]]:
    seen: dict[str, int] = {}
    for document in (
        Document.objects.select_related("unit").order_by("unit__path", "kind", "pk").iterator(500)
    ):
        commune = document.unit.path.split("/")[2:3] or [document.unit.code]
        stem = f"{_NAMES[Kind(document.kind)]}-{document.unit.code}"
        seen[stem] = seen.get(stem, 0) + 1
        ending = f"-{seen[stem]}" if seen[stem] > 1 else ""
        yield document, f"{commune[0] or document.unit.code}/{stem}{ending}.pdf"


def _link(kept: Path, name: Path) -> None:
    name.parent.mkdir(parents=True, exist_ok=True)
    name.unlink(missing_ok=True)
    try:
        os.link(kept, name)
    except OSError:
        shutil.copyfile(kept, name)

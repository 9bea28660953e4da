"""The printer gives up on what cannot be written down, and loses nothing by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from rasoat.documents import printer
from rasoat.documents.models import Document, Kind, Print
from rasoat.documents.register import printed, read
from tests.documents.samples import DAY, SAMPLES
from tests.world import person, unit


def test_what_cannot_be_written_down_is_printed_when_asked_for(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is gone ends the attempt after a few tries; the document is whole for whoever asks later."""
    settings.MEDIA_ROOT = tmp_path
    commune = unit(
        "01906",
        "commune",
        "Xã thử",
        unit("061", "district", "Huyện thử", unit("06", "province", "Tỉnh thử", None)),
    )
    sample = SAMPLES["letter"](2)
    document = Document.objects.create(
        kind=Kind.LETTER, unit=commune, year=2018, title="Thư thử", issued_on=DAY,
        issued_by=person("officer", "commune_officer", commune), practice=True, data={"items": [sample]},
    )  # fmt: skip
    tries = []

    def gone(*_rows: Any, **_options: Any) -> None:
        tries.append(1)
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(Print.objects, "bulk_create", gone)
        with pytest.raises(OperationalError):
            printer._print(document.pk)
    assert len(tries) == printer._TRIES
    assert not Print.objects.exists()
    assert read(document).startswith(b"%PDF")
    assert Print.objects.get().sha256 == printed(document)

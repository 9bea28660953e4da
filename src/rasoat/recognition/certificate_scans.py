"""The signed certificates of a commune, scanned in many at once: each file finds its certificate by the number in its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action
from rasoat.documents.attachments import Upload, checked
from rasoat.documents.filekinds import plain_name
from rasoat.documents.models import ScannedPage
from rasoat.documents.signed import keep_pages, require_new
from rasoat.documents.store import sha256_of
from rasoat.errors import Refused
from rasoat.recognition.models import Certificate, CertificateScan
from rasoat.rounds.models import CommuneRound

MOST = 100 * 2**20
"""Bytes of all files together, also unpacked."""


class File(NamedTuple):
    """A file as it was sent."""

    name: str
    content: bytes


class Match(NamedTuple):
    """A file with its certificate, or with why it has none: the refusal that says how to mend it."""

    name: str
    upload: Upload | None = None
    certificate: Certificate | None = None
    why: Refused | None = None

    @property
    def head(self) -> str:
        """The head of household as certified, for the eye to compare."""
        found = self.certificate
        return found.document.data["items"][found.place]["household_head"] if found is not None else ""


def unpacked(files: Iterable[File]) -> list[File]:
    """Return the files, with what lies in zip files in their place; raises ``Refused`` H027 (too much), H028 (no zip)."""
    found: list[File] = []
    for file in files:
        inside = _inside(file) if file.name.lower().endswith(".zip") else [file]
        found += inside
        if sum(len(each.content) for each in found) > MOST:
            raise Refused("H027", most=MOST // 2**20)
    return found


def _inside(file: File) -> list[File]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as folder:
            entries = [entry for entry in folder.infolist() if _is_scan(entry)]
            if sum(entry.file_size for entry in entries) > MOST:
                raise Refused("H027", most=MOST // 2**20)
            return [File(plain_name(entry.filename), folder.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise Refused("H028", name=plain_name(file.name)) from None


def _is_scan(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file that somebody put there: no folder, nothing a computer hides."""
    last = plain_name(entry.filename)
    return not entry.is_dir() and not last.startswith(".") and "__MACOSX" not in entry.filename


def looked_through(files: Iterable[File]) -> list[tuple[str, Upload | Refused]]:
    """Return each file as it will be kept, or why it cannot be."""
    found: list[tuple[str, Upload | Refused]] = []
    for file in files:
        try:
            found.append((plain_name(file.name), checked(file.content, file.name)))
        except Refused as error:
            found.append((plain_name(file.name), error))
    return found


def matches(commune: CommuneRound, files: Iterable[tuple[str, Upload | Refused]]) -> list[Match]:
    """Find the certificate of each file in the commune's register, in order of number and name."""
    held = Certificate.objects.filter(unit=commune.unit, practice=commune.round.practice)
    by_number: dict[int, list[Certificate]] = {}
    for row in held.select_related("document__unit").prefetch_related("scans__page__attachment"):
        by_number.setdefault(row.number, []).append(row)
    years = {row.year for rows in by_number.values() for row in rows}
    seen = set[tuple[int, str]]()
    found = [_once(_match(name, file, by_number, years), seen) for name, file in files]
    return sorted(found, key=_order)


def _match(
    name: str, file: Upload | Refused, by_number: Mapping[int, Sequence[Certificate]], years: set[int]
) -> Match:
    if isinstance(file, Refused):
        return Match(name, why=file)
    said = [int(digits) for digits in re.findall(r"[0-9]{1,9}", name.rpartition(".")[0] or name)]
    if not said:
        return Match(name, why=Refused("H024", name=name))
    year = next((number for number in said if number in years), None) if len(said) > 1 else None
    number = next((number for number in said if number != year), said[0])
    rows = [row for row in by_number.get(number, []) if year in (None, row.year)]
    if not rows:
        return Match(name, why=Refused("H025", name=name, number=f"{number:02d}"))
    if len(rows) > 1:
        told = ", ".join(str(row.year) for row in rows)
        return Match(name, why=Refused("H026", name=name, number=f"{number:02d}", years=told))
    return Match(name, file, rows[0])


def _once(match: Match, seen: set[tuple[int, str]]) -> Match:
    """Return the match; without its certificate (H021) where that page is kept already, or was ``seen`` before."""
    if match.certificate is None or match.upload is None:
        return match
    page = (match.certificate.document_id, sha256_of(match.upload.content))
    again = page in seen or page[1] in _kept(match.certificate)
    seen.add(page)
    return Match(match.name, why=Refused("H021", name=match.name)) if again else match


def _kept(certificate: Certificate) -> set[str]:
    scans = certificate.scans.all()
    return {scan.page.attachment.sha256 for scan in scans if scan.page.withdrawn_at is None}


def _order(match: Match) -> tuple[Any, ...]:
    found = match.certificate
    return (found is None, found.year if found else 0, found.number if found else 0, match.name)


@dataclass(kw_only=True)
class KeepCertificateScans(Action[list[CertificateScan]]):
    """Keep the signed certificates of a commune, all or none: each page in the signed copy of its village's document."""

    name: ClassVar[str] = "certificate.scans"
    permission: ClassVar[Permission] = Permission.SCAN_KEEP

    commune: CommuneRound
    pages: Sequence[tuple[Certificate, Upload]]

    def unit(self) -> Unit:
        """The commune that issued them."""
        return self.commune.unit

    def check(self) -> None:
        """At least one (H029), all of this commune (H025), none of them there already (H021)."""
        if not self.pages:
            raise Refused("H029")
        for certificate, page in self.pages:
            if certificate.unit_id != self.commune.unit_id:
                raise Refused("H025", name=page.name, number=f"{certificate.number:02d}")
        for _document, held in self._by_document():
            require_new(held[0][0].document, [page for _certificate, page in held])

    def execute(self) -> list[CertificateScan]:
        """Keep every page and say whose it is."""
        found: list[CertificateScan] = []
        for _document, held in self._by_document():
            kept: list[ScannedPage] = keep_pages(
                held[0][0].document, [page for _certificate, page in held], self.actor
            )
            found += [
                CertificateScan(certificate=certificate, page=page)
                for (certificate, _upload), page in zip(held, kept, strict=True)
            ]
        return CertificateScan.objects.bulk_create(found)

    def _by_document(self) -> list[tuple[int, list[tuple[Certificate, Upload]]]]:
        ordered = sorted(self.pages, key=lambda page: page[0].document_id)
        return [(key, list(held)) for key, held in groupby(ordered, key=lambda page: page[0].document_id)]

    def facts(self, result: list[CertificateScan]) -> Mapping[str, Any]:
        """How many, and the hash of each page."""
        return {
            "pages": len(result),
            "sha256": [sha256_of(page.content) for _certificate, page in self.pages],
        }

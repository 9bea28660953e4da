"""How long the certificates of a district take as one PDF: 12,000 by default.

Run ``python -m benchmarks.certificate_set [CERTIFICATES]``. Prints seconds on the clock, processor seconds, pages, MiB written
and peak MiB. On two free cores the clock shows about half of the processor seconds.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator

import pypdfium2

from benchmarks.documents import certificate
from rasoat.documents.sets import one_pdf
from rasoat.documents.shapes import Certificate

CERTIFICATES = 12_000
COMMUNES = 16


def main(count: int) -> None:
    """Print the set once and say what it cost."""
    clock, spent = time.perf_counter(), time.process_time()
    pdf = one_pdf("certificate", _certificates(count))
    clock, spent = time.perf_counter() - clock, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = len(pypdfium2.PdfDocument(pdf))
    print(
        f"{count} certificates: {clock:.1f} s, {spent:.1f} s of processor, {pages} pages, {len(pdf) / 2**20:.0f} MiB written, "
        f"{peak:.0f} MiB at most"
    )


def _certificates(count: int) -> Iterator[Certificate]:
    """Yield certificates commune by commune, each with the name of its commune and its chairman."""
    for n in range(count):
        paper, commune = certificate(n + 1), n * COMMUNES // count + 1
        paper["link"] = f"https://rasoat.example.vn/xac-minh/{n:022d}"
        paper["head"]["issuer"] = f"ỦY BAN NHÂN DÂN\nXÃ SỐ {commune}"
        paper["signature"]["name"] = f"Hoàng Đình Số {commune}"
        yield paper


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CERTIFICATES)

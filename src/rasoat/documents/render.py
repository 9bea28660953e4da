"""Documents as PDF: data in, bytes out, the same bytes for the same data.

The data goes to the templates as JSON and is printed as text; nothing in a name is ever read as markup. The
fonts ship with the package, so the output does not depend on the machine.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import segno
import typst
from PIL import Image

from rasoat.documents.encode import encode
from rasoat.errors import InputError
from rasoat.text_vi import percent

__all__ = ["BATCH", "compiled", "render", "render_batches", "render_many", "viewed"]

BATCH = 250
"""Documents in one file of ``render_batches``: 250 certificates are 500 pages and need about 260 MiB."""

_TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parent / "fonts"
_FEW = 20
_TYPST_MEMORY = 10
_TITLES = {
    "invitation": "Giấy mời họp thôn",
    "minutes": "Biên bản họp dân",
    "posting": "Danh sách niêm yết công khai",
    "decision": "Quyết định công nhận hộ nghèo, hộ cận nghèo",
    "certificate": "Giấy chứng nhận hộ nghèo, hộ cận nghèo",
    "certificate_sheet": "Giấy chứng nhận hộ nghèo, hộ cận nghèo",
    "inspection": "Biên bản kiểm tra kết quả rà soát",
    "opinion": "Ý kiến thẩm định",
    "dossier": "Hồ sơ thẩm định",
    "letter": "Văn bản trả lời",
    "announcement": "Bài thông báo",
    "report_up": "Tổng hợp kết quả rà soát",
    "province": "Quyết định phê duyệt kết quả rà soát của tỉnh",
    "correction": "Quyết định đính chính kết quả rà soát",
    "report": "Biểu tổng hợp kết quả rà soát",
    "season": "Tình hình mùa rà soát",
    "explanation": "Phiếu giải thích kết quả rà soát",
    "plan": "Kế hoạch rà soát hộ nghèo, hộ cận nghèo",
    "charges": "Bảng phân công Ban Chỉ đạo rà soát",
    "dispatch": "Công văn đôn đốc tiến độ rà soát",
    "household_list": "Danh sách hộ gia đình",
    "request": "Giấy đề nghị",
    "receipt": "Biên nhận",
    "training_letter": "Giấy mời hội nghị tập huấn",
    "attendance": "Danh sách điểm danh hội nghị tập huấn",
    "trained": "Giấy chứng nhận tham dự tập huấn",
}
_local = threading.local()


def render(kind: str, data: Mapping[str, Any]) -> bytes:
    """Return one document as PDF; ``data`` has the shape of ``kind`` in ``rasoat.documents.shapes``.

    Raises ``InputError`` D001 to D004 where kind or data do not fit.
    """
    return render_many(kind, [data])


def render_many(kind: str, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Return many documents of one kind as one PDF, in the order given.

    Each starts on a sheet of its own when printed on both sides. All are laid out at once, which takes about
    0.9 MiB of memory a certificate: for more than a commune use ``render_batches``.
    Raises ``InputError`` D001 to D004 as ``render``, and D005 without any item.
    """
    return compiled(kind, viewed(kind, items), tags=True)


def render_batches(kind: str, items: Iterable[Mapping[str, Any]], size: int = BATCH) -> Iterator[bytes]:
    """Yield PDF files of at most ``size`` documents each, in the order given, in memory that does not grow.

    Raises ``InputError`` D001 to D004 as ``render``; yields nothing without any item.
    """
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield render_many(kind, batch)


def viewed(kind: str, items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the items as the templates read them: checked, with what is printed but not given, as sums and codes.

    Raises ``InputError`` D001 to D004 as ``render``, and D005 without any item.
    """
    encoded = [_view(kind, encode(kind, item)) for item in items]
    if not encoded:
        raise InputError("D005", kind=kind)
    return encoded


def compiled(
    kind: str, encoded: Sequence[Mapping[str, Any]], *, tags: bool, sheets: Sequence[bytes] = ()
) -> bytes:
    """Lay out what ``viewed`` returned; ``sheets`` are PDFs with what many of the items have in common."""
    dated = encoded[0]["head"]["dated"]["iso"]
    inputs = {
        "kind": kind,
        "title": _TITLES[kind],
        "dated": dated,
        "items": json.dumps(encoded, ensure_ascii=False),
        "sheets": json.dumps([list(sheet) for sheet in sheets]),
    }
    midnight = dt.datetime.fromisoformat(dated).replace(tzinfo=dt.UTC)
    pdf: bytes = _compiler().compile(
        _TEMPLATES / "main.typ", format="pdf", sys_inputs=inputs, timestamp=midnight, pdf_tags=tags
    )
    if len(encoded) > _FEW:
        _forget()
    return pdf


def _compiler() -> Any:
    """Return this thread's compiler: it keeps the fonts loaded and the inputs of one call."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(
            _TEMPLATES / "main.typ",
            root=_TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    return _local.compiler


def _forget() -> None:
    """Free what Typst remembers of earlier layouts, which it otherwise keeps for ten compilations."""
    for _ in range(_TYPST_MEMORY + 1):
        _compiler().compile(_TEMPLATES / "nothing.typ", format="pdf")


@cache
def _fonts() -> Any:
    """Return the package's fonts and no others: a missing letter must not borrow one from the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _view(kind: str, encoded: dict[str, Any]) -> dict[str, Any]:
    """Return the data with what the template prints but the caller does not give: sums and rates."""
    derive = _DERIVED.get(kind)
    return derive(encoded) if derive else encoded


def _with_rates(encoded: dict[str, Any]) -> dict[str, Any]:
    rows = encoded["rows"]
    counts = ("households", "poor", "near_poor", "average")
    total = {"unit": "Tổng cộng", **{name: _sum([row[name] for row in rows]) for name in counts}}
    return {**encoded, "rows": [_rated(row) for row in rows], "total": _rated(total)}


def _rated(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        f"{name}_rate": percent(row[name], row["households"]) for name in ("poor", "near_poor", "average")
    }


def _sum(counts: Sequence[int | None]) -> int | None:
    """Return the sum, or ``None`` where any part is unknown."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _with_code(encoded: dict[str, Any]) -> dict[str, Any]:
    """Add the QR code of the link as SVG, drawn with error correction for paper that hangs outdoors."""
    link = encoded["link"]
    code = segno.make(link, error="m", micro=False).svg_inline(border=0) if link else None
    return {**encoded, "qr": code}


def _with_codes(encoded: dict[str, Any]) -> dict[str, Any]:
    """Add to each guest the QR code of his link as the bytes of a PNG: laid out much faster than SVG."""
    return {**encoded, "guests": [{**guest, "qr": _png(guest["link"])} for guest in encoded["guests"]]}


def _with_png(encoded: dict[str, Any]) -> dict[str, Any]:
    """Add the QR code of the link as the bytes of a PNG; with one pattern for all, thousands are made five times faster."""
    return {**encoded, "qr": _png(encoded["link"], mask=2) if encoded["link"] else None, "sheet": None}


def _png(link: str, mask: int | None = None) -> list[int]:
    rows = segno.make(link, error="m", micro=False, mask=mask).matrix
    out = io.BytesIO()
    dots = b"".join(rows).translate(_INK)
    Image.frombytes("L", (len(rows[0]), len(rows)), dots).convert("1").save(out, "PNG")
    return list(out.getvalue())


_INK = bytes((255, 0)) + bytes(254)
"""The colours of a code's light and dark dots."""
_DERIVED: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "posting": _with_code,
    "report_up": _with_rates,
    "province": _with_rates,
    "training_letter": _with_codes,
    "certificate": _with_png,
}

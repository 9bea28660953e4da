"""A data set as files: CSV, Parquet, and the metadata that go with either."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from rasoat.errors import InputError
from rasoat.reports.csv_file import plain_text
from rasoat.reports.opendata.dataset import CATEGORIES, COLUMNS, DataSet
from rasoat.reports.opendata.suppress import TOTAL, K

_TEXTS = ("unit_code", "unit_name", "level", "measure")
_DEFINITIONS = {
    "unit_code": "Mã đơn vị hành chính có hiệu lực vào ngày quy chiếu / unit code on the reference date",
    "unit_name": "Tên đơn vị / name of the unit",
    "level": "Cấp: province, district, commune / level",
    "measure": "households (hộ) hoặc persons (nhân khẩu)",
    "total": "Tất cả hộ dân cư (nhân khẩu) tại thời điểm rà soát / all households (persons) at the time of the review",
    "poor": "Hộ nghèo theo quyết định công nhận / poor by decision",
    "near_poor": "Hộ cận nghèo theo quyết định công nhận / near-poor by decision",
    "average": "Hộ có mức sống trung bình / average living standard",
    "other": "Các hộ còn lại, kể cả hộ không thuộc diện rà soát / all others, those not reviewed among them",
    "note": "Ghi chú / note",
}


def to_csv(data: DataSet) -> bytes:
    """Return the rows as CSV in UTF-8: a suppressed count is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "note"])
    for row in data.rows:
        cells = [plain_text(row[name]) if name in _TEXTS else _figure(row[name]) for name in COLUMNS]
        writer.writerow([*cells, data.note])
    return out.getvalue().encode()


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)


def to_parquet(data: DataSet) -> bytes:
    """Return the rows as Parquet: a suppressed count is null."""
    schema = {name: pl.String if name in _TEXTS else pl.Int64 for name in COLUMNS} | {"note": pl.String}
    frame = pl.DataFrame([{**row, "note": data.note} for row in data.rows], schema=schema)
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def metadata(data: DataSet) -> dict[str, Any]:
    """Return what the data are: source, round, date, definitions, and the rule of suppression."""
    round_ = data.round
    return {
        "title": f"Kết quả rà soát hộ nghèo, hộ cận nghèo năm {round_.year} – {data.unit}",
        "source": f"Quyết định công nhận của các xã thuộc {data.unit}, {round_.name}",
        "round": round_.code,
        "year": round_.year,
        "reference_date": round_.reference_date.isoformat(),
        "standard": {"pack": round_.pack, "hash": round_.pack_hash},
        "practice": round_.practice,
        "note": data.note,
        "rows": len(data.rows),
        "columns": {name: _DEFINITIONS[name] for name in (*COLUMNS, "note")},
        "suppression": {
            "k": K,
            "suppressed_cells": data.hidden,
            "vi": (
                f"Số hộ dưới {K} không công bố; thêm một số ô khác được bỏ trống để không tính ngược lại được từ các "
                "tổng. Ô bỏ trống của nhân khẩu theo ô của số hộ."
            ),
            "en": (
                f"Counts of households below {K} are not published; further cells are empty so that none of them can be "
                "computed from the totals. Persons are empty where households are."
            ),
        },
        "adds_up": f"{TOTAL} = " + " + ".join(CATEGORIES),
    }


def to_zip(data: DataSet) -> bytes:
    """Return CSV, Parquet and metadata in one archive; the same data give the same bytes."""
    out = io.BytesIO()
    day = data.round.reference_date
    parts = {
        "data.csv": to_csv(data),
        "data.parquet": to_parquet(data),
        "metadata.json": json.dumps(metadata(data), ensure_ascii=False, indent=2).encode(),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _json(data: DataSet) -> bytes:
    return json.dumps(metadata(data), ensure_ascii=False, indent=2).encode()


DATA_FORMATS: Mapping[str, Callable[[DataSet], bytes]] = {
    "zip": to_zip,
    "csv": to_csv,
    "parquet": to_parquet,
    "json": _json,
}


def written(data: DataSet, name: str) -> bytes:
    """Return the data in a format; raises ``InputError`` O004 for an unknown one."""
    if name not in DATA_FORMATS:
        raise InputError("O004", format=name, known=", ".join(DATA_FORMATS))
    return DATA_FORMATS[name](data)

"""How long documents take: 1,000 certificates in one file, the same in batches, 206 minutes one by one,
and the same as the background job prints them, one file a commune.

Run ``python benchmarks/documents.py [--json]``. Each case runs in a process of its own, so that its peak of
memory is its own. Prints seconds, pages, milliseconds a page, peak MiB and KiB of that peak a page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import re
import resource
import time
from collections.abc import Callable, Iterable

from rasoat.documents.render import render, render_batches, render_many
from rasoat.documents.shapes import Certificate, Letterhead, Minutes

CERTIFICATES = 1_000
VILLAGES, COMMUNES = 206, 16
DAY = dt.date(2018, 11, 20)


def certificate(n: int) -> Certificate:
    """Return an invented certificate of a household of one to seven members."""
    head: Letterhead = {"issuer": "ỦY BAN NHÂN DÂN\nXÃ KHANG NINH", "place": "Khang Ninh", "dated": DAY}
    return {
        "practice": True,
        "head": {**head, "number": f"{n}/GCN-HN.HCN"},
        "year": 2018,
        "bases": ["Căn cứ Quyết định số 59/2015/QĐ-TTg ngày 19 tháng 11 năm 2015 của Thủ tướng Chính phủ"],
        "household_head": f"Nông Văn Số {n}",
        "ethnic_group": "Tày",
        "residence": "thôn Nà Mằm, xã Khang Ninh, huyện Ba Bể, tỉnh Bắc Kạn",
        "first_year": 2016,
        "last_year": 2020,
        "confirmations": [
            {"year": 2018, "status": "Hộ nghèo", "decision": "112/QĐ-UBND", "decided_on": DAY},
        ],
        "members": [
            {
                "name": f"Nông Thị Số {k}",
                "birth": "05/1988",
                "sex": "Nữ",
                "relation": "Con",
                "ethnic_group": "Tày",
            }
            for k in range(1 + n % 7)
        ],
        "notes": ["Giấy chứng nhận là căn cứ để những người có tên được hưởng các chính sách theo quy định."],
        "signature": {"capacity": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "name": "Hoàng Đình Khuê"},
    }


def minutes(n: int) -> Minutes:
    """Return invented minutes of a village where 25 households were discussed."""
    return {
        "practice": True,
        "head": {"parent": "XÃ KHANG NINH", "issuer": f"THÔN SỐ {n}", "place": "Khang Ninh", "dated": DAY},
        "year": 2018,
        "village": f"thôn số {n}",
        "commune": "xã Khang Ninh",
        "place": "nhà văn hóa thôn",
        "began_at": dt.datetime(2018, 10, 9, 8, 0),
        "ended_at": dt.datetime(2018, 10, 9, 11, 30),
        "chair": {"name": "Nông Văn Ngoãn", "role": "Trưởng thôn"},
        "secretary": {"name": "Lý Thị Mẩy", "role": "Rà soát viên"},
        "attendance": [{"group": "Đại diện hộ gia đình", "count": 48}],
        "households_in_village": 58,
        "households_present": 48,
        "discussed": [
            {"head": f"Bàn Văn Số {k}", "b1": 90 + k, "b2": 30, "result": "Hộ nghèo", "opinion": "Nhất trí"}
            for k in range(25)
        ],
        "returned": [],
        "conclusion": ["Cuộc họp thống nhất kết quả phân loại nêu trên."],
        "representatives": ["Dương Thị Yến"],
    }


def _certificates() -> list[Certificate]:
    return [certificate(n) for n in range(1, CERTIFICATES + 1)]


def one_file() -> Iterable[bytes]:
    """All certificates laid out at once."""
    return [render_many("certificate", _certificates())]


def batches() -> Iterable[bytes]:
    """All certificates in files of 250."""
    return render_batches("certificate", _certificates())


def separate() -> Iterable[bytes]:
    """One file of minutes for every village."""
    return (render("minutes", minutes(n)) for n in range(1, VILLAGES + 1))


def minutes_set() -> Iterable[bytes]:
    """The minutes of a district as the background job prints them: one file a commune."""
    data = [minutes(n) for n in range(1, VILLAGES + 1)]
    size = -(-VILLAGES // COMMUNES)
    return (render_many("minutes", data[first : first + size]) for first in range(0, VILLAGES, size))


CASES: dict[str, Callable[[], Iterable[bytes]]] = {
    "1,000 certificates, one file": one_file,
    "1,000 certificates, batches of 250": batches,
    "206 minutes, separate files": separate,
    "206 minutes, one file a commune": minutes_set,
}


def measure(case: str) -> dict[str, float | int | str]:
    """Run one case and return its figures."""
    start = time.perf_counter()
    pages = size = 0
    for pdf in CASES[case]():
        pages += _page_count(pdf)
        size += len(pdf)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "case": case,
        "seconds": round(seconds, 2),
        "pages": pages,
        "ms_per_page": round(1000 * seconds / pages, 2),
        "peak_mib": round(peak / 1024),
        "peak_kib_per_page": round(peak / pages),
        "mib_written": round(size / 2**20, 1),
    }


def _page_count(pdf: bytes) -> int:
    """Return the greatest /Count of the page tree, which Typst writes uncompressed."""
    return max(map(int, re.findall(rb"/Type\s*/Pages.{0,40}?/Count (\d+)", pdf, re.DOTALL)))


def main() -> None:
    """Run every case and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    for case in CASES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            figures = pool.apply(measure, (case,))
        print(json.dumps(figures) if as_json else "  ".join(f"{k}={v}" for k, v in figures.items()))


if __name__ == "__main__":
    main()

"""How long the public page of a village takes when 200 readers ask at once; a server must run on the address given.

``python benchmarks/public_page.py http://127.0.0.1:8000 VILLAGE [READERS]`` prints median and 95th percentile in ms,
of the page as it is kept and as it is made.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def read(address: str, path: str) -> float:
    """Read the page once; return the milliseconds."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, answer.status
    return (time.perf_counter() - began) * 1000


def crowd(address: str, path: str, readers: int) -> tuple[float, float]:
    """Let the readers ask at once, three times each; return median and 95th percentile in milliseconds."""
    with ThreadPoolExecutor(readers) as pool:
        times = sorted(pool.map(lambda _n: read(address, path), range(readers * 3)))
    return statistics.median(times), times[int(len(times) * 0.95) - 1]


def main(address: str, village: str, readers: int = 200) -> None:
    """Measure the kept page, and the same page made anew each time (a page with a query is not kept)."""
    path = f"/cong-dan/thon/{village}/"
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, readers {readers}")
    for name, asked in (("kept", path), ("made", f"{path}?x=1")):
        for _ in range(8):  # every server process has it
            read(address, asked)
        alone = statistics.median(read(address, asked) for _ in range(40))
        median, p95 = crowd(address, asked, readers)
        print(f"{name}: alone {alone:.1f} ms; at once median {median:.0f} ms, p95 {p95:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))

"""How long the public page of a village takes when 200 readers ask at once; a server must run on the address given.

``python benchmarks/public_page.py http://127.0.0.1:8000 VILLAGE [READERS]`` prints median and 95th percentile in ms.
"""

from __future__ import annotations

import http.client
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


def main(address: str, village: str, readers: int = 200) -> None:
    """Let the readers ask at once, three times each."""
    path = f"/cong-dan/thon/{village}/"
    read(address, path)
    with ThreadPoolExecutor(readers) as pool:
        times = sorted(pool.map(lambda _n: read(address, path), range(readers * 3)))
    alone = statistics.median(read(address, path) for _ in range(20))
    p95 = times[int(len(times) * 0.95) - 1]
    print(
        f"readers {readers}: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms; alone {alone:.1f} ms"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))

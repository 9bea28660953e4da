"""Seconds and memory of the whole practice season: ``python benchmarks/season.py [HOUSEHOLDS_PER_VILLAGE]``.

The aim is under 120 s and under 1 GiB for about 12,000 households on two cores.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

SECONDS, MEBIBYTES = 120, 1024


def main() -> int:
    """Play the season in a folder of its own and say what it took; 1 when it took more than the aim."""
    size = sys.argv[1] if len(sys.argv) > 1 else "58"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-m", "rasoat.cli", "demo", "--headless", "--json", "--data", folder,
             "--households-per-village", size],
            env=environment, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        spent = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = json.loads(ran.stdout)
    for step, seconds in summary["seconds"].items():
        print(f"{seconds:8.1f} s  {step}")
    memory = used.ru_maxrss // 1024
    print(f"{spent:8.1f} s  in all, {used.ru_utime + used.ru_stime:.1f} s of processor time, {memory} MiB")
    print(f"{summary['households']} households, {summary['persons']} persons, closed: {summary['closed']}")
    return int(spent > SECONDS or memory > MEBIBYTES)


if __name__ == "__main__":
    sys.exit(main())

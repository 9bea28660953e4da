"""Adds what a pack says now, and has not said before, to its frozen.csv: ``python -m tests.law.freeze``.

Nothing is ever taken out: a value that was published stays, or ``rasoat law check`` refuses the pack (L029).
"""

from __future__ import annotations

from rasoat import law
from rasoat.law import frozen


def freeze(pack_id: str) -> int:
    """Add the new values of a pack; return how many."""
    path = law.ROOT / pack_id / frozen.FILE
    published = frozen.read(path.read_text(encoding="utf-8")) if path.exists() else []
    known = {(key, day) for key, day, _ in published}
    added = [row for row in law.load(pack_id).frozen() if row[:2] not in known]
    path.write_text(frozen.write(sorted([*published, *added])), encoding="utf-8")
    return len(added)


if __name__ == "__main__":
    for name in law.packs():
        print(name, freeze(name))

"""A season small enough for tests: two communes of three villages; run as a module it fills a data folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import django

# Models need Django to be up.
if __name__ == "__main__":
    django.setup()

from rasoat.demo.facts import COMMUNES, Commune
from rasoat.demo.households import World, build_world

SEED, HOUSEHOLDS = 2018, 12


def small_communes() -> Sequence[Commune]:
    """Return the town and the first rural commune, with three villages each."""
    return [commune._replace(villages=3) for commune in COMMUNES[:2]]


def small_world(seed: int = SEED) -> World:
    """Return the small district."""
    return build_world(seed, HOUSEHOLDS, small_communes())


def fill(folder: Path) -> None:
    """Play the small season to its end in a data folder."""
    from rasoat.cli import data_folder
    from rasoat.demo.leave import leave
    from rasoat.demo.season import play

    data_folder.migrate()
    leave(play(small_world()), folder)
    data_folder.release_database()


if __name__ == "__main__":
    fill(Path(sys.argv[1]))

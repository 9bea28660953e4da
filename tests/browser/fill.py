"""Fills a data folder with a small practice season in its middle: ``python -m tests.browser.fill FOLDER``."""

from __future__ import annotations

import django

if __name__ == "__main__":
    django.setup()

from rasoat.cli import data_folder  # models need Django to be up
from rasoat.demo.facts import COMMUNES, MIDDLE
from rasoat.demo.households import build_world
from rasoat.demo.season import play


def fill() -> None:
    """Sixteen communes of one village each, so that every stage of the season is there to see."""
    data_folder.migrate()
    play(build_world(2018, 10, [commune._replace(villages=2) for commune in COMMUNES]), until=MIDDLE)
    data_folder.release_database()


if __name__ == "__main__":
    fill()

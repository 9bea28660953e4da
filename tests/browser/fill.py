"""Fills a data folder with a small practice season in its middle: ``python -m tests.browser.fill FOLDER``."""

from __future__ import annotations

import django

if __name__ == "__main__":
    django.setup()

import typst

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.cli import data_folder  # models need Django to be up
from rasoat.demo import stage
from rasoat.demo.facts import COMMUNES, MIDDLE
from rasoat.demo.households import build_world
from rasoat.demo.season import play
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import Wanted
from rasoat.lawbook.proposing import ProposeCells
from tests.lawbook.conftest import DECISION, PACK


def fill() -> None:
    """Sixteen communes of one village each, so that every stage of the season is there to see."""
    data_folder.migrate()
    play(build_world(2018, 10, [commune._replace(villages=2) for commune in COMMUNES]), until=MIDDLE)
    propose_boats()
    data_folder.release_database()


def propose_boats() -> None:
    """A proposal of the district's officer, with a decision as its scan, waiting for the auditor."""
    district = Unit.objects.get(level="district")
    wanted = [Wanted(f"b1.points.boat.yes.{area}", DECISION.since, "15") for area in ("NT1", "NT2")]
    ProposeCells(
        actor=User.objects.get(username=stage.OFFICER),
        at=district,
        pack=PACK,
        base=editions.current(PACK, editions.province_of(district)).hash,
        basis=DECISION,
        wanted=[*wanted, Wanted("b1.rural_only", DECISION.since, "-")],
        source=typst.compile("= Quyết định số 15 (thử)\nTàu, ghe, thuyền có động cơ: 15 điểm.".encode()),
        source_name="quyet-dinh-15.pdf",
    ).run()


if __name__ == "__main__":
    fill()

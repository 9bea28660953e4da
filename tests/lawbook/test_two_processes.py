"""Two processes at once: a cell is verified once, two proposals make one edition after the other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.process.test_two_processes import lines, start
from tests.template import migrated_folder

PREPARE = """
from rasoat import law
from tests.lawbook.conftest import proposing, second_officer
from tests.world import make_world
world = make_world()
world.people["province_officer_2"] = second_officer(world.province)
keys = [cell.key for cell in law.load("vn-2016").cells() if cell.key.startswith("b1.points.")]
for number, key in enumerate(keys[:12]):
    proposing(world, {key: str(500 + number)}).run()
"""

READ = """
from rasoat.accounts.models import User
from rasoat.errors import RasoatError
from rasoat.lawbook.models import Proposal
from rasoat.lawbook.verifying import VerifyCells
verifier = User.objects.get(username="{who}")
for proposal in Proposal.objects.order_by("pk"){which}:
    cell = proposal.cells.get()
    try:
        VerifyCells(actor=verifier, proposal=proposal, read={{cell.pk: cell.new}}).run()
        print("done")
    except RasoatError as error:
        print(error.code)
"""

COUNT = """
from rasoat.audit.log import broken_entries
from rasoat.lawbook import editions
from rasoat.lawbook.models import Edition
from rasoat.areas.models import Unit
numbers = sorted(Edition.objects.filter(province__isnull=False).values_list("number", flat=True))
pack = editions.current("vn-2016", Unit.objects.get(level="province"))
changed = sorted(c.value for c in pack.cells() if c.key.startswith("b1.points.") and c.value >= 500)
print(numbers, changed, broken_entries())
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with twelve open proposals of one cell each."""
    lines(start(migrated_folder(tmp_path), PREPARE))
    return tmp_path


def test_the_same_cells_are_verified_once(data: Path) -> None:
    """Of two people who read the same twelve cells at once each cell has one verifier, and each edition one number."""
    both = [start(data, READ.format(who=who, which="")) for who in ("province_officer_2", "auditor")]
    said = Counter(line for process in both for line in lines(process))
    assert said["done"] == 12
    assert sum(said.values()) == 24
    assert set(said) <= {"done", "P126", "P128"}
    (told,) = lines(start(data, COUNT))
    assert told == f"{list(range(1, 13))} {list(range(500, 512))} []"


def test_proposals_adopted_at_once_all_count(data: Path) -> None:
    """Two people adopt different proposals: no edition loses what the other brought in."""
    shares = {"province_officer_2": "[:6]", "auditor": "[6:]"}
    both = [start(data, READ.format(who=who, which=which)) for who, which in shares.items()]
    said = Counter(line for process in both for line in lines(process))
    assert said == {"done": 12}
    (told,) = lines(start(data, COUNT))
    assert told == f"{list(range(1, 13))} {list(range(500, 512))} []"

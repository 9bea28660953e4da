"""A small world with a second officer of the province, and proposals ready to be verified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from rasoat.accounts.models import User
from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import Basis, Wanted
from rasoat.lawbook.models import Kind, Proposal
from rasoat.lawbook.proposing import ProposeCells
from rasoat.lawbook.verifying import Outcome, VerifyCells
from tests.world import World, person

PACK = "vn-2016"
FIRST = date(2016, 1, 1)
TT14 = date(2018, 11, 10)
DECIDED = date(2018, 12, 1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LAW = Basis(Kind.OFFICIAL_TABLE, FIRST, "TT17", "", "Phụ lục 3b")
DECISION = Basis(
    Kind.PROVINCIAL_OVERLAY, DECIDED, "15/QĐ-BCĐ", "Quyết định của Ban Chỉ đạo tỉnh thử", "Điều 1"
)


def second_officer(province: Unit, suffix: str = "") -> User:
    """Another officer of the province, who may verify what the first one proposes."""
    return person(f"province_officer_2{suffix}", Role.PROVINCE_OFFICER, province)


@pytest.fixture(scope="module")
def made(made_world: World) -> World:
    """The small world with the second officer."""
    made_world.people["province_officer_2"] = second_officer(made_world.province)
    return made_world


@pytest.fixture
def world(made: World, db: None) -> World:
    """That world, fresh for each test."""
    return deepcopy(made)


def proposing(
    world: World, changes: Mapping[str, str], basis: Basis = LAW, who: str = "province_officer", **more: Any
) -> ProposeCells:
    """Return the action that proposes ``changes`` (key → new text), not yet run."""
    at = world.district if who.startswith("district") else world.province
    given: dict[str, Any] = {
        "actor": world.people[who], "at": at, "pack": PACK,
        "base": editions.current(PACK, world.province).hash, "basis": basis,
        "wanted": [Wanted(key, basis.since, new) for key, new in changes.items()],
        "source": PDF, "source_name": "ban-quet.pdf",
    }  # fmt: skip
    return ProposeCells(**{**given, **more})


def verifying(
    world: World, proposal: Proposal, read: Mapping[str, str], who: str = "province_officer_2"
) -> VerifyCells:
    """Return the action with which somebody types what he reads, by the key of the cell; ``=`` confirms."""
    cells = {cell.key: cell.pk for cell in proposal.cells.all()}
    return VerifyCells(
        actor=world.people[who],
        proposal=proposal,
        read={cells[key]: text for key, text in read.items() if text != "="},
        confirmed=[cells[key] for key, text in read.items() if text == "="],
    )


def adopted(world: World, changes: Mapping[str, str], basis: Basis = LAW) -> Outcome:
    """Propose ``changes`` and verify them all."""
    proposal = proposing(world, changes, basis).run()
    return verifying(
        world, proposal, {key: new if new.isdecimal() else "=" for key, new in changes.items()}
    ).run()


Adopt = Callable[..., Outcome]

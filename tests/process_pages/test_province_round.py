"""A round of a whole province without districts, from its opening over two communes to the report that closes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rasoat.recognition.models import Certificate
from rasoat.reports.models import ProvinceResult
from rasoat.rounds.models import Round
from tests.process_pages.conftest import Visitor
from tests.twotier import make_two_tier, play_the_second_to_the_report, play_to_the_report
from tests.world import DAY, World

END = DAY + timedelta(days=14)


@pytest.fixture
def visitor(client: Client, db: None) -> Visitor:
    """Two communes of the province have reported."""
    world = make_two_tier("province")
    play_to_the_report(world)
    play_the_second_to_the_report(world)
    return Visitor(client, world)


def posted(visitor: Visitor, who: str, page: str, key: int, **typed: Any) -> None:
    """Send a form that is taken."""
    response = visitor.post(who, page, key, **typed)
    assert (response.status_code, page) == (302, page)


def result(*, official: bool) -> ProvinceResult:
    """The newest result of the province."""
    return ProvinceResult.objects.filter(official=official).latest("number")


def certify(visitor: Visitor, index: int, chairman: str, officer: str) -> None:
    """Sign and issue in one commune."""
    commune = visitor.world.commune_round(index)
    posted(visitor, chairman, "decision-sign", commune.pk, day=END)
    posted(visitor, officer, "certificates-issue", commune.pk, day=END)


def task(visitor: Visitor, who: str) -> list[str]:
    """The tasks that somebody finds on the first page."""
    return [each.title for each in visitor.get(who, "home").context["tasks"]]


def close(world: World) -> str:
    """The state of the round as it is kept."""
    return Round.objects.get(pk=world.round.pk).state


def test_the_province_closes_its_own_round(visitor: Visitor) -> None:
    """Preliminary by two officers, official by officer and chairman: then the round is closed and the ministry told."""
    key = visitor.world.round.pk
    posted(visitor, "province_officer", "province-consolidate", key, official="0")
    signed = {"result": result(official=False).pk, "day": END}
    posted(visitor, "province_officer_2", "province-sign", key, **signed)
    certify(visitor, 0, "commune_chairman", "commune_officer")
    early = visitor.post("province_officer", "province-consolidate", key, official="1")
    assert (early.status_code, "P050" in early.content.decode()) == (422, True)
    certify(visitor, 1, "other_chairman", "other_officer")
    assert "Tổng hợp kết quả toàn tỉnh" in task(visitor, "province_officer")
    posted(visitor, "province_officer", "province-consolidate", key, official="1")
    assert close(visitor.world) == "open"
    assert task(visitor, "province_chairman") == ["Phê duyệt kết quả toàn tỉnh"]
    approved = {"result": result(official=True).pk, "day": END}
    posted(visitor, "province_chairman", "province-approve", key, **approved)
    assert close(visitor.world) == "received"
    posted(visitor, "province_officer", "province-report", key, **approved, reported_as="7/BC-UBND")
    made = result(official=True)
    assert (made.state, made.households, made.poor, made.missing) == ("reported", 5, 3, [])
    assert made.poor + made.near_poor == Certificate.objects.count()
    page = visitor.get("province_officer", "approval", key)
    assert (page.status_code, f'href="/ket-qua-tinh/{key}/"' in page.content.decode()) == (200, True)
    assert "7/BC-UBND" in visitor.get("province_officer", "province", key).content.decode()


def test_a_province_with_districts_is_not_offered_for_a_round(world: World, client: Client) -> None:
    """Each district has its own round; without one the province is offered, and so is its commune."""
    units = Visitor(client, world).get("province_officer", "round-open").context["form"].units
    assert {unit.level for unit in units.values()} == {"district"}
    alone = Visitor(client, make_two_tier("commune"))
    units = alone.get("province_officer", "round-open").context["form"].units
    assert {unit.level for unit in units.values()} == {"province", "commune"}

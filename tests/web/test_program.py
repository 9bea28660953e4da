"""The compiled rules on the web: loaded once, and what Phiếu B hands to its script."""

from __future__ import annotations

import gzip
import json
from typing import Any

from django.test import Client
from django.urls import reverse

from rasoat.rounds.models import Round
from rasoat.scoring.program import compiled
from rasoat.survey.program_views import program_address
from tests.process.test_second_standard import local_standard
from tests.web.conftest import SignIn
from tests.world import World


def handed_over(client: Client, world: World) -> dict[str, Any]:
    """What the page of H2, which waits for its form, hands to its script."""
    return client.get(reverse("answers", args=[world.listing("H2").pk])).context["live"]


def test_the_address_on_the_page_gives_the_rules_of_the_round_for_good(
    sign_in: SignIn, surveyed: World
) -> None:
    """The answer is the compiled pack; with the mark of its content it may be kept for ever."""
    client = sign_in("reviewer")
    (address,) = handed_over(client, surveyed)["programs"]
    response = client.get(address)
    assert (response.status_code, response.content) == (200, compiled(surveyed.round.rules))
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert address.endswith("?v=" + response["ETag"].strip('"'))


def test_without_its_mark_the_address_is_asked_again(sign_in: SignIn, surveyed: World) -> None:
    """Another release may word a sentence differently: only the mark makes an address lasting; the same is not sent."""
    client, address = sign_in("reviewer"), program_address(surveyed.round.rules).partition("?")[0]
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_rules_travel_packed(sign_in: SignIn, surveyed: World) -> None:
    """A browser that unpacks gets less than 10 kB, and the packed answer is not sent twice either."""
    client, address = sign_in("reviewer"), program_address(surveyed.round.rules)
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 10_000
    assert gzip.decompress(response.content) == compiled(surveyed.round.rules)
    kept = {"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    assert client.get(address, headers=kept).status_code == 304


def test_rules_that_no_round_of_the_visitor_has_are_not_found(sign_in: SignIn, surveyed: World) -> None:
    """Another day, another hash and another pack give nothing, and cost nothing."""
    client, the_rules = sign_in("reviewer"), surveyed.round.rules
    pack, hash_, day = the_rules.pack_id, the_rules.pack_hash, the_rules.on.isoformat()
    for wrong in (
        (pack, hash_, "2018-11-11"),
        (pack, "0" * 64, day),
        ("vn-2022", hash_, day),
        (pack, hash_, "x"),
    ):
        assert client.get(reverse("program", args=wrong)).status_code == 404


def test_who_surveys_nothing_gets_no_rules(sign_in: SignIn, surveyed: World) -> None:
    """The permission is that of the form."""
    assert sign_in("auditor").get(program_address(surveyed.round.rules)).status_code == 403


def test_the_page_hands_over_what_the_script_cannot_read_from_it(sign_in: SignIn, surveyed: World) -> None:
    """Area and people of the household, what their ages give, and the places for notes; the same as plain JSON."""
    found = handed_over(sign_in("reviewer"), surveyed)
    members = surveyed.households["H2"].members.order_by("pk")
    assert found["area"] == {"area_type": "rural", "region": surveyed.listing("H2").village.unit.region}
    assert [(each["member"], each["name"]) for each in found["people"]] == [
        (member.pk, member.full_name) for member in members
    ]
    assert (found["earlier"], found["language"], found["byAge"]["key"]) == (None, "vi", "dependants_by_age")
    questions = {question.id: question for question in surveyed.round.rules.questions}
    assert {"dependants", "floor_area_m2", "electricity_kwh", "d_child_schooling"} <= set(found["noted"])
    assert {questions[name].type for name in found["noted"]} <= {"integer", "decimal", "yes_no"}
    assert json.loads(json.dumps(found)) == found


def test_a_round_with_two_standards_hands_over_both(sign_in: SignIn, surveyed: World) -> None:
    """The rules of the second standard come from its own address, and the people are judged by both."""
    second = local_standard(surveyed, average="b1_above=150;b1_to=210", better_off="b1_above=210")
    Round.objects.filter(pk=surveyed.round.pk).update(second_pack=second.pack, second_pack_hash=second.hash)
    client = sign_in("reviewer")
    made = [json.loads(client.get(address).content) for address in handed_over(client, surveyed)["programs"]]
    assert [(each["pack"], each["hash"]) for each in made] == [
        (surveyed.round.pack, surveyed.round.pack_hash),
        (second.pack, second.hash),
    ]
    rural = [next(rule for rule in each["classes"] if rule["class"] == "average") for each in made]
    assert [rule["b1_to"] for rule in rural] == [200, 210]

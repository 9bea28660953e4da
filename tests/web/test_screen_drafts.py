"""Phiếu A left unfinished: saved, resumed, merged, chosen over; with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.audit.models import Entry
from rasoat.survey.models import Draft, Inclusion, Listing, QuickScreen
from tests.web.conftest import SignIn
from tests.world import World


def address(listing: Listing, page: str = "screen") -> str:
    """The address of a page of Phiếu A."""
    return reverse(page, args=[listing.pk])


def page_of(client: Client, listing: Listing) -> dict[str, str]:
    """Open the form and return what the page would send about itself."""
    context = client.get(address(listing)).context
    return {name: str(context[name]) for name in ("version", "base", "editor")}


def items(world: World) -> list[str]:
    """The questions of Phiếu A."""
    return [question.id for question in world.round.rules.form("A").questions]


def shown(client: Client, listing: Listing) -> dict[str, Any]:
    """The answers the form shows when it is opened."""
    context = client.get(address(listing)).context
    form, extra = context["form"], context["extra"]
    return {name: form[name].value() for name in form.fields} | {
        name: extra[name].value() for name in extra.fields
    }


def test_half_a_form_is_saved_and_resumed(sign_in: SignIn, world: World, proposed: Listing) -> None:
    """The button keeps what is there, and the committee is not asked yet."""
    client, first = sign_in("village_head"), items(world)[0]
    half = {**page_of(client, proposed), first: "1", "include_reason": "Nhà vừa cháy", "luu": "1"}
    assert client.post(address(proposed), half).status_code == 302
    found = shown(client, proposed)
    assert (found[first], found["include_reason"], found["filled_on"]) == ("1", "Nhà vừa cháy", "20/10/2018")
    proposed.refresh_from_db()
    assert (proposed.inclusion, QuickScreen.objects.count()) == (Inclusion.PENDING, 0)


def test_answers_of_two_pages_merge_and_one_by_two_is_chosen(
    sign_in: SignIn, world: World, proposed: Listing
) -> None:
    """The village head at two devices, or he and the officer: nothing is lost."""
    one, two = sign_in("village_head"), sign_in("commune_officer")
    first, second = page_of(one, proposed), page_of(two, proposed)
    item, other, *_rest = items(world)
    save = address(proposed, "screen-draft")
    assert one.post(save, {**first, item: "1", other: "0"}).json()["revision"] == 1
    reply = two.post(save, {**second, item: "0"}).json()
    assert (reply["others"], reply["clashes"]) == ({item: "1", other: "0"}, 1)
    (question,) = two.get(reply["choose"]).context["questions"]
    assert [side.answer for side in question.sides] == ["Có", "Không"]
    chosen = {item: question.sides[1].key, f"against-{item}": question.against}
    assert two.post(reply["choose"], chosen).headers["Location"] == address(proposed)
    found = shown(one, proposed)
    assert (found[item], found[other]) == ("0", "0")


def test_the_form_handed_in_ends_the_draft(sign_in: SignIn, world: World, proposed: Listing) -> None:
    """What was saved is handed in from the page that shows it; a second page is told so, and keeps what it typed."""
    client, late = sign_in("village_head"), sign_in("commune_officer")
    whole = dict.fromkeys(items(world), "0") | {"filled_on": "16/10/2018"}
    behind = page_of(late, proposed)
    assert client.post(address(proposed), {**whole, **page_of(client, proposed)}).status_code == 302
    proposed.refresh_from_db()
    assert proposed.inclusion == Inclusion.INCLUDED
    refused = late.post(address(proposed), {**whole, **behind, items(world)[0]: "1"})
    assert (refused.status_code, refused.context["form"][items(world)[0]].value()) == (422, "1")
    assert QuickScreen.objects.get().count == 0


def test_a_refused_form_is_kept(sign_in: SignIn, world: World, proposed: Listing) -> None:
    """422 for what is open, and what was answered is there on the next visit."""
    client, first = sign_in("village_head"), items(world)[0]
    assert client.post(address(proposed), {**page_of(client, proposed), first: "1"}).status_code == 422
    assert shown(client, proposed)[first] == "1"


@pytest.mark.parametrize("who", ["reviewer", "auditor"])
def test_only_who_builds_the_list_saves_it(sign_in: SignIn, proposed: Listing, who: str) -> None:
    """403, and no draft."""
    sent = {"version": "1", "base": "0", "editor": "x", "filled_on": "16/10/2018"}
    assert sign_in(who).post(address(proposed, "screen-draft"), sent).status_code == 403
    assert not Draft.objects.exists()


def test_the_log_names_the_beginning(sign_in: SignIn, world: World, proposed: Listing) -> None:
    """Once a person, not every answer."""
    client = sign_in("village_head")
    page = page_of(client, proposed)
    for value in ("0", "1"):
        client.post(address(proposed, "screen-draft"), {**page, items(world)[0]: value})
    assert Entry.objects.filter(action="list.draft").count() == 1

"""Every page of the process against every role: other areas do not exist, a missing role is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.urls import get_resolver, reverse

from rasoat.accounts.roles import PERMITS, Role
from rasoat.documents.models import Document
from tests.lawbook.conftest import DECISION, proposing
from tests.process_pages.conftest import Season, Visitor
from tests.world import ELSEWHERE, World, make_world

MODULES = (
    "rasoat.meeting.", "rasoat.posting.", "rasoat.appraisal.", "rasoat.recognition.", "rasoat.documents.",
    "rasoat.audit.", "rasoat.lawbook.", "rasoat.rounds.manage_views", "rasoat.roster.import_views", "rasoat.reports.approval_views",
)  # fmt: skip


class Route(NamedTuple):
    """A page: its name, and its view's permission."""

    name: str
    permission: Any
    takes: bool


def routes() -> list[Route]:
    """Return the pages of the process, read from the table of addresses."""
    found: list[Route] = []
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", [entry]):
            view = pattern.callback
            if view.__module__.startswith(MODULES) and view.permission is not None:
                found.append(Route(pattern.name, view.permission, bool(pattern.pattern.converters)))
    return found


ROUTES = routes()


def owned(world: World, season: Season) -> dict[str, Callable[[], Any]]:
    """Return, for each kind of record, one of the first commune."""
    season.posted_open()
    complaint = season.complaint()
    assignment = world.people["reviewer"].assignments.get()
    cell = proposing(world, {"b1.points.boat.yes.NT2": "15"}, DECISION).run().cells.get()
    return {
        "village": lambda: world.village_round().pk,
        "commune": lambda: world.commune_round().pk,
        "round": lambda: world.round.pk,
        "complaint": lambda: complaint.pk,
        "document": lambda: Document.objects.earliest("pk").pk,
        "person": lambda: world.people["reviewer"].pk,
        "assignment": lambda: assignment.pk,
        "pack": lambda: (world.province.code, "vn-2016"),
        "proposal": lambda: cell.proposal_id,
        "proposed-cell": lambda: cell.pk,
    }


def arguments(route: Route, records: dict[str, Callable[[], Any]]) -> list[Any]:
    """Return what the address of a page names."""
    found = records[KIND_OF[route.name]]() if route.takes else ()
    return list(found) if isinstance(found, tuple) else [found]


KIND_OF = {
    **dict.fromkeys(("meeting", "meeting-projector", "meeting-record", "posting", "posting-open"), "village"),
    **dict.fromkeys(("posting-close", "complaint-receive", "complaints", "features-village"), "village"),
    **dict.fromkeys(("complaint", "complaint-assign", "recheck", "complaint-decide"), "complaint"),
    **dict.fromkeys(("appraisal", "inspections", "inspection-draw", "opinion-give", "decision"), "commune"),
    **dict.fromkeys(("report-submit", "decision-sign", "certificates-issue"), "commune"),
    **dict.fromkeys(("approval", "district-approve", "result-send", "result-receive"), "round"),
    **dict.fromkeys(
        ("roster-import", "roster-import-trial", "roster-import-run", "roster-import-report"), "round"
    ),
    **dict.fromkeys(("person", "role-grant"), "person"),
    **dict.fromkeys(("law-pack", "law-history", "law-template", "law-propose", "law-propose-cells"), "pack"),
    **dict.fromkeys(("law-proposal", "law-source", "law-verify", "law-withdraw"), "proposal"),
    "law-correct": "proposed-cell",
    "document": "document",
    "role-end": "assignment",
}
LATER = {
    "law-draft",
    "law-send",
    "law-dispute",
    "inspection",
    "inspection-result",
    "certificate",
    "features",
    "features-record",
    "opinion-letter",
}  # see their own tests


def test_every_page_is_in_the_matrix() -> None:
    """A page added without a row here fails."""
    assert {route.name for route in ROUTES if route.takes} == set(KIND_OF) | LATER


@pytest.fixture
def records(world: World, season: Season) -> dict[str, Callable[[], Any]]:
    """One record of each kind, in the first commune."""
    return owned(world, season)


def test_other_areas_do_not_exist(
    world: World, visitor: Visitor, records: dict[str, Callable[[], Any]]
) -> None:
    """For everybody of another district each page of this one is not found, whatever his role permits."""
    elsewhere = make_world(ELSEWHERE)
    opened: list[tuple[str, str, int]] = []
    for name, user in elsewhere.people.items():
        visitor.client.force_login(user)
        for route in ROUTES:
            if not route.takes or route.name in LATER:
                continue
            address = reverse(route.name, args=arguments(route, records))
            for method in (visitor.client.get, visitor.client.post):
                status = method(address).status_code
                if status not in (403, 404, 405):
                    opened.append((name, route.name, status))
    assert opened == []


def test_a_missing_role_is_refused(
    world: World, visitor: Visitor, records: dict[str, Callable[[], Any]]
) -> None:
    """Whose role does not permit the page gets 403, and the others do not."""
    wrong: list[tuple[str, str, int]] = []
    for role in Role:
        for route in ROUTES:
            if route.name in LATER:
                continue
            args = arguments(route, records)
            status = visitor.get(role.value, route.name, *args).status_code
            if (status == 403) != (route.permission not in PERMITS[role]):
                wrong.append((role.value, route.name, status))
    assert wrong == []


def test_a_stranger_is_sent_to_sign_in(visitor: Visitor, records: dict[str, Callable[[], Any]]) -> None:
    """Without a sign-in no page of the process opens."""
    statuses = set()
    for route in ROUTES:
        if route.name not in LATER:
            args = arguments(route, records)
            statuses.add(visitor.get("", route.name, *args).status_code)
    assert statuses == {302}

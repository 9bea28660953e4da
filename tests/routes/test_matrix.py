"""Every route × role × own or another area, written from the route table (F9, F10, F13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from rasoat.accounts.roles import LEVEL_OF, PERMITS, Role
from tests.routes.played import own_and_next, play
from tests.world import ELSEWHERE, World

PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"

# What the identifier of each route names. A route that is missing here fails the test below.
SUBJECT = {
    "household": "household", "household-sheet": "household", "event": "household",
    "progress": "round", "practice-day": "round", "approval": "round", "district-approve": "round", "commune-conclude": "round",
    "district-correct": "round", "commune-correct": "round", "preliminary-send": "round", "preliminary-receive": "round",
    "correction-request": "household", "correction": "correction", "correction-check": "correction",
    "correction-decide": "correction",
    "province": "round", "province-consolidate": "round", "province-sign": "round", "province-approve": "round",
    "province-report": "round",
    "result-send": "round", "result-receive": "round",
    "roster-import": "round", "roster-import-trial": "round", "roster-import-run": "round",
    "roster-import-report": "round",
    "commune": "commune", "decision": "commune", "report-submit": "commune", "decision-sign": "commune",
    "certificates-issue": "commune", "appraisal": "commune", "inspection-draw": "commune", "opinion-give": "commune",
    "opinion-letter": "report",
    "inspections": "commune",
    "village": "village", "list-build": "village", "list-close": "village", "survey-finish": "village",
    "list-propose": "village", "list-request": "village", "meeting": "village", "meeting-projector": "village",
    "minutes-withdraw": "signed-page", "signed-copy": "signed-document", "signed-copy-withdraw": "scanned-page",
    "dossier": "commune", "dossier-paper": "commune", "dossier-return": "commune",
    "meeting-record": "village", "meeting-invite": "village", "minutes": "meeting", "minutes-of-round": "round",
     "posting": "village", "posting-open": "village", "posting-close": "village",
    "complaint-receive": "village", "complaints": "village", "posting-prove": "village", "posting-script": "village",
    "case-take-in": "village", "case": "case", "case-household": "case", "case-receipt": "case", "case-from-request": "request", "case-fill": "case", "case-decide": "case",
    "case-post": "case", "case-certify": "case", "monthly": "round", "postings": "round", "notices": "village", "notice-write": "village", "notice": "notice",
    "notice-read": "notice",
    "complaint-household": "complaint", "complaint-due": "complaint",
    "requests-confirm": "village", "village-list": "village",
    "commune-list": "commune", "list-build-commune": "commune", "left-out": "commune", "requests": "commune",
    "request": "request", "request-take-in": "request", "request-refuse": "request", "request-receipt": "request",
    "request-paper": "request", "list-decide": "listing",
    "screen": "listing", "screen-draft": "listing", "screen-choose": "listing", "answers": "listing", "answers-preview": "listing",
    "answers-draft": "listing", "answers-choose": "listing", "answers-versions": "listing", "answers-return": "listing",
    "program": "round",
    "complaint": "complaint", "complaint-assign": "complaint", "recheck": "complaint", "complaint-decide": "complaint",
    "inspection": "inspection", "inspection-result": "inspection", "inspection-appoint": "commune",
    "inspection-errors": "commune", "inspection-minute": "commune", "findings": "commune", "finding-raise": "commune",
    **dict.fromkeys(
        ("finding", "finding-order", "finding-mend", "finding-close", "finding-reopen"), "finding"
    ),
    "certificate": "certificate", "certificate-record": "certificate", "certificate-step": "certificate",
    "certificates": "commune", "certificates-file": "commune", "certificates-print": "commune",
    "certificate-scans": "commune", "certificate-scans-keep": "commune", "features-village": "village", "features": "recognition", "features-record": "recognition", "features-draft": "recognition", "features-choose": "recognition", "document": "document", "attachment": "attachment", "person": "person", "role-grant": "person",
    "role-end": "assignment",
    "law-found": "province", "law-pack": "province", "law-history": "province", "law-template": "province", "law-propose": "province",
    "law-propose-cells": "province", "law-draft": "province", "law-send": "province", "law-proposal": "proposal",
    "law-source": "proposal", "law-verify": "proposal", "law-withdraw": "proposal", "law-dispute": "proposal",
    "law-correct": "proposed-cell",
    "unit-change": "change-order", "unit-change-confirm": "change-order", "unit-change-withdraw": "change-order",
    "opening-build": "round",
    "job": "job", "job-file": "job", "job-again": "job",
    "plans": "round", "plan-last-days": "round", "plan-draft": "round", "committee": "round",
    "committee-enter": "round", "designate": "round", "charges-issue": "round", "charge-supervise": "round", "charge-support": "round", "board": "round",
    "reminders-send": "round", "plan": "plan", "plan-submit": "plan", "plan-approve": "plan", "plan-return": "plan",
    "charge-end": "charge", "reminder-seen": "reminder", "reminder-contact": "round",
    "published": "unit", "published-record": "unit", "report-sets": "unit", "report-freeze": "unit", "report-set": "report-set", "report-sign-off": "report-set",
    "report-set-file": "report-set", "report-compare": "report-set", "report-compare-file": "report-set",
    "own-forms": "unit", "own-form-upload": "unit", "own-form-start": "unit", "own-form-report": "unit",
    "own-form-set": "report-set", "own-form-file": "own-form", "own-form-trial": "own-form", "own-form-approve": "own-form",
    "reports": "unit", "report": "unit", "report-file": "unit", "report-households": "unit",
    "report-households-file": "unit",
    "training": "round", "training-topic": "round", "training-read": "round", "training-practice": "round",
    "training-progress": "round", "conference-call": "round", "conference": "conference", "conference-guest": "conference",
    "attendance": "conference", "attendance-name": "conference", "conference-letters": "conference",
    "conference-sheets": "conference", "conference-certificates": "conference", "attendance-code": "invitee",
    "boundaries": "unit", "open-data": "unit", "season-pdf": "unit", "charts": "unit", "chart-topic": "unit", "chart-file": "unit", "chart-picture": "unit",
}  # fmt: skip
# The text of the law, which is one and the same in every area.
LAW = {"program"}
PUBLIC = {"sign-in", "sign-out", "set-language", "healthz", "public-posting"}
# The citizens' door: each page is declared with ``open_to_all`` and stands here by name.
PUBLIC |= {
    "citizen-complain",
    "citizen-review",
    "citizen-villages",
    "citizen-village",
    "citizen-scoring",
    "verify",
}
PUBLIC |= {"citizen", "citizen-receipt", "citizen-places", "citizen-commune", "citizen-request"}
# What only the person who asked for it sees.
OWN = {"job", "job-file", "job-again"}
# What both communes of a district have in common, or only one of them has.
SHARED = {
    "recognition",
    "round",
    "complaint",
    "inspection",
    "certificate",
    "province",
    "proposal",
    "proposed-cell",
    "job",
    "charge",
    "conference",
    "change-order",
    "own-form",
}
CERTIFIED = {Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR}
"""Who sees the second commune, in which alone there are certificates."""
# Without an uploaded file, a finished inspection, the assignment or a choice there is nothing to show.
NEEDS_MORE = {
    "choose-round", "country-file", "opinion-letter", "inspection-result", "inspection-errors", "recheck", "roster-import-trial", "roster-import-run", "roster-import-report",
    "law-draft", "law-send", "law-dispute", *OWN,
    # Only who is in charge of the whole round builds its list; only a consolidated province's figures are signed.
    "opening-build", "province-sign", "province-approve", "province-report",
    # Only the unit itself plans; only a committee's own keeper ends its charges.
    "plan-draft", "plan-last-days", "committee-enter", "designate", "charges-issue", "charge-supervise", "charge-support", "reminders-send", "charge-end",
}  # fmt: skip
# Words of an address that mean something of their own on that route.
OWN_WORDS = {
    "certificate-step": lambda _world, _commune: {"step": "cap-lai"},
    "plan-draft": lambda world, commune: {"code": world.communes[commune].code},
    "training-topic": lambda _world, _commune: {"key": "phieu-b"},
    "training-read": lambda _world, _commune: {"key": "phieu-b"},
    "training-practice": lambda _world, _commune: {"number": 1},
    "attendance": lambda world, commune: {"code": world.communes[commune].code},
    "attendance-code": lambda world, commune: {"code": own_and_next(world, commune)["invitee"]()},
}
OK = {200, 302, 303, 405, 409, 410, 422}
ADDRESSES: dict[tuple[str, str, int], str] = {}


class Answer(NamedTuple):
    """How GET and POST of a route end, and whether GET shows a page that does not say it is for practice."""

    statuses: tuple[int, int]
    silent: bool


def routes(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every route of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


ROUTES = [pattern for pattern in routes() if pattern.name not in PUBLIC]
WITH_SUBJECT = [pattern for pattern in ROUTES if pattern.pattern.converters]


def address(pattern: URLPattern, world: World, commune: int) -> str:
    """The route's address for its subject in one commune of a world, found once."""
    place = (pattern.name, world.district.code, commune)
    if place not in ADDRESSES:
        ADDRESSES[place] = _address(pattern, world, commune)
    return ADDRESSES[place]


def _address(pattern: URLPattern, world: World, commune: int) -> str:
    arguments: dict[str, Any] = {}
    for name in pattern.pattern.converters:
        fixed = {
            "kind": "sinh",
            "extension": "csv",
            "key": "results",
            "which": "2a",
            "suffix": "pdf",
            "step": "posting",
            "column": "c3",
            "topic": "tinh-hinh",
            "chart": "theo-don-vi",
            "screen": "rong",
            "pack": "vn-2016",
            "round_id": world.round.pk,
            "hash_": world.round.rules.pack_hash,
            "day": world.round.reference_date.isoformat(),
        }
        if pattern.name in OWN_WORDS:
            fixed |= OWN_WORDS[pattern.name](world, commune)
        arguments[name] = (
            fixed[name] if name in fixed else own_and_next(world, commune)[SUBJECT[pattern.name]]()
        )
    return reverse(pattern.name, kwargs=arguments)


def ask(client: Client, pattern: URLPattern, url: str) -> Answer:
    """What GET and POST answer; nothing they change is kept."""
    with transaction.atomic():
        got, sent = client.get(url), client.post(url, {})
        transaction.set_rollback(True)
    page = got.status_code == 200 and got.headers["Content-Type"].startswith("text/html")
    of_a_round = not pattern.callback.permission.startswith(("people", "audit", "document", "round"))
    silent = page and of_a_round and PRACTICE not in got.content.decode()
    return Answer((got.status_code, sent.status_code), silent)


def signed_in(world: World, role: str) -> Client:
    """A client for the person of the first commune who holds the role."""
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="module")
def worlds(module_rows: None) -> Iterator[tuple[World, World]]:
    """Two played worlds that share nothing, made once for all tests here."""
    yield play(), play(ELSEWHERE)
    ADDRESSES.clear()


@pytest.fixture
def world(worlds: tuple[World, World], db: None) -> World:
    """The world of the person who is signed in."""
    return worlds[0]


@pytest.fixture(scope="module", params=Role, ids=str)
def role(request: pytest.FixtureRequest) -> Role:
    """A role; the tests of one role run one after the other."""
    found: Role = request.param
    return found


@pytest.fixture(scope="module")
def known(worlds: tuple[World, World]) -> dict[Role, dict[str, Answer]]:
    """What was asked before."""
    return {}


@pytest.fixture
def opened(world: World, role: Role, known: dict[Role, dict[str, Answer]]) -> Mapping[str, Answer]:
    """What the role's person gets from every route in the own area, asked once."""
    if role not in known:
        client = signed_in(world, role)
        known[role] = {pattern.name: ask(client, pattern, address(pattern, world, 0)) for pattern in ROUTES}
    return known[role]


def test_every_route_declares_a_permission_or_is_public() -> None:
    """A route without a declaration would be refused, and is a mistake (F13)."""
    undeclared = [pattern.name for pattern in routes() if not hasattr(pattern.callback, "permission")]
    public = {pattern.name for pattern in routes() if getattr(pattern.callback, "permission", "") is None}
    assert (undeclared, public) == ([], PUBLIC)


def test_every_route_with_an_identifier_is_in_the_matrix() -> None:
    """A new route cannot be forgotten here."""
    assert {pattern.name for pattern in WITH_SUBJECT} - set(SUBJECT) == set()


def test_nobody_enters_without_signing_in(world: World) -> None:
    """Every route but the public ones leads to the sign-in page."""
    client = Client()
    leads = {
        pattern.name: client.get(address(pattern, world, 0)).headers.get("Location", "").partition("?")[0]
        for pattern in ROUTES
    }
    assert set(leads.values()) == {reverse("sign-in")}


def test_own_area(role: Role, opened: Mapping[str, Answer]) -> None:
    """In the own area a role opens what it permits, and is refused the rest."""
    wrong = {}
    for pattern in ROUTES:
        if (
            SUBJECT.get(pattern.name) in ("certificate", "recognition", "correction")
            and role not in CERTIFIED
        ):
            continue
        permitted = pattern.callback.permission in PERMITS[role]
        expected = OK if permitted else {403}
        if permitted and (pattern.name in NEEDS_MORE or _wider(pattern, role)):
            expected = OK | {404}
        if not set(opened[pattern.name].statuses) <= expected:
            wrong[pattern.name] = opened[pattern.name].statuses
    assert wrong == {}


def _wider(pattern: URLPattern, role: Role) -> bool:
    """Whether the route's subject is larger than the role's own unit, so that it may not be his to see."""
    depth = {"round": 2, "commune": 3, "plan": 3, "reminder": 3, "unit": 3, "document": 3, "attachment": 3,
             "signed-document": 3, "scanned-page": 3, "certificate": 3, "report-set": 3, "own-form": 2}  # fmt: skip
    held_at = {"village": 4, "commune": 3, "district": 2}
    return held_at.get(LEVEL_OF[role], 1) > depth.get(SUBJECT.get(pattern.name, ""), 4)


def test_every_page_of_a_practice_round_says_so(opened: Mapping[str, Answer]) -> None:
    """No page of a practice round can be taken for an official one."""
    assert [name for name, answer in opened.items() if answer.silent] == []


def test_another_area(world: World, worlds: tuple[World, World], role: Role) -> None:
    """Outside the own area there is nothing: 404 where the role permits the page, 403 where it does not."""
    elsewhere = worlds[1]
    client = signed_in(world, role)
    wrong = {}
    for pattern in WITH_SUBJECT:
        if pattern.name in LAW:
            continue
        both = ask(client, pattern, address(pattern, elsewhere, 0)).statuses
        expected = {404, 405} if pattern.callback.permission in PERMITS[role] else {403}
        if not set(both) <= expected or both == (405, 405):
            wrong[pattern.name] = both
    assert wrong == {}


@pytest.mark.parametrize(
    "role", [Role.VILLAGE_HEAD, Role.REVIEWER, Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIRMAN]
)
def test_the_commune_next_door(world: World, role: Role) -> None:
    """The neighbouring commune of the same round is as closed as another province."""
    client = signed_in(world, role)
    wrong = {}
    for pattern in WITH_SUBJECT:
        if SUBJECT[pattern.name] in SHARED:
            continue
        both = ask(client, pattern, address(pattern, world, 1)).statuses
        expected = {404, 405} if pattern.callback.permission in PERMITS[role] else {403}
        if not set(both) <= expected or both == (405, 405):
            wrong[pattern.name] = both
    assert wrong == {}

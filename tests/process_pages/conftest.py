"""A visitor in the small world, and the steps that bring the world to the page under test."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.appraisal.actions import GiveOpinion, SubmitReport
from rasoat.appraisal.inspecting import DrawInspection, RecordInspection
from rasoat.appraisal.models import CommuneReport, Inspection
from rasoat.posting.actions import ClosePosting, OpenPosting, ReceiveComplaint
from rasoat.posting.models import Complaint
from rasoat.recognition.actions import IssueCertificates, SignDecision
from rasoat.rounds.models import CommuneRound, VillageRound
from tests.world import DAY, NEAR, RICH, World, answers

CLOSED = DAY + timedelta(days=7)


class Visitor:
    """Signs in as a person of the world and opens pages by name."""

    def __init__(self, client: Client, world: World) -> None:
        self.client, self.world = client, world

    def get(self, who: str, page: str, *args: Any, **query: Any) -> Any:
        """Open a page."""
        self._sign_in(who)
        return self.client.get(reverse(page, args=args), query)

    def post(self, who: str, page: str, *args: Any, **typed: Any) -> Any:
        """Send a form; dates are written as people type them."""
        self._sign_in(who)
        return self.client.post(
            reverse(page, args=args), {key: as_typed(value) for key, value in typed.items()}
        )

    def _sign_in(self, who: str) -> None:
        if who:
            self.client.force_login(self.world.people[who])
        else:
            self.client.logout()


def as_typed(value: Any) -> Any:
    """Return a value as it stands in a form field."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class Season:
    """Brings the first village, or the first commune, to a step."""

    def __init__(self, world: World) -> None:
        self.world = world
        for code, opening in (
            ("A1", "poor_income"),
            ("A2", "near_poor"),
            ("A3", "poor_income"),
            ("A4", "poor_income"),
        ):
            world.household(code, opening)

    def surveyed(self) -> VillageRound:
        """Every household has a form: one stays poor, one falls, one rises to near-poor, one leaves."""
        forms = {"A1": answers(), "A2": answers(), "A3": answers(**NEAR), "A4": answers(**RICH)}
        return self.world.surveyed(**forms)

    def at_meeting(self) -> VillageRound:
        """The survey is finished."""
        from rasoat.survey.answers import FinishSurvey

        self.surveyed()
        FinishSurvey(actor=self.world.people["village_head"], village=self.world.village_round()).run()
        return self.world.village_round()

    def met(self) -> VillageRound:
        """The meeting has agreed."""
        self.surveyed()
        return self.world.met()

    def posted_open(self) -> VillageRound:
        """The lists hang."""
        self.met()
        self._open(0)
        return self.world.village_round()

    def complaint(self, code: str = "A3", **changes: Any) -> Complaint:
        """A complaint about a household."""
        given: Mapping[str, Any] = {
            "kind": "wrong_data", "complainant": "Lý Thị Hỏi", "text": "Nhà này đã bán xe.", "received_on": DAY,
        }  # fmt: skip
        officer, village = self.world.people["commune_officer"], self.world.village_round()
        listing = self.world.listing(code) if code else None
        return ReceiveComplaint(actor=officer, village=village, listing=listing, **{**given, **changes}).run()

    def posted(self) -> CommuneRound:
        """Both villages of the commune are posted through."""
        self.posted_open()
        self.world.household("B1", "poor_income", village=1)
        self.world.surveyed(1, B1=answers())
        self.world.met(1)
        self._open(1)
        self.world.on(CLOSED)
        for index in (0, 1):
            ClosePosting(
                actor=self.world.people["commune_officer"], village=self.world.village_round(index)
            ).run()
        return self.world.commune_round()

    def _open(self, index: int) -> None:
        officer = self.world.people["commune_officer"]
        OpenPosting(actor=officer, village=self.world.village_round(index), opened_on=DAY).run()

    def reported(self) -> CommuneRound:
        """The commune has reported."""
        commune = self.posted()
        self.world.papers()
        SubmitReport(actor=self.world.people["commune_officer"], commune=commune, submitted_on=CLOSED).run()
        return self.world.commune_round()

    def drawn(self, size: int = 1, seed: int = 7) -> list[Inspection]:
        """The sample is drawn."""
        inspector = self.world.people["district_inspector"]
        return DrawInspection(actor=inspector, commune=self.reported(), size=size, seed=seed).run()

    def inspected(self, **changes: Any) -> Inspection:
        """The one drawn household is inspected."""
        (inspection,) = self.drawn()
        return RecordInspection(
            actor=self.world.people["district_inspector"], inspection=inspection, answers=answers(**changes),
            inspected_on=CLOSED, finding="Khác về xe máy",
        ).run()  # fmt: skip

    def appraised(self) -> CommuneRound:
        """The district agrees."""
        commune = self.reported()
        officer = self.world.people["district_officer"]
        GiveOpinion(
            actor=officer,
            commune=commune,
            outcome=CommuneReport.Outcome.AGREED,
            opinion="",
            appraised_on=CLOSED,
        ).run()
        return self.world.commune_round()

    def decided(self) -> CommuneRound:
        """The chairman has signed."""
        SignDecision(
            actor=self.world.people["commune_chairman"], commune=self.appraised(), signed_on=CLOSED
        ).run()
        return self.world.commune_round()

    def certified(self) -> CommuneRound:
        """The certificates are issued."""
        IssueCertificates(
            actor=self.world.people["commune_officer"], commune=self.decided(), issued_on=CLOSED
        ).run()
        return self.world.commune_round()


@pytest.fixture
def world(made_world: World, db: None, settings: Any, tmp_path: Path) -> World:
    """A fresh small world, with a folder of its own for papers and uploads."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    return deepcopy(made_world)


@pytest.fixture
def season(world: World) -> Season:
    """The steps of the season in that world."""
    return Season(world)


@pytest.fixture
def visitor(client: Client, world: World) -> Visitor:
    """Somebody with a browser."""
    return Visitor(client, world)


def codes(response: Any) -> list[str]:
    """Return the codes of every error of every form on the page, in order."""
    from django.forms import BaseForm

    found: list[str] = []
    for key in {key for layer in response.context for key in layer.flatten()} if response.context else ():
        form = response.context[key]
        if isinstance(form, BaseForm) and form.is_bound:
            found += [error.code for errors in form.errors.as_data().values() for error in errors]
    return sorted(set(found))

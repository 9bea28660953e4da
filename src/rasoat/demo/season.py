"""Play the practice season: the same actions as the web, each by the person whose task it is."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.demo import facts
from rasoat.demo.clock import Clock
from rasoat.demo.commune_play import CommunePlay
from rasoat.demo.correction_play import CorrectionPlay
from rasoat.demo.enrol import Enrolment
from rasoat.demo.households import Hamlet, Home, World
from rasoat.demo.planning_play import plan_season
from rasoat.demo.stage import OFFICER, Stage, open_round, set_stage, substitute
from rasoat.demo.training_play import train
from rasoat.demo.upward_play import UpwardPlay
from rasoat.demo.village_play import VillagePlay
from rasoat.documents import printer
from rasoat.roster.models import Household
from rasoat.rounds.models import CommuneRound, Round, VillageRound

RETURNED_ONCE = 2
"""The commune, in order of code, whose report the district returns once."""

Tick = Callable[[int], None]
TICKS_A_VILLAGE = 12
"""About how many tasks a village is from its list to its posting: the length of the progress bar."""


@dataclass
class Season:
    """A season as played: its round, and the seconds each kind of step took."""

    world: World
    round: Round
    stage: Stage
    clock: Clock
    corrected: int = 0
    households: dict[Home, Household] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, User]:
        """The people by user name."""
        return self.stage.people

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by kind of step."""
        return dict(self.clock.seconds)


def play(world: World, *, until: date | None = None, tick: Tick = lambda _done: None) -> Season:
    """Play the season of ``world`` on an empty database, to its end or to the end of the day ``until``.

    Raises ``Refused`` or ``NotAllowed`` when an action is refused: the season is written so that none is.
    """
    # The invented people stay to the end: the garbage collector need not look at them again and again.
    gc.freeze()
    with transaction.atomic():
        stage = set_stage(world)
        round_ = open_round(stage)
        plan_season(stage, round_, Counter(hamlet.commune.code for hamlet in world.hamlets))
        train(stage, round_)
    season = Season(world, round_, stage, Clock(round_, stage.people[OFFICER], tick))
    enrolment = Enrolment(season.clock, stage, world)
    season.households = enrolment.run()
    season.corrected = enrolment.corrected
    _District(season).start()
    season.clock.run(until)
    printer.finish()
    return season


class _District:
    """All communes at once, and what the district does when they are through."""

    def __init__(self, season: Season) -> None:
        self.season, self.clock, self.round = season, season.clock, season.round
        self.upward = UpwardPlay(season.clock, season.stage)
        self._open = 0

    def start(self) -> None:
        """Let every village begin, and put what the district does into the calendar."""
        self.upward.start()
        villages = {village.unit.code: village for village in _villages(self.round)}
        codes = dict.fromkeys(hamlet.commune.code for hamlet in self.season.world.hamlets)
        self._open = len(codes)
        for place, code in enumerate(codes, start=1):
            hamlets = [hamlet for hamlet in self.season.world.hamlets if hamlet.commune.code == code]
            plays = [self._village(villages[hamlet.code], hamlet, hamlets) for hamlet in hamlets]
            commune = CommunePlay(
                self.clock,
                self.season.people,
                plays[0].village.commune,
                plays,
                self.season.world.seed,
                returned_once=place == min(RETURNED_ONCE, len(codes)),
            )
            commune.certified = partial(self._commune_certified, commune)
            for village in plays:
                village.start()

    def _village(self, village: VillageRound, hamlet: Hamlet, of_commune: list[Hamlet]) -> VillagePlay:
        return VillagePlay(
            self.clock,
            self.season.people,
            village,
            hamlet,
            substitute(hamlet, of_commune),
            {home: self.season.households[home] for home in hamlet.homes},
        )

    def _commune_certified(self, commune: CommunePlay) -> None:
        if self.upward.correction is None:
            self.upward.correction = CorrectionPlay(commune)
            self.upward.correction.published()
        self._open -= 1
        if self._open == 0:
            self.upward.approve()


def _villages(round_: Round) -> list[VillageRound]:
    """Return the villages, all holding the same round and the same commune objects, so that they share one day."""
    communes: dict[int, CommuneRound] = {}
    for commune in round_.communes.select_related("unit"):
        commune.round = round_
        communes[commune.pk] = commune
    villages = list(round_.villages.select_related("unit"))
    for village in villages:
        village.round, village.commune = round_, communes[village.commune_id]
    return villages


def length(world: World) -> int:
    """Return about how many ticks a whole season takes."""
    return TICKS_A_VILLAGE * len(world.hamlets) + 8 * len(facts.COMMUNES)

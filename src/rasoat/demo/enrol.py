"""Bring the invented households into the roster by the import, and record what happened to them by the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import transaction

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.demo.clock import Clock
from rasoat.demo.events import Happening, happen
from rasoat.demo.files import RosterFile, roster_file
from rasoat.demo.households import Hamlet, Home, World
from rasoat.demo.people import Person
from rasoat.demo.stage import Stage, head_of, officer_of
from rasoat.roster.actions import (
    AddMember,
    MergeHousehold,
    MoveIn,
    MoveOut,
    NewPerson,
    RemoveMember,
    SplitHousehold,
)
from rasoat.roster.importing import ImportRoster
from rasoat.roster.models import EventKind, Household, Member, Relation


@dataclass
class Enrolment:
    """The roster of a world: each household's row in the database."""

    clock: Clock
    stage: Stage
    world: World
    households: dict[Home, Household] = field(default_factory=dict)
    corrected: int = 0

    def run(self) -> dict[Home, Household]:
        """Import the lists, record the year's events; return every household's row."""
        by_commune: dict[str, list[Hamlet]] = {}
        for hamlet in self.world.hamlets:
            by_commune.setdefault(hamlet.commune.code, []).append(hamlet)
        for number, (code, hamlets) in enumerate(by_commune.items()):
            with self.clock.timed("import"):
                self._import(code, hamlets, workbook=number % 2 == 1)
            for hamlet in hamlets:
                with self.clock.timed("events"), transaction.atomic():
                    self._live_through_the_year(hamlet)
        return self.households

    def _import(self, commune: str, hamlets: list[Hamlet], *, workbook: bool) -> None:
        """Import a commune's list; what it refuses comes again, corrected, in a second file."""
        slips = Random(f"{self.world.seed}:{commune}:slips")  # noqa: S311  # the same slips each time
        name = f"danh-sach-ho-{commune}"
        first = roster_file(name, hamlets, workbook=workbook, slips=slips)
        self._bring_in(commune, first)
        missing = self._find(hamlets)
        if missing:
            self.corrected += len(missing)
            self._bring_in(commune, roster_file(f"{name}-sua", hamlets, workbook=workbook, only=missing))
            if self._find(hamlets):
                raise RuntimeError(f"corrected households of {commune} are refused")

    def _bring_in(self, commune: str, file: RosterFile) -> None:
        """Import one file as the commune's officer."""
        ImportRoster(
            actor=self.stage.people[officer_of(commune)],
            round=self.clock.round,
            file_name=file.name,
            content=file.content,
        ).run()

    def _find(self, hamlets: list[Hamlet]) -> list[Home]:
        """Find each household's row, whatever code the import gave it: its head's name stays; return the missing."""
        missing: list[Home] = []
        for hamlet in hamlets:
            heads = Member.objects.filter(household__village=self._unit(hamlet), relation=Relation.HEAD)
            rows = {head.full_name: head.household for head in heads.select_related("household__village")}
            for home in hamlet.homes:
                found = rows.get(home.head.full_name)
                if found is None:
                    missing.append(home)
                else:
                    self.households[home], home.code = found, found.code
        return missing

    def _unit(self, hamlet: Hamlet) -> Unit:
        return self.stage.units[hamlet.code]

    def _live_through_the_year(self, hamlet: Hamlet) -> None:
        recorder = Recorder(self.stage.people[head_of(hamlet.code)], self._unit(hamlet), self.households)
        for happening in happen(hamlet):
            recorder.record(happening)


class Recorder:
    """Records the events of one village in the name of its head."""

    def __init__(self, actor: User, village: Unit, households: dict[Home, Household]) -> None:
        self._actor, self._village, self._households = actor, village, households

    def record(self, happening: Happening) -> None:
        """Take the action that the event asks for."""
        _RECORD[happening.kind](self, happening)

    def _of(self, happening: Happening) -> Mapping[str, Any]:
        return {"actor": self._actor, "household": self._households[happening.home], "on": happening.on}

    def _member(self, happening: Happening, person: Person) -> Member:
        household = self._households[happening.home]
        return Member.objects.present().get(household=household, full_name=person.full_name)

    def _new_head(self, happening: Happening) -> Member | None:
        return self._member(happening, happening.new_head) if happening.new_head else None

    def _come(self, happening: Happening) -> None:
        AddMember(
            **self._of(happening), person=_new(happening.people[0]), birth=happening.kind == EventKind.BIRTH
        ).run()

    def _go(self, happening: Happening) -> None:
        RemoveMember(
            **self._of(happening),
            member=self._member(happening, happening.people[0]),
            death=happening.kind != EventKind.LEFT,
            new_head=self._new_head(happening),
        ).run()

    def _move_out(self, happening: Happening) -> None:
        MoveOut(**self._of(happening)).run()

    def _move_in(self, happening: Happening) -> None:
        people = [_new(person) for person in happening.people]
        self._households[happening.home] = MoveIn(
            actor=self._actor,
            village=self._village,
            code=happening.home.code,
            persons=people,
            on=happening.on,
        ).run()

    def _split(self, happening: Happening) -> None:
        assert happening.other is not None
        members = [self._member(happening, person) for person in happening.people]
        self._households[happening.other] = SplitHousehold(
            **self._of(happening), members=members, head=members[0], code=happening.other.code
        ).run()

    def _merge(self, happening: Happening) -> None:
        assert happening.other is not None
        MergeHousehold(**self._of(happening), into=self._households[happening.other]).run()


_RECORD: Mapping[EventKind, Callable[[Recorder, Happening], None]] = {
    EventKind.BIRTH: Recorder._come,
    EventKind.JOINED: Recorder._come,
    EventKind.DEATH: Recorder._go,
    EventKind.LEFT: Recorder._go,
    EventKind.DIED_OUT: Recorder._go,
    EventKind.MOVED_OUT: Recorder._move_out,
    EventKind.MOVED_IN: Recorder._move_in,
    EventKind.SPLIT_OFF: Recorder._split,
    EventKind.MERGED_INTO: Recorder._merge,
}


def _new(person: Person) -> NewPerson:
    return NewPerson(
        person.full_name,
        person.relation,
        person.sex,
        person.birth_date,
        person.birth_precision,
        person.ethnic_group,
        person.identity_number,
    )

"""The conference of 9/10/2018: the village heads and commune officers invited, most present, some of them practising."""

from __future__ import annotations

from datetime import date, time

from rasoat.demo import facts, stage
from rasoat.documents.common import commune_of
from rasoat.rounds.models import Round
from rasoat.training.conferences import COMMITTEE, CallConference, Guest, Item, MarkPresent
from rasoat.training.course import TOPICS
from rasoat.training.households import HOUSEHOLDS
from rasoat.training.learning import Practise, ReadTopic, practice_home
from rasoat.training.models import Conference, Invitee

HELD_ON = date(2018, 10, 9)
TIMES = (time(8), time(8, 30), time(9, 15), time(10, 30), time(13, 30), time(14, 30))
ABSENT = 29
"""Every so many invited stay away."""
LEARNERS, PRACTISED = 8, 2


def train(set_: stage.Stage, round_: Round) -> None:
    """Hold the conference; the heads of some villages read the course and practise."""
    officer = set_.people[stage.OFFICER]
    conference = CallConference(
        actor=officer,
        round=round_,
        at=set_.district,
        title="Hội nghị tập huấn rà soát hộ nghèo, hộ cận nghèo năm 2018",
        held_on=HELD_ON,
        begins_at=TIMES[0],
        place=f"Hội trường UBND huyện {facts.DISTRICT_NAME}",
        host=f"UBND huyện {facts.DISTRICT_NAME}",
        agenda=[
            Item(start, topic.vi, officer.full_name, topic.key)
            for start, topic in zip(TIMES, TOPICS, strict=True)
        ],
        groups=["village_heads", "officers", COMMITTEE],
        guests=[Guest("Phóng viên", "Đài Truyền thanh huyện")],
    ).run()
    _attend(conference, set_)
    _learn(conference, round_)


def _attend(conference: Conference, set_: stage.Stage) -> None:
    """Tick the lists, unit by unit."""
    came: dict[str, list[int]] = {}
    rows = list(conference.invitees.select_related("unit__parent"))
    for place, each in enumerate(rows, start=1):
        if place % ABSENT:
            came.setdefault(commune_of(each.unit).code, []).append(each.pk)
    for code, present in came.items():
        MarkPresent(
            actor=set_.people[stage.OFFICER],
            conference=conference,
            at=set_.units[code],
            present=present,
            shown=present,
        ).run()


def _learn(conference: Conference, round_: Round) -> None:
    heads = conference.invitees.filter(unit__level="village").select_related("user", "unit")
    rows: list[Invitee] = list(heads)
    step = max(len(rows) // LEARNERS, 1)
    for each in rows[::step][:LEARNERS]:
        assert each.user is not None
        for topic in TOPICS:
            ReadTopic(actor=each.user, round=round_, at=each.unit, topic=topic).run()
        for number in range(1, min(PRACTISED, HOUSEHOLDS) + 1):
            home = practice_home(round_, each.unit, each.user.pk, number)
            wrong = (
                {"electricity_kwh": int(home.answers["electricity_kwh"]) + 60} if number == PRACTISED else {}
            )
            Practise(
                actor=each.user,
                round=round_,
                at=each.unit,
                household=number,
                answers={**home.answers, **wrong},
            ).run()

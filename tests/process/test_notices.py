"""Texts for the people: drafted from the calendar and the pack, kept in versions, read out at a place on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasoat.errors import RasoatError
from rasoat.posting.models import Notice
from rasoat.posting.notices import RecordReading, WriteNotice
from rasoat.posting.telling import draft, paper_of
from rasoat.rounds.models import Deadline, Step
from tests.world import DAY, World


def write(world: World, text: str, **given: str) -> Notice:
    """The village head writes a text."""
    return WriteNotice(
        actor=world.people["village_head"], village=world.village_round(), step="posting", text=text, **given
    ).run()


@pytest.mark.parametrize("step", Step)
def test_every_step_has_a_draft(world: World, step: str) -> None:
    """Each begins with the people of the village and says what happens; without a plan it invents no day."""
    text = draft(world.round, world.villages[0], step)
    assert text.startswith("Kính thưa bà con thôn Nà Thử!")
    assert "ngày do xã thông báo" in text


def test_the_draft_holds_the_days_of_plan_and_pack(world: World) -> None:
    """The calendar of the round and the seven days of 2018 stand in it."""
    Deadline.objects.create(round=world.round, step="posting", starts_on=DAY, due_on=date(2018, 10, 30))
    text = draft(world.round, world.villages[0], "posting")
    assert "từ ngày 20 tháng 10 năm 2018 đến hết ngày 30 tháng 10 năm 2018" in text
    assert "treo đủ 7 ngày." in text


def test_each_saving_is_a_version_of_its_language(world: World) -> None:
    """The earlier words stay; another language counts by itself."""
    versions = [
        write(world, "Một").version,
        write(world, "Hai").version,
        write(world, "Tày", language="tyz").version,
    ]
    assert versions == [1, 2, 1]
    assert set(Notice.objects.values_list("text", flat=True)) == {"Một", "Hai", "Tày"}


def test_a_reading_has_a_place_and_a_past_day(world: World) -> None:
    """K006 without a place, P003 for tomorrow, K005 for an empty text."""
    head = world.people["village_head"]
    notice = write(world, "Mời bà con.")
    for code, place, day in (("K006", " ", DAY), ("P003", "Loa thôn", DAY + timedelta(days=1))):
        with pytest.raises(RasoatError, match=f"^{code} "):
            RecordReading(actor=head, notice=notice, place=place, read_on=day).run()
    RecordReading(actor=head, notice=notice, place="Loa thôn", read_on=DAY).run()
    with pytest.raises(RasoatError, match=r"^K005 "):
        write(world, "  ")
    assert paper_of(notice)["paragraphs"] == ["Mời bà con."]

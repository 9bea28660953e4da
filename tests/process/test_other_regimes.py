"""The steps of a round under the rules of another regime: what the pack says is what happens."""

from __future__ import annotations

from datetime import date

import pytest

from rasoat import law
from rasoat.errors import LawError
from rasoat.posting.window import last_day
from rasoat.recognition.papers import bases_of
from rasoat.rounds.models import Round
from rasoat.survey.listing import CloseList, ProposeHousehold
from rasoat.survey.models import Inclusion
from rasoat.survey.requests import ReceiveRequest
from tests.world import DAY, World


@pytest.mark.parametrize(
    ("pack", "opened", "closes"),
    [
        ("vn-2016", date(2018, 11, 9), date(2018, 11, 15)),
        ("vn-2022", date(2023, 11, 10), date(2023, 11, 14)),
        ("vn-2022", date(2023, 11, 13), date(2023, 11, 15)),
        ("vn-2022", date(2023, 11, 11), date(2023, 11, 15)),
        ("vn-2022", date(2022, 8, 31), date(2022, 9, 6)),
    ],
    ids=["seven days", "over the weekend", "Monday", "posted on a Saturday", "over the national day"],
)
def test_last_day_of_a_posting(pack: str, opened: date, closes: date) -> None:
    """Seven calendar days under TT17, three working days under QĐ24; the first day counts when it is such a day."""
    assert last_day(law.load(pack).on(opened), opened) == closes


def test_posting_is_refused_where_the_days_are_not_known() -> None:
    """No number of days (L060), no list of holidays for the year (L061): no deadline is guessed."""
    rules = law.load("vn-2022").on(date(2026, 6, 1))
    for the_rules, day, code in (
        (law.load("vn-2027").on(date(2027, 1, 1)), date(2027, 11, 1), "L060"),
        (rules, date(2031, 11, 3), "L061"),
    ):
        with pytest.raises(LawError) as caught:
            last_day(the_rules, day)
        assert caught.value.code == code


@pytest.fixture
def later_rules(monkeypatch: pytest.MonkeyPatch) -> law.Rules:
    """Every round under the pack of 2022."""
    rules = law.load("vn-2022").on(date(2023, 11, 10))
    monkeypatch.setattr(Round, "rules", property(lambda _round: rules))
    return rules


def test_household_that_asks_is_listed_without_phieu_a(world: World, later_rules: law.Rules) -> None:
    """The items of Phiếu A were not found for 2022: who asks or is proposed is reviewed with Phiếu B at once."""
    head, village = world.people["village_head"], world.village_round()
    asking = ReceiveRequest(
        actor=head, village=village, household=world.household("02"), reason="Tai nạn lao động",
        applicant="Triệu Văn A", received_on=DAY,
    ).run()  # fmt: skip
    proposed = ProposeHousehold(
        actor=head, village=village, household=world.household("03"), hardship="other", reason="Thiên tai"
    ).run()
    assert {asking.listing.inclusion, proposed.inclusion} == {Inclusion.INCLUDED}
    assert CloseList(actor=head, village=world.village_round()).run() == 2


def test_papers_name_the_documents_of_the_regime(world: World, later_rules: law.Rules) -> None:
    """A decision under the pack of 2022 rests on NĐ07, QĐ24, TT07 and TT02, not on those of 2016."""
    bases = bases_of(world.round)
    assert [basis.split(" ngày")[0].split(" (")[0] for basis in bases] == [
        "Căn cứ Nghị định 07/2021/NĐ-CP",
        "Căn cứ Quyết định 24/2021/QĐ-TTg",
        "Căn cứ Thông tư 07/2021/TT-BLĐTBXH",
        "Căn cứ Thông tư 02/2022/TT-BLĐTBXH",
    ]

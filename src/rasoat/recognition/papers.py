"""The decision of recognition, as a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.documents.common import chairman, committee, in_vietnamese, letterhead, lower
from rasoat.documents.models import Document, Kind
from rasoat.documents.register import issue, next_number
from rasoat.documents.shapes import Decision as DecisionPaper
from rasoat.documents.shapes import RecognisedHousehold
from rasoat.law import Act
from rasoat.recognition.models import Recognition
from rasoat.rounds.models import CommuneRound, Round
from rasoat.survey.standing import Standing, head_names

K = Recognition.Kind
Row = tuple[Standing, Recognition.Kind]

POOR_KINDS = (K.POOR_FROM_POOR, K.POOR_FROM_NEAR, K.POOR_AGAIN, K.POOR_NEW)
NEAR_KINDS = (K.NEAR_FROM_POOR, K.NEAR_FROM_NEAR, K.NEAR_AGAIN, K.NEAR_NEW)


def issue_decision(commune: CommuneRound, rows: Sequence[Row], signed_on: date, signer: User) -> Document:
    """Number and register the decision with its lists."""
    number = next_number(commune.unit, Kind.DECISION, signed_on.year, practice=commune.round.practice)
    data = decision_of(commune, rows, signed_on, signer, number)
    return issue(
        Kind.DECISION,
        commune.unit,
        title=f"Quyết định {number:02d}/QĐ-UBND công nhận kết quả rà soát năm {commune.round.year}",
        issued_on=signed_on,
        issued_by=signer,
        practice=commune.round.practice,
        number=number,
        items=[data],
    )


def bases_of(round_: Round) -> list[str]:
    """Return the legal bases that a paper of the round names, with their titles from the pack."""
    rules = round_.rules
    return [f"Căn cứ {rules.documents[key]};" for key in rules.bases]


def decision_of(
    commune: CommuneRound, rows: Sequence[Row], signed_on: date, signer: User, number: int
) -> DecisionPaper:
    """Return the data of the decision."""
    unit, round_ = commune.unit, commune.round
    above = unit.parent or unit
    lists = _lists(rows)
    return DecisionPaper(
        practice=round_.practice,
        head=letterhead(unit, signed_on, f"{number:02d}/QĐ-UBND"),
        year=round_.year,
        authority=f"CHỦ TỊCH {committee(unit)}".replace("\n", " "),
        commune=lower(unit),
        bases=[*bases_of(round_), *_opinion(round_, above)],
        poor=lists["poor"],
        near_poor=lists["near_poor"],
        escaped_to_near_poor=lists[K.NEAR_FROM_POOR],
        escaped_above_near_poor=lists[K.ESCAPED_POOR],
        escaped_near_poor=lists[K.ESCAPED_NEAR],
        duties="Ban giảm nghèo xã, các trưởng thôn và các hộ có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        effect="Quyết định này có hiệu lực kể từ ngày ký.",
        recipients=["Như Điều 2;", f"UBND {lower(above)} (b/c);", "Lưu: VT."],
        signature=chairman(signer.full_name),
    )


def _opinion(round_: Round, above: Unit) -> list[str]:
    """Return the basis on the opinion, of a chain in which somebody gives one."""
    asked = round_.chain.has(Act.OPINION)
    return [f"Căn cứ ý kiến thẩm định của Ủy ban nhân dân {lower(above)};"] if asked else []


def _lists(rows: Sequence[Row]) -> Mapping[str, list[RecognisedHousehold]]:
    heads = head_names(standing.listing.household_id for standing, _ in rows)
    lists: dict[str, list[RecognisedHousehold]] = defaultdict(list)
    for standing, kind in rows:
        listing = standing.listing
        assert listing.answered is not None
        household = RecognisedHousehold(
            head=heads[listing.household_id],
            village=lower(listing.village.unit),
            persons=listing.answered.persons,
            note=in_vietnamese(kind.label),
        )
        lists[kind].append(household)
        if kind in POOR_KINDS:
            lists["poor"].append(household)
        elif kind in NEAR_KINDS:
            lists["near_poor"].append(household)
    return lists

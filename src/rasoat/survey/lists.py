"""What the lists of step 1 hold: the households to review, lists 2a and 2b, and those that are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from rasoat.areas.models import Level, Unit
from rasoat.documents.common import commune_of, in_full, in_vietnamese, letterhead, lower
from rasoat.documents.shapes import HouseholdList, ListedSection, Signature
from rasoat.law import Rules
from rasoat.roster.models import OpeningEntry
from rasoat.rounds.clock import today
from rasoat.rounds.models import Round
from rasoat.survey.models import Group, Inclusion, Listing, Request
from rasoat.survey.standing import head_names
from rasoat.text_vi import date as written

NOT_READ = "Các cột do phần mềm đặt: mẫu danh sách của thông tư chưa tìm thấy bản đọc được."


class Source(NamedTuple):
    """What a list is made from: a round, a commune or a village of it, and names read once."""

    round: Round
    unit: Unit

    @property
    def rules(self) -> Rules:
        """The rules of the round."""
        return self.round.rules

    def listings(self, **wanted: Any) -> list[Listing]:
        """Return the considered, living households under the unit, by village and code."""
        rows = Listing.objects.filter(
            village__round=self.round,
            village__unit__path__startswith=self.unit.path,
            household__ended_on__isnull=True,
            **wanted,
        ).select_related("household", "village__unit", "screen__filled_by", "screen__decided_by", "added_by")
        return list(rows.order_by("village__unit__path", "household__code"))

    def requests(self, form: str) -> list[Request]:
        """Return the requests by one form under the unit, in the order they came."""
        below = Q(village__unit__path__startswith=self.unit.path)
        rows = Request.objects.filter(below, commune__round=self.round, form=form)
        return list(
            rows.select_related("household", "listing__screen", "village__unit").order_by("received_on", "pk")
        )


def to_review(source: Source) -> list[ListedSection]:
    """Group 1 and group 2 as they stand, with what each was at the start of the round."""
    rows = source.listings(inclusion=Inclusion.INCLUDED)
    heads = head_names(row.household_id for row in rows)
    entries = OpeningEntry.objects.filter(round=source.round, village__path__startswith=source.unit.path)
    opening = {entry.household_id: in_vietnamese(entry.get_kind_display()) for entry in entries}
    first = [row for row in rows if row.group == Group.CURRENT]
    second = [row for row in rows if row.group != Group.CURRENT]
    common = ["Chủ hộ", "Mã hộ", "Thôn"]
    return [
        _section(
            "Nhóm 1: hộ đang trong danh sách hộ nghèo, hộ cận nghèo",
            [*common, "Đầu kỳ"],
            [[*_who(row, heads), opening.get(row.household_id, "")] for row in first],
        ),
        _section(
            "Nhóm 2: hộ có giấy đề nghị hoặc thôn đề xuất",
            [*common, "Vì sao", "Lý do", "Phiếu A"],
            [[*_who(row, heads), _group(row), _why(source.rules, row), _screened(row)] for row in second],
        ),
    ]


def asked_to_be_added(source: Source) -> list[ListedSection]:
    """List 2a: who asks by form 1a, and whom the villages propose."""
    requests = source.requests(Request.Form.ADDED)
    proposed = source.listings(group=Group.PROPOSED)
    heads = head_names(row.household_id for row in proposed)
    return [
        _section(
            "Hộ có giấy đề nghị (Phụ lục 1a)",
            ["Người đề nghị", "Mã hộ", "Thôn", "Số biên nhận", "Ngày nhận", "Lý do", "Kết quả"],
            [_requested(row) for row in requests],
        ),
        _section(
            "Hộ do thôn đề xuất",
            ["Chủ hộ", "Mã hộ", "Thôn", "Lý do", "Phiếu A"],
            [[*_who(row, heads), _why(source.rules, row), _screened(row)] for row in proposed],
        ),
    ]


def asked_to_escape(source: Source) -> list[ListedSection]:
    """List 2b: who asks by form 1b to be recognised as escaped."""
    requests = source.requests(Request.Form.ESCAPED)
    return [
        _section(
            "Hộ có giấy đề nghị (Phụ lục 1b)",
            ["Người đề nghị", "Mã hộ", "Thôn", "Số biên nhận", "Ngày nhận", "Lý do", "Kết quả"],
            [_requested(row) for row in requests],
        )
    ]


def left_out(source: Source) -> list[ListedSection]:
    """Who is not surveyed, why, and who decided it."""
    rows = source.listings(inclusion=Inclusion.LEFT_OUT)
    heads = head_names(row.household_id for row in rows)
    return [
        _section(
            "Hộ nhóm 2 không đưa vào khảo sát",
            [
                "Chủ hộ",
                "Mã hộ",
                "Thôn",
                "Được xem xét vì",
                "Vì sao không khảo sát",
                "Người quyết định",
                "Ngày",
            ],
            [
                [*_who(row, heads), _why(source.rules, row), row.inclusion_reason, *_by_whom(row)]
                for row in rows
            ],
        )
    ]


class Listed(NamedTuple):
    """One kind of list: its title, what it holds, and a note about its columns."""

    title: str
    sections: Callable[[Source], list[ListedSection]]
    notes: tuple[str, ...] = ()


LISTS: Mapping[str, Listed] = {
    "ra-soat": Listed("DANH SÁCH HỘ CẦN RÀ SOÁT", to_review),
    "2a": Listed(
        "DANH SÁCH HỘ ĐỀ NGHỊ BỔ SUNG HỘ NGHÈO, HỘ CẬN NGHÈO (PHỤ LỤC 2A)", asked_to_be_added, (NOT_READ,)
    ),
    "2b": Listed(
        "DANH SÁCH HỘ ĐỀ NGHỊ THOÁT NGHÈO, THOÁT CẬN NGHÈO (PHỤ LỤC 2B)", asked_to_escape, (NOT_READ,)
    ),
    "khong-khao-sat": Listed("DANH SÁCH HỘ KHÔNG ĐƯA VÀO KHẢO SÁT", left_out),
}


def paper_of(which: str, round_: Round, unit: Unit, signer: str) -> HouseholdList:
    """Return the data of one list of a commune or a village, as paper and Excel file print it."""
    listed, commune = LISTS[which], commune_of(unit)
    place = in_full(unit) if unit.level == Level.VILLAGE else lower(unit)
    return HouseholdList(
        practice=round_.practice,
        head=letterhead(commune, today(round_)),
        year=round_.year,
        title=listed.title,
        about=f"{place[:1].upper()}{place[1:]}\n{round_.name}",
        sections=listed.sections(Source(round_, unit)),
        notes=list(listed.notes),
        signature=Signature(capacity="TM. BAN GIẢM NGHÈO", name=signer),
    )


def _section(title: str, heads: list[str], rows: Iterable[list[str]]) -> ListedSection:
    return ListedSection(title=title, heads=heads, rows=list(rows))


def _who(row: Listing, heads: Mapping[Any, str]) -> list[str]:
    return [heads.get(row.household_id, ""), row.household.code, str(row.village.unit)]


def _group(row: Listing) -> str:
    return in_vietnamese(row.get_group_display())


def _why(rules: Rules, row: Listing) -> str:
    known = rules.lists.get("proposal_reasons")
    words = {choice.key: choice.label_vi for choice in known.choices} if known else {}
    label = words.get(row.hardship, "")
    return f"{label}. {row.reason}" if label else row.reason


def _screened(row: Listing) -> str:
    screen = getattr(row, "screen", None)
    if screen is None:
        return "Chưa làm" if row.inclusion == Inclusion.PENDING else ""
    told = f"{screen.count} dấu hiệu; {in_vietnamese(row.get_inclusion_display()).lower()}"
    return f"{told}; Ban quyết định: {screen.decision_reason}" if screen.decided_by_id else told


def _by_whom(row: Listing) -> list[str]:
    screen = row.screen
    if screen.decided_by is not None and screen.decided_on is not None:
        return [f"{screen.decided_by} (Ban giảm nghèo xã)", written(screen.decided_on)]
    return [f"{screen.filled_by} (lập Phiếu A)", written(screen.filled_on)]


def _requested(row: Request) -> list[str]:
    code = row.household.code if row.household else "chưa xác định"
    told = in_vietnamese(row.get_state_display())
    if row.listing is not None:
        told = f"{told}; {in_vietnamese(row.listing.get_inclusion_display()).lower()}"
    if row.answer:
        told = f"{told}: {row.answer}"
    place = str(row.village.unit) if row.village else ""
    return [row.applicant, code, place, row.receipt, written(row.received_on), row.reason, told]

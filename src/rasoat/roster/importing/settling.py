"""Households of a file against each other and against the roster: codes, the same household again, persons twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count, islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from rasoat.roster.identity import lookup, mask
from rasoat.roster.importing.headings import Layout
from rasoat.roster.importing.households import Draft
from rasoat.roster.importing.persons import Person
from rasoat.roster.importing.report import Report
from rasoat.roster.models import Household, Member, OpeningEntry, Relation
from rasoat.rounds.models import Round
from rasoat.text_vi import fold

CHUNK = 500
Key = tuple[int, str]
T = TypeVar("T")


class Known(NamedTuple):
    """A household that the roster has."""

    id: UUID
    ended_on: date | None
    head: str


@dataclass
class Settler:
    """Decides for each draft which household of the roster it is, or under which code it is new."""

    round: Round
    layout: Layout
    report: Report
    openings: dict[UUID, str] = field(default_factory=dict, init=False)
    _known: dict[Key, Known] = field(default_factory=dict, init=False)

    def settle(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts that stay."""
        self._load({draft.village.unit_id for draft in drafts})
        self._check_twice_in_file(drafts)
        self._give_codes(drafts)
        self._check_twice_in_roster(drafts)
        self._compare_kept([draft for draft in drafts if draft.kept and not draft.refused])
        return [draft for draft in drafts if not draft.refused]

    def _load(self, villages: Iterable[int]) -> None:
        for some in chunks(sorted(villages), CHUNK):
            heads = Member.objects.filter(household__village__in=some, relation=Relation.HEAD)
            # Of an ended household the last head counts, of a living one the present head.
            names = dict(heads.order_by("pk").values_list("household_id", "name_fold"))
            names |= dict(heads.present().values_list("household_id", "name_fold"))
            rows = Household.objects.filter(village__in=some).values_list(
                "village_id", "code", "id", "ended_on"
            )
            for village, code, pk, ended_on in rows:
                self._known[village, code] = Known(pk, ended_on, names.get(pk, ""))
            self.openings |= dict(
                OpeningEntry.objects.filter(round=self.round, household__village__in=some).values_list(
                    "household_id", "kind"
                )
            )

    def _refuse(self, draft: Draft, code: str, row: int, column: str, /, **where: object) -> None:
        self.report.error(code, row, self.layout.title(column), draft.label, **where)
        draft.refused = True

    # Persons

    def _check_twice_in_file(self, drafts: Sequence[Draft]) -> None:
        """Refuse both households where one person stands twice: which is right nobody can tell from the file."""
        first: dict[str, tuple[Draft, Person]] = {}
        for draft in drafts:
            for person in draft.persons:
                if person.identity_number:
                    at, other = first.setdefault(person.identity_number, (draft, person))
                    if other is not person:
                        number = mask(person.identity_number)
                        self._refuse(
                            draft, "R044", person.row, "identity_number", number=number, other=other.row
                        )
                        self._refuse(
                            at, "R044", other.row, "identity_number", number=number, other=person.row
                        )

    def _check_twice_in_roster(self, drafts: Sequence[Draft]) -> None:
        numbered = ((draft, person) for draft in drafts for person in draft.persons if person.identity_number)
        for some in chunks(numbered, CHUNK):
            hashes = {lookup(person.identity_number): (draft, person) for draft, person in some}
            for found, pk, code, kind, name in (
                Member.objects.present()
                .filter(identity_lookup__in=hashes)
                .values_list(
                    "identity_lookup",
                    "household_id",
                    "household__code",
                    "household__village__kind",
                    "household__village__name",
                )
            ):
                draft, person = hashes[found]
                if pk != draft.kept:
                    where = {
                        "number": mask(person.identity_number),
                        "other": code,
                        "village": f"{kind} {name}",
                    }
                    self._refuse(draft, "R045", person.row, "identity_number", **where)

    # Codes

    def _give_codes(self, drafts: Sequence[Draft]) -> None:
        """Find each household in the roster by code and head; give a new one its code, a free one if it is shared."""
        used: set[Key] = set()
        self._labels = {(draft.village.unit_id, draft.label) for draft in drafts}
        for draft in drafts:
            self._find_kept(draft, used)
        for draft in drafts:
            if not draft.code:
                self._give_code(draft, used)

    def _find_kept(self, draft: Draft, used: set[Key]) -> None:
        village, head = draft.village.unit_id, fold(draft.head.full_name)
        for code in _candidates(draft.label):
            known = self._known.get((village, code))
            if known is None:
                return
            if known.head == head and (village, code) not in used:
                used.add((village, code))
                draft.code, draft.kept = code, known.id
                self._tell_new_code(draft)
                self._require_living(draft, known)
                return

    def _give_code(self, draft: Draft, used: set[Key]) -> None:
        village = draft.village.unit_id
        if not draft.shares and self._taken((village, draft.label), used):
            where = {"wanted": draft.label, "village": str(draft.village.unit)}
            self._refuse(draft, "R063", draft.row, "household_code", **where)
            return
        own = (village, draft.label)
        if draft.leads and not self._taken(own, used):
            draft.code = draft.label
        else:
            # A code made up here is none that the file itself gives to another household.
            free = (code for code in _suffixed(draft.label) if (village, code) not in self._labels)
            draft.code = next(code for code in free if not self._taken((village, code), used))
        used.add((village, draft.code))
        self._tell_new_code(draft)

    def _taken(self, key: Key, used: set[Key]) -> bool:
        return key in used or key in self._known

    def _tell_new_code(self, draft: Draft) -> None:
        if draft.code != draft.label:
            where: dict[str, Any] = {
                "old": draft.label,
                "new": draft.code,
                "village": str(draft.village.unit),
                "first": draft.shares,
            }
            self.report.repaired("R028", draft.row, self.layout.title("household_code"), draft.label, **where)

    def _require_living(self, draft: Draft, known: Known) -> None:
        if known.ended_on is not None:
            where = {
                "wanted": draft.code,
                "village": str(draft.village.unit),
                "day": f"{known.ended_on:%d/%m/%Y}",
            }
            self._refuse(draft, "R064", draft.row, "household_code", **where)

    # Households that the roster has

    def _compare_kept(self, drafts: Sequence[Draft]) -> None:
        for some in chunks(drafts, CHUNK):
            have: dict[UUID, set[tuple[str, date]]] = defaultdict(set)
            kept = [draft.kept for draft in some]
            rows = Member.objects.present().filter(household__in=kept)
            for pk, name, born in rows.values_list("household_id", "name_fold", "birth_date"):
                have[pk].add((name, born))
            for draft in some:
                if draft.kept:
                    self._compare(draft, draft.kept, have[draft.kept])

    def _compare(self, draft: Draft, kept: UUID, have: set[tuple[str, date]]) -> None:
        told = {(fold(person.full_name), person.born.date) for person in draft.persons}
        if told != have:
            where = {"added": len(told - have), "missing": len(have - told)}
            self.report.warn("R065", draft.row, "", draft.label, **where)
        opening = self.openings.get(kept)
        if opening is not None and opening != draft.kind:
            labels = {str(value): str(label) for value, label in OpeningEntry.Kind.choices}
            classes = {"kept": labels[opening], "value": labels.get(draft.kind, "–")}
            self.report.warn("R066", draft.row, self.layout.title("opening_class"), draft.label, **classes)


def _candidates(label: str) -> Iterator[str]:
    """Yield a code and what it may have become: ``7``, ``7-2``, ``7-3`` …"""
    return chain([label], _suffixed(label))


def _suffixed(label: str) -> Iterator[str]:
    return (f"{label}-{number}" for number in count(2))


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` items."""
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some

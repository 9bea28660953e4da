"""Cases to forms: what is plain is taken at once, and everything else by the page's own rules.

A case is plain when its household is surveyed and was visited in the round, every standard scores it, it agrees with the
roster, and no check speaks. Whatever is not plain is examined alone by the functions of ``SubmitAnswers``: they refuse it
with their reasons, or accept it with the remark of the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rasoat import scoring
from rasoat.errors import RasoatError, Refused
from rasoat.rounds import clock
from rasoat.rounds.models import Round
from rasoat.rounds.standards import standards
from rasoat.rounds.states import transition
from rasoat.rounds.step import require
from rasoat.survey.answers import (
    Result,
    SubmitAnswers,
    require_scored,
    require_size_of_roster,
    require_to_be_surveyed,
    require_visit_in_round,
)
from rasoat.survey.importing.block import Block
from rasoat.survey.importing.cases import Case
from rasoat.survey.importing.register import Received
from rasoat.survey.importing.sheet import Answer, Sheet
from rasoat.survey.incomplete import IncompleteAnswers
from rasoat.survey.models import Listing
from rasoat.survey.people import whole_hash
from rasoat.survey.sound import DEPENDANTS_BY_AGE, lacks_dependants, require_sound

_NEEDS_A_REMARK = frozenset({"P101", "P102", "P104"})


@dataclass(slots=True)
class Form:
    """A form to be stored: identifier (32 hex digits), answers as JSON, hash, and a score by each standard of the round."""

    case: Case
    id: str
    answers: str
    hash: str
    results: Sequence[Result]
    remarks: Mapping[str, str]


class Judge:
    """Takes cases in blocks; ``repeated`` counts, for each village, the forms that had come before."""

    def __init__(self, round_: Round, sheet: Sheet, received: Mapping[str, Received]) -> None:
        self._round, self._sheet, self._received = round_, sheet, received
        self._standards, self._today = standards(round_), clock.today(round_)
        self._remarks = sheet.texts("remarks")
        self._open_states = {str(state) for state in transition("village", SubmitAnswers.name).sources}
        self.repeated: Counter[int] = Counter()

    def forms(self, cases: Sequence[Case]) -> Iterator[Form]:
        """Yield the forms that are accepted and are not there yet; say of every other row why it is none."""
        block = Block.of(self._round, self._sheet, cases)
        ids, hashes, texts = block.ids(), block.hashes(), block.texts()
        results = list(zip(*(block.results(rules) for rules in self._standards), strict=True))
        findings = block.findings(self._standards[0], [scores[0] for scores in results])
        odd = self._odd(block, results) | findings.keys()
        listings = self._listings([cases[at] for at in odd])
        for at, case in enumerate(cases):
            if not self._open(case) or self._is_repeated(case, ids[at], hashes[at]):
                continue
            remarks: Mapping[str, str] | None = {}
            if at in odd:
                found = findings.get(at, []) if None not in results[at] else None
                remarks = self._examined(case, listings[case.home.listing], block.answers_of(at), found)
            if remarks is not None:
                whole = whole_hash(hashes[at], [], remarks)
                yield Form(case, ids[at], texts[at], whole, results[at], remarks)

    def _odd(self, block: Block, results: Sequence[Sequence[Result | None]]) -> set[int]:
        """Return the positions of the cases that want a second look, beside those about which a check speaks."""
        sizes = block.answers["household_size"]
        dependants = block.answers.get("dependants", [None] * len(sizes))
        opened_on, today = self._round.opened_on, self._today
        return {
            at
            for at, case in enumerate(block.cases)
            if not case.home.surveyed
            or not opened_on <= case.visited_on <= today
            or None in results[at]
            or sizes[at] != case.home.known.persons
            or lacks_dependants(dependants[at], case.home.known.dependants)
        }

    def _listings(self, cases: Sequence[Case]) -> dict[int, Listing]:
        villages = {case.home.listing: case.home.village for case in cases}
        listings = Listing.objects.select_related("household").in_bulk(villages)
        for pk, listing in listings.items():
            listing.village = villages[pk]
        return listings

    def _open(self, case: Case) -> bool:
        """Whether the village still takes forms (P001)."""
        village = case.home.village
        if village.state in self._open_states:
            return True
        try:
            require(village, SubmitAnswers.name)
        except Refused as error:
            self._refuse(case, error)
        return False

    def _is_repeated(self, case: Case, id_: str, hash_: str) -> bool:
        """Whether the form is there already (R083), or another one under its identifier (P021)."""
        earlier = self._received.get(id_)
        if earlier is None:
            return False
        if (earlier.listing, earlier.hash) == (case.home.listing, whole_hash(hash_, [], earlier.remarks)):
            self._sheet.warn(case.at, "R083")
            self.repeated[case.home.village.pk] += 1
        else:
            self._refuse(case, Refused("P021", submission=str(UUID(id_))))
        return True

    def _examined(
        self,
        case: Case,
        listing: Listing,
        answers: Mapping[str, Answer],
        found: Sequence[scoring.Finding] | None,
    ) -> Mapping[str, str] | None:
        """Return the reasons to keep with a form that is accepted, or None after it was refused.

        ``found`` are the checks that speak, or None for answers that cannot be scored.
        """
        about = case.home.known
        try:
            require_to_be_surveyed(listing, case.home.village)
            require_visit_in_round(self._round, case.visited_on, self._today)
            if found is None:
                require_scored(self._round, answers)
            require_size_of_roster(listing, answers, about.persons)
            reasons = self._reasons(case, answers, found or [])
            return require_sound(listing, answers, [], reasons, about, found or [])
        except RasoatError as error:
            self._refuse(case, error)
            return None

    def _reasons(
        self, case: Case, answers: Mapping[str, Answer], found: Sequence[scoring.Finding]
    ) -> dict[str, str]:
        """Return the remark of the row as the reason for every check that speaks."""
        keys = [finding.check.key for finding in found]
        if lacks_dependants(answers.get("dependants"), case.home.known.dependants):
            keys.append(DEPENDANTS_BY_AGE)
        return dict.fromkeys(keys, self._remarks[case.at])

    def _refuse(self, case: Case, error: RasoatError) -> None:
        if isinstance(error, IncompleteAnswers):
            for reason in error.reasons:
                where = {"column": reason.column, "value": reason.value or ""}
                self._sheet.refuse(case.at, reason.code, reason.column, **where)
        else:
            column = "remarks" if error.code in _NEEDS_A_REMARK else ""
            self._sheet.refuse(case.at, error.code, column, **error.where)

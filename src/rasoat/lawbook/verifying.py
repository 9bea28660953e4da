"""Verify a proposal cell by cell, as another person than the proposer; the last cell adopts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple

from rasoat import law
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, today
from rasoat.errors import Refused
from rasoat.law.amendments import Amendment
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import with_amendments
from rasoat.lawbook.models import KEEP, Edition, Proposal, ProposedCell, State
from rasoat.lawbook.standing import lock_open, require_fresh
from rasoat.text_vi import clean_cell


class Outcome(NamedTuple):
    """What became of the cells that were read; ``edition`` when the last one was verified."""

    verified: int
    disputed: tuple[ProposedCell, ...]
    edition: Edition | None


@dataclass(kw_only=True)
class VerifyCells(Action[Outcome]):
    """Say what stands in the source: ``read`` holds what the verifier typed, by cell, ``confirmed`` the cells shown to him.

    A cell whose proposed value differs from what was read is not verified but disputed. Refused: P126 (not open),
    P127 (his own cell), P128 (verified already), P129 (changed by another edition), P131 (nothing was read, or a cell
    of another proposal).
    """

    name: ClassVar[str] = "law.verify"
    permission: ClassVar[Permission] = Permission.LAW_VERIFY

    proposal: Proposal
    read: Mapping[int, str]
    confirmed: Collection[int] = ()
    _cells: list[ProposedCell] = field(init=False, default_factory=list)

    def unit(self) -> Unit:
        """The province."""
        return self.proposal.province

    def check(self) -> None:
        """Open cells of this proposal, proposed by somebody else, still as they were seen."""
        lock_open(self.proposal)
        asked = {*self.read, *self.confirmed}
        self._cells = [cell for cell in self.proposal.cells.select_for_update() if cell.pk in asked]
        if not asked or len(self._cells) != len(asked):
            raise Refused("P131")
        for cell in self._cells:
            _require_other(cell, self.actor)
            if cell.verified_by_id is not None:
                raise Refused("P128", key=cell.key)
        require_fresh(self.proposal, self._cells)

    def execute(self) -> Outcome:
        """Mark each cell verified or disputed; adopt the proposal when no cell is left."""
        verified = [cell for cell in self._cells if self._agrees(cell)]
        disputed = [cell for cell in self._cells if not self._agrees(cell)]
        ids = [cell.pk for cell in verified]
        rows = self.proposal.cells
        rows.filter(pk__in=ids).update(verified_by=self.actor, verified_on=today(), dispute="")
        for cell in disputed:
            cell.dispute = f"«{clean_cell(self.read[cell.pk])[:200]}»"
            cell.save(update_fields=["dispute"])
        left = rows.filter(verified_by__isnull=True).exists()
        edition = None if left else Adopt(actor=self.actor, proposal=self.proposal).run()
        return Outcome(len(verified), tuple(disputed), edition)

    def _agrees(self, cell: ProposedCell) -> bool:
        return cell.pk in self.confirmed or plain(self.read[cell.pk]) == plain(cell.expected)

    def subject(self, result: Outcome) -> str:
        """The proposal."""
        return f"proposal:{self.proposal.pk}"

    def facts(self, result: Outcome) -> Mapping[str, Any]:
        """How many cells were read, how many agreed."""
        return {
            "verified": result.verified,
            "confirmed": len(self.confirmed),
            "disputed": len(result.disputed),
            "sha256": self.proposal.source,
        }


def plain(text: str) -> str:
    """Return a text as it is compared: a number without leading zeros, anything else without spare spaces."""
    found = clean_cell(text)
    return str(int(found)) if found.isascii() and found.isdecimal() else found.casefold()


def _require_other(cell: ProposedCell, actor: User) -> None:
    if cell.proposed_by_id == actor.pk:
        raise Refused("P127", key=cell.key)


@dataclass(kw_only=True)
class DisputeCell(Action[ProposedCell]):
    """Say that a cell is not what stands in the source, and why; a verification of it is taken back.

    Refused: P126 (not open), P127 (his own cell), P135 (no note).
    """

    name: ClassVar[str] = "law.dispute"
    permission: ClassVar[Permission] = Permission.LAW_VERIFY

    cell: ProposedCell
    note: str

    def unit(self) -> Unit:
        """The province."""
        return self.cell.proposal.province

    def check(self) -> None:
        """An open cell of somebody else, with a note."""
        lock_open(self.cell.proposal)
        _require_other(self.cell, self.actor)
        if not clean_cell(self.note):
            raise Refused("P135", key=self.cell.key)

    def execute(self) -> ProposedCell:
        """Store the note."""
        cell = self.cell
        cell.dispute, cell.verified_by, cell.verified_on = clean_cell(self.note)[:500], None, None
        cell.save(update_fields=["dispute", "verified_by", "verified_on"])
        return cell

    def subject(self, result: ProposedCell) -> str:
        """The proposal."""
        return f"proposal:{result.proposal_id}"

    def facts(self, result: ProposedCell) -> Mapping[str, Any]:
        """Which cell."""
        return {"cell": result.key}


@dataclass(kw_only=True)
class Adopt(Action[Edition]):
    """Make the next edition of the province out of a proposal whose cells are all verified.

    Refused: P126 (not open), P129 (a cell changed meanwhile), P131 (a cell is not verified). ``LawError``: together
    with what was adopted meanwhile the pack would not be sound.
    """

    name: ClassVar[str] = "law.adopt"
    permission: ClassVar[Permission] = Permission.LAW_VERIFY

    proposal: Proposal

    def unit(self) -> Unit:
        """The province."""
        return self.proposal.province

    def check(self) -> None:
        """Every cell verified, and none changed by an edition adopted in between."""
        # The province's row is locked first: two proposals adopted at once make one edition after the other.
        Unit.objects.select_for_update().get(pk=self.proposal.province_id)
        lock_open(self.proposal)
        if self.proposal.cells.filter(verified_by__isnull=True).exists():
            raise Refused("P131")
        require_fresh(self.proposal)

    def execute(self) -> Edition:
        """Write the verified cells into the amendments, check the pack they make, keep its files."""
        pack, province = self.proposal.pack, self.proposal.province
        earlier = editions.latest(pack, province)
        documents = editions.current(pack, province).documents
        cells = self.proposal.cells.select_related("proposed_by", "verified_by")
        rows = [_amendment(self.proposal, cell, documents) for cell in cells]
        files = with_amendments(editions.files_of(pack, province), rows)
        edition = Edition.objects.create(
            pack=pack,
            province=province,
            number=1 if earlier is None else earlier.number + 1,
            hash=law.from_files(pack, files).hash,
            mark=editions.mark_of(files),
            files=files,
            proposal=self.proposal,
        )
        self.proposal.close(State.ADOPTED)
        return edition

    def facts(self, result: Edition) -> Mapping[str, Any]:
        """Pack, number, hash before and after, source."""
        return {
            "pack": result.pack,
            "number": result.number,
            "pack_hash": result.hash,
            "base": self.proposal.base_hash,
            "sha256": self.proposal.source,
        }


def _amendment(proposal: Proposal, cell: ProposedCell, documents: Iterable[str]) -> Amendment:
    assert cell.verified_by is not None
    confirmed = Amendment(
        key=cell.key,
        since=cell.since,
        value=KEEP,
        verified_by=two_names(cell.proposed_by, cell.verified_by),
        verified_on=cell.verified_on,
        source=proposal.source,
    )
    if cell.keeps:
        return confirmed
    return replace(
        confirmed,
        value=cell.new,
        document=proposal.document,
        document_title="" if proposal.document in documents else proposal.document_title,
        article=proposal.article,
        provenance=law.Provenance.LAW_TEXT,
    )


def two_names(*people: User) -> tuple[str, ...]:
    """Return the names of two people as amendments hold them; namesakes are told apart by their sign-in names."""
    names = [person.full_name.replace(";", ",").strip() for person in people]
    if len({name.casefold() for name in names}) == len(names):
        return tuple(names)
    return tuple(f"{name} ({person.username})" for name, person in zip(names, people, strict=True))

"""Propose values for a pack: the first of two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, today
from rasoat.errors import InputError, NotAllowed, Refused
from rasoat.lawbook import editions, sources
from rasoat.lawbook.drafting import Basis, Line, Wanted, draft
from rasoat.lawbook.models import Kind, Proposal, ProposedCell, State
from rasoat.lawbook.standing import lock_open

if TYPE_CHECKING:
    from rasoat.lawbook.workbook import Draft


@dataclass(kw_only=True)
class ProposeCells(Action[Proposal]):
    """Propose cells of a pack for the province of a unit, with the scan of the text they stand in.

    Refused: P121 (the edition looked at is no longer the newest), P124, P125 (source), P139 (no province), and what
    ``drafting.draft`` refuses. ``LawError``: a value the pack does not accept.
    """

    name: ClassVar[str] = "law.propose"
    permission: ClassVar[Permission] = Permission.LAW_PROPOSE

    at: Unit
    pack: str
    base: str
    basis: Basis
    wanted: Sequence[Wanted]
    source: bytes
    source_name: str
    _lines: list[Line] = field(init=False, default_factory=list)

    def unit(self) -> Unit:
        """The unit for which the actor proposes: the province or a district of it."""
        return self.at

    def check(self) -> None:
        """The base is current, the source is one, and the cells make a sound pack without gaps."""
        current = editions.current(self.pack, self._province)
        if current.hash != self.base:
            raise Refused("P121", pack=self.pack, have=current.hash[:12], base=self.base[:12])
        sources.checked(self.source)
        files = editions.files_of(self.pack, self._province)
        self._lines = draft(current, files, self.basis, self.wanted)

    @property
    def _province(self) -> Unit:
        province = editions.province_of(self.at)
        if province is None:
            raise Refused("P139", unit=str(self.at))
        return province

    def execute(self) -> Proposal:
        """Keep the source, record the proposal and its cells."""
        proposal = Proposal.objects.create(
            pack=self.pack,
            base_hash=self.base,
            province=self._province,
            desk=self.at,
            source=sources.keep(self.source),
            source_kind=sources.checked(self.source),
            source_name=sources.plain_name(self.source_name),
            proposed_by=self.actor,
            **self.basis._asdict(),
        )
        ProposedCell.objects.bulk_create(
            ProposedCell(proposal=proposal, number=number, proposed_by=self.actor, **line._asdict())
            for number, line in enumerate(self._lines)
        )
        return proposal

    def facts(self, result: Proposal) -> Mapping[str, Any]:
        """Pack, base, source, how many cells."""
        return {
            "pack": result.pack,
            "pack_hash": result.base_hash,
            "kind": result.kind,
            "document": result.document,
            "sha256": result.source,
            "cells": len(self._lines),
        }


@dataclass(kw_only=True)
class CorrectCell(Action[ProposedCell]):
    """Give a disputed cell the value that stands in the source; it waits for its verifier again.

    Refused: P126 (not open), P132 (somebody else's proposal), P130 (not disputed), and what ``draft`` refuses.
    """

    name: ClassVar[str] = "law.correct"
    permission: ClassVar[Permission] = Permission.LAW_PROPOSE

    cell: ProposedCell
    new: str
    _line: Line = field(init=False)

    def unit(self) -> Unit:
        """The unit for which the proposal was made."""
        return self.cell.proposal.desk

    def check(self) -> None:
        """One's own open proposal, a disputed cell, a value the pack accepts."""
        proposal = self.cell.proposal
        lock_open(proposal)
        _require_own(proposal, self.actor)
        self.cell.refresh_from_db()
        if not self.cell.dispute:
            raise Refused("P130", key=self.cell.key)
        self._line = self._tried(proposal)

    def _tried(self, proposal: Proposal) -> Line:
        """Try the whole proposal with the corrected cell."""
        current = editions.current(proposal.pack, proposal.province)
        others = [each for each in proposal.cells.all() if each.pk != self.cell.pk]
        wanted = [Wanted(each.key, each.since, each.new) for each in others]
        wanted.append(Wanted(self.cell.key, self.cell.since, self.new))
        lines = draft(
            current, editions.files_of(proposal.pack, proposal.province), basis_of(proposal), wanted
        )
        found = [line for line in lines if (line.key, line.since) == (self.cell.key, self.cell.since)]
        if not found:
            raise Refused("P120")
        return found[0]

    def execute(self) -> ProposedCell:
        """Store the value and take the dispute away."""
        self.cell.new, self.cell.dispute = self._line.new, ""
        self.cell.save(update_fields=["new", "dispute"])
        return self.cell

    def subject(self, result: ProposedCell) -> str:
        """The proposal."""
        return f"proposal:{result.proposal_id}"

    def facts(self, result: ProposedCell) -> Mapping[str, Any]:
        """Which cell."""
        return {"cell": result.key}


@dataclass(kw_only=True)
class WithdrawProposal(Action[Proposal]):
    """Take one's own proposal back. Refused: P126 (not open), P132 (somebody else's)."""

    name: ClassVar[str] = "law.withdraw"
    permission: ClassVar[Permission] = Permission.LAW_PROPOSE

    proposal: Proposal

    def unit(self) -> Unit:
        """The unit for which the proposal was made."""
        return self.proposal.desk

    def check(self) -> None:
        """One's own open proposal."""
        lock_open(self.proposal)
        _require_own(self.proposal, self.actor)

    def execute(self) -> Proposal:
        """Close it."""
        self.proposal.close(State.WITHDRAWN)
        return self.proposal


def _require_own(proposal: Proposal, actor: User) -> None:
    if proposal.proposed_by_id != actor.pk:
        raise Refused("P132", person=proposal.proposed_by.full_name)


def basis_of(proposal: Proposal) -> Basis:
    """Return the text a proposal rests on."""
    return Basis(*(getattr(proposal, name) for name in Basis._fields))


def desk_of(actor: User, province: Unit) -> Unit:
    """Return the unit of a province for which somebody may propose, the widest first; raises ``NotAllowed`` A001."""
    scope = Access(actor, today()).scope(Permission.LAW_PROPOSE)
    inside = [path for path in scope.paths if path.startswith(province.path)]
    desk = Unit.objects.in_force(today()).filter(path__in=inside).order_by("path").first()
    if desk is None:
        raise NotAllowed("A001", permission=Permission.LAW_PROPOSE.label, unit=str(province))
    return desk


def propose(
    draft: Draft,
    *,
    actor: User,
    province: Unit,
    document: str,
    document_title: str,
    article: str,
    since: date,
    source: Path,
    kind: str = Kind.OFFICIAL_TABLE,
) -> Proposal:
    """Propose what a workbook holds against the edition it was compared with; ``source`` is the scan.

    An official table is proposed whole, so that every cell of it is verified; an overlay only where it differs. Raises ``Refused``, ``LawError``, ``NotAllowed``, and ``InputError`` L034 when the scan cannot be read.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        raise InputError("L034", file=str(source), problem=error.strerror or "?") from None
    return ProposeCells(
        actor=actor,
        at=desk_of(actor, province),
        pack=draft.pack,
        base=draft.pack_hash,
        basis=Basis(kind, since, document, document_title, article),
        wanted=wanted_of(draft, kind),
        source=content,
        source_name=source.name,
    ).run()


def wanted_of(draft: Draft, kind: str) -> list[Wanted]:
    """Return the cells a workbook brings in: all of an official table, the changes of anything else."""
    points = draft.points if kind == Kind.OFFICIAL_TABLE else draft.changes
    return [Wanted(each.key, each.since, str(each.new)) for each in points]

"""Where a proposal stands: whether it is open, and whether its cells still are what the proposer saw."""

from __future__ import annotations

from collections.abc import Iterable

from rasoat import law
from rasoat.errors import LawError, Refused
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import text_of
from rasoat.lawbook.models import Proposal, ProposedCell, State


def lock_open(proposal: Proposal) -> None:
    """Lock the proposal and read its state again; raises ``Refused`` P126 unless it is open."""
    rows = Proposal.objects.select_for_update()
    proposal.state = rows.values_list("state", flat=True).get(pk=proposal.pk)
    if proposal.state != State.OPEN:
        raise Refused("P126", document=proposal.document, state=proposal.get_state_display())


def stale(proposal: Proposal, cells: Iterable[ProposedCell] | None = None) -> list[str]:
    """Return the keys of the cells that another edition has changed since they were proposed."""
    current = editions.current(proposal.pack, proposal.province)
    listed = proposal.cells.all() if cells is None else cells
    return [cell.key for cell in listed if not _as_seen(current, cell)]


def _as_seen(current: law.Pack, cell: ProposedCell) -> bool:
    try:
        now = current.cell(cell.key, cell.since)
    except (KeyError, LawError):
        return False
    return text_of(now) == cell.old and (not cell.keeps or now.since == cell.since)


def require_fresh(proposal: Proposal, cells: Iterable[ProposedCell] | None = None) -> None:
    """Raise ``Refused`` P129 when a cell is no longer what the proposer saw."""
    changed = stale(proposal, cells)
    if changed:
        raise Refused("P129", count=len(changed), first=changed[0])

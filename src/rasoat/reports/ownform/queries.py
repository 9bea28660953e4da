"""Which own spreadsheet counts for a report of a unit, and the report written into it."""

from __future__ import annotations

from rasoat.areas.models import Unit
from rasoat.errors import Refused
from rasoat.reports.definitions import of_round
from rasoat.reports.kept import current
from rasoat.reports.models import OwnForm, ReportSet
from rasoat.reports.ownform.checking import check
from rasoat.reports.ownform.filling import Filling, TableOf
from rasoat.reports.sets import frozen_tables
from rasoat.reports.table import Table
from rasoat.reports.tables import Depth
from rasoat.reports.tally import above
from rasoat.rounds.models import Round


def own_form(report: str, round_: Round, unit: Unit) -> OwnForm | None:
    """Return the approved spreadsheet of the nearest unit, the newest that counts in the round's year."""
    rows = OwnForm.objects.filter(
        report=report, year__lte=round_.year, approved_on__isnull=False, unit__path__in=list(above(unit.path))
    )
    return rows.select_related("unit").order_by("unit__path", "year", "pk").last()


def reports_with_own_form(round_: Round, unit: Unit) -> set[str]:
    """Return the reports for which ``own_form`` finds one."""
    rows = OwnForm.objects.filter(
        year__lte=round_.year, approved_on__isnull=False, unit__path__in=list(above(unit.path))
    )
    return set(rows.values_list("report", flat=True).order_by())


def filled_live(report: str, round_: Round, unit: Unit) -> bytes:
    """Return the unit's report as it is now in its own spreadsheet; raises ``Refused`` T052, and as ``fill``."""
    return fill(_wanted(report, round_, unit), round_, lambda key, depth: current(key, round_, unit, depth))


def filled_frozen(report: str, kept: ReportSet, unit: Unit) -> bytes:
    """Return the report of a frozen set in the unit's own spreadsheet; raises ``Refused`` T028, T052, and as ``fill``."""

    def table(key: str, depth: Depth) -> Table:
        found = frozen_tables(kept, unit, depth, [key])
        if key not in found:
            known = ", ".join(kept.tables.values_list("key", flat=True))
            raise Refused("T028", report=key, number=kept.number, known=known)
        return found[key]

    return fill(_wanted(report, kept.round, unit), kept.round, table)


def fill(form: OwnForm, round_: Round, table_of: TableOf) -> bytes:
    """Fill a spreadsheet; raises ``Refused`` when a mark has no place in the round, or a table may not be printed."""
    checked = check(form.file_name, bytes(form.content), of_round(round_), form.report)
    if checked.faults:
        raise checked.faults[0]
    return Filling(checked, form.report, table_of).run()


def _wanted(report: str, round_: Round, unit: Unit) -> OwnForm:
    found = own_form(report, round_, unit)
    if found is None:
        raise Refused("T052", unit=str(unit), report=report)
    return found

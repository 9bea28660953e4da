"""``rasoat published``: figures that a decision published, brought in from a file and set beside ours."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli.named import actor_called, place_called, use_database, write_out
from rasoat.cli.reporting import DONE, SOME_REFUSED, one_line_errors, print_json

if TYPE_CHECKING:
    from rasoat.reports.published import Compared

HEADINGS = (
    "unit_code", "decision", "decided_on", "report", "line", "column", "printed", "ours", "difference", "rule",
)  # fmt: skip


@click.group("published")
def published_group() -> None:
    """Nhập số liệu đã công bố và đặt cạnh số liệu của ta."""


@published_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "round_code", metavar="ROUND", required=True, help="Mã đợt rà soát.")
@click.option("--actor", "username", required=True, help="Tên đăng nhập của người nhập.")
@click.option("--dry-run", is_flag=True, help="Nhập thử: làm như thật rồi hủy hết, dữ liệu không đổi.")
@click.option(
    "--report", type=click.Path(path_type=Path), required=True, help="Tệp csv ghi kết quả từng dòng."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu.")
@one_line_errors
def import_command(
    file: Path, round_code: str, username: str, dry_run: bool, report: Path, as_json: bool, data: str | None
) -> int:
    """Nhập số liệu đã công bố từ FILE (xlsx, csv): unit_code, report, line, column, decision, decided_on, printed."""
    use_database(data)
    from rasoat.reports.files import round_called
    from rasoat.reports.published_import import ImportPublished
    from rasoat.roster.importing.reading import read_path

    actor = actor_called(username)
    result = ImportPublished(actor, round_called(round_code), file.name, read_path(file), dry_run).run()
    result.write_report(report)
    for line in result.errors:
        place = f"dòng {line.row}" + (f", cột {line.column}" if line.column else "")
        click.echo(f"{line.code} ({place}) {' '.join(line.message().split())}", err=True)
    if as_json:
        print_json({**result.counts, "dry_run": dry_run, "report": report})
    else:
        done = "Nhập thử, dữ liệu không đổi" if dry_run else "Đã nhập"
        click.echo(
            f"{done}: {result.counts['figures']} số, {result.counts['refused_rows']} dòng bị từ chối → {report}"
        )
    return SOME_REFUSED if result.refused else DONE


@published_group.command("compare")
@click.option("--unit", "unit_code", metavar="CODE", required=True, help="Mã đơn vị.")
@click.option("--round", "round_code", metavar="ROUND", required=True, help="Mã đợt rà soát.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Tệp csv kết quả.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")
@click.option("--data", type=click.Path(file_okay=False), metavar="DIR", help="Thư mục dữ liệu.")
@one_line_errors
def compare_command(unit_code: str, round_code: str, out: Path, as_json: bool, data: str | None) -> None:
    """Đặt số đã công bố của một đơn vị cạnh số của ta: chênh lệch, và bản in làm tròn theo cách nào.

    Cột rule là exact, half_up, half_even, cut, bent hoặc other (khác số); để trống khi ta chưa có số.
    """
    use_database(data)
    from rasoat.reports.models import Published
    from rasoat.reports.published import comparisons

    round_, unit = place_called(round_code, unit_code)
    rows = Published.objects.filter(round=round_, unit=unit).select_related("round__unit", "unit")
    found = comparisons(rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_line(each) for each in found)
    write_out(out, text.getvalue().encode())
    other = sum(not each.agrees for each in found)
    if as_json:
        print_json({"figures": len(found), "other": other, "out": str(out)})
    else:
        click.echo(f"{len(found)} số, {other} số khác với số của ta → {out}")


def _line(each: Compared) -> list[str]:
    from rasoat.reports.csv_file import plain_text

    row = each.row
    place = [
        row.unit.code,
        plain_text(row.decision),
        row.decided_on.isoformat(),
        row.report,
        row.line,
        row.column,
    ]
    ours = "" if each.ours is None else str(each.ours)
    difference = "" if each.difference is None else str(each.difference)
    return [*place, row.printed, ours, difference, str(each.rule or "")]

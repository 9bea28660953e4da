"""``rasoat score``: bulk scoring of a file."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from rasoat import law
from rasoat.cli.reporting import DONE, PRACTICE, SOME_REFUSED, one_line_errors, print_json, read_day, saying
from rasoat.errors import InputError
from rasoat.law import Rules
from rasoat.scoring.counting import Summary
from rasoat.scoring.files import score_file

STEPS = 3


@click.command("score")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pack", "pack_id", required=True, help="Bộ quy tắc, ví dụ vn-2016.")
@click.option("--on", "day", required=True, metavar="YYYY-MM-DD", help="Ngày quy chiếu của đợt rà soát.")
@click.option("--members", type=click.Path(path_type=Path), help="Tệp thành viên của các hộ.")
@click.option("--allow-unverified", is_flag=True, help="Chấm thử bằng bộ quy tắc chưa được kiểm tra đủ.")
@click.option("--engine", default="polars", show_default=True, help="Công cụ tính: polars hoặc duckdb.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Tệp kết quả, .csv hoặc .parquet."
)
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt thành một đối tượng JSON.")
@one_line_errors
def score_command(
    file: Path,
    pack_id: str,
    day: str,
    members: Path | None,
    allow_unverified: bool,
    engine: str,
    out: Path,
    as_json: bool,
) -> int:
    """Chấm điểm và phân loại mọi hộ trong FILE (csv hoặc parquet)."""
    rules = law.load(pack_id).on(read_day(day))
    unverified = len(rules.unverified())
    if unverified and not allow_unverified:
        raise InputError("C002", pack=pack_id, count=unverified)
    if unverified:
        click.echo(PRACTICE, err=True)
    with click.progressbar(length=STEPS, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        found = score_file(rules, file, out, members, engine, step=lambda: bar.update(1))
    with saying():
        _report(rules, found, out, unverified, as_json)
    return SOME_REFUSED if found.refused else DONE


def _report(rules: Rules, found: Summary, out: Path, unverified: int, as_json: bool) -> None:
    if as_json:
        pinned = {
            "pack": rules.pack_id,
            "pack_hash": rules.pack_hash,
            "on": rules.on,
            "version": rules.version,
        }
        print_json({**pinned, "unverified": unverified, "out": out, **asdict(found)})
        return
    click.echo(
        f"{_vi(found.households)} hộ: {_vi(found.scored)} đã chấm, {_vi(found.refused)} bị từ chối → {out}"
    )
    for name, count in found.classes.items():
        click.echo(f"  {law.Class(name).label_vi}: {_vi(count)}")
    for reason, count in found.reasons.items():
        click.echo(f"  {reason}: {_vi(count)}")


def _vi(number: int) -> str:
    return f"{number:,}".replace(",", ".")

"""``rasoat law found`` and ``propose``: a province's own standard, and values for single cells of any pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli import data_folder
from rasoat.cli.law_edition_commands import content_of, rows_of
from rasoat.cli.law_editions import data_option, person_called, province_called
from rasoat.cli.reporting import one_line_errors, print_json, read_day

if TYPE_CHECKING:
    from rasoat.lawbook.drafting import Basis
    from rasoat.lawbook.proposing import ProposeCells

_file = click.Path(dir_okay=False, path_type=Path)
_province = click.option("--province", "code", metavar="CODE", required=True, help="Mã tỉnh.")
_json = click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")


@click.command("found")
@click.argument("pack_id", metavar="PACK")
@click.option("--from", "base", metavar="PACK", required=True, help="Bộ quy tắc để lập từ đó.")
@click.option("--title", "title_vi", metavar="TEXT", required=True, help="Tên chuẩn.")
@click.option("--title-en", metavar="TEXT", default="", help="Tên tiếng Anh; mặc định: như --title.")
@_province
@click.option("--as", "username", metavar="USER", required=True, help="Tên đăng nhập của người lập.")
@data_option
@_json
@one_line_errors
def found_command(
    pack_id: str,
    base: str,
    title_vi: str,
    title_en: str,
    code: str,
    username: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Lập chuẩn riêng PACK của tỉnh; chỉ dùng được sau khi các giá trị của quyết định được đối chiếu."""
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook.local import FoundStandard

    made = FoundStandard(
        actor=person_called(username),
        province=province_called(code),
        base=base,
        pack=pack_id,
        title_vi=title_vi,
        title_en=title_en,
    ).run()
    if as_json:
        print_json({"pack": made.pack, "base": made.base_pack, "base_hash": made.base_hash})
        return
    click.echo(f"Đã lập chuẩn riêng {made.pack} từ {made.base_pack}.")
    click.echo(
        "Tiếp theo: rasoat law propose … ghi các giá trị của quyết định, rồi người khác rasoat law verify."
    )


@click.command("propose")
@click.argument("pack_id", metavar="PACK")
@click.option(
    "--values",
    type=_file,
    metavar="FILE",
    required=True,
    help="Tệp csv key,value (thêm cột from khi ngày khác); «=» là đúng như hiện có.",
)
@click.option("--document", metavar="TEXT", required=True, help="Số, ký hiệu văn bản hoặc quyết định.")
@click.option("--title", metavar="TEXT", default="", help="Tên văn bản; cần khi bộ quy tắc chưa có.")
@click.option("--article", metavar="TEXT", required=True, help="Điều, khoản, phụ lục.")
@click.option("--from", "since", metavar="YYYY-MM-DD", required=True, help="Ngày áp dụng của các giá trị.")
@click.option("--source", type=_file, metavar="FILE", required=True, help="Bản quét của văn bản.")
@click.option("--overlay", is_flag=True, help="Văn bản là quyết định của tỉnh.")
@_province
@click.option("--as", "username", metavar="USER", required=True, help="Tên đăng nhập của người đề xuất.")
@data_option
@_json
@one_line_errors
def propose_command(
    pack_id: str,
    values: Path,
    document: str,
    title: str,
    article: str,
    since: str,
    source: Path,
    overlay: bool,
    code: str,
    username: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Đề xuất giá trị cho từng ô của PACK: mức thu nhập, khoảng điểm, quy định riêng; người thứ hai sẽ đối chiếu."""
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook.drafting import Basis
    from rasoat.lawbook.models import Kind

    kind = Kind.PROVINCIAL_OVERLAY if overlay else Kind.VALUE
    basis = Basis(kind, read_day(since), document, title, article)
    action = _proposing(pack_id, code, username, basis, values, source)
    proposal = action.run()
    if as_json:
        print_json({"proposal": proposal.pk, "cells": proposal.cells.count(), "source": proposal.source})
        return
    for cell in proposal.cells.all():
        click.echo(f"{cell.key} ({cell.since:%d/%m/%Y}): {cell.old or '–'} → {cell.new}")
    click.echo(f"Đã đề xuất số {proposal.pk}; chờ người thứ hai đối chiếu từng ô theo bản quét.")


def _proposing(
    pack_id: str, code: str, username: str, basis: Basis, values: Path, source: Path
) -> ProposeCells:
    from rasoat.lawbook import editions
    from rasoat.lawbook.drafting import Wanted
    from rasoat.lawbook.proposing import ProposeCells, desk_of

    province, actor = province_called(code), person_called(username)
    wanted = [
        Wanted(row["key"], read_day(row["from"]) if row.get("from") else basis.since, row["value"])
        for _line, row in rows_of(values)
    ]
    return ProposeCells(
        actor=actor,
        at=desk_of(actor, province),
        pack=pack_id,
        base=editions.current(pack_id, province).hash,
        basis=basis,
        wanted=wanted,
        source=content_of(source),
        source_name=source.name,
    )

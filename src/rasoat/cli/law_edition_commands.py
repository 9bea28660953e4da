"""``rasoat law proposals``, ``verify`` and ``export``: what was proposed, reading it in the source, an edition's files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli import data_folder
from rasoat.cli.law_editions import data_option, person_called, province_called
from rasoat.cli.reporting import DONE, SOME_REFUSED, one_line_errors, print_json
from rasoat.errors import InputError, Refused

if TYPE_CHECKING:
    from rasoat.lawbook.models import Proposal, ProposedCell
    from rasoat.lawbook.verifying import Outcome

CONFIRM = "="
COLUMNS = ("key", "value")


@click.command("proposals")
@click.option("--province", "province_code", metavar="CODE", help="Mã tỉnh; mặc định: mọi tỉnh.")
@click.option("--all", "every", is_flag=True, help="Cả đề xuất đã áp dụng, đã rút.")
@data_option
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def proposals_command(province_code: str | None, every: bool, data: Path | None, as_json: bool) -> None:
    """Liệt kê các đề xuất đang chờ đối chiếu."""
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook.models import Proposal
    from rasoat.lawbook.queries import counted

    rows = Proposal.objects.all() if every else Proposal.objects.open()
    if province_code is not None:
        rows = rows.filter(province=province_called(province_code))
    found = counted(rows)
    if as_json:
        names = (
            "pk",
            "pack",
            "kind",
            "state",
            "document",
            "article",
            "since",
            "source",
            "total",
            "verified",
            "disputed",
        )
        print_json({"proposals": [{name: getattr(each, name) for name in names} for each in found]})
        return
    for each in found:
        click.echo(
            f"{each.pk}  {each.pack}  {each.province}  {each.document}, {each.article}  "
            f"{each.verified}/{each.total} ô đã đối chiếu, {each.disputed} ô không khớp  {each.get_state_display()}"
        )


@click.command("verify")
@click.argument("number", metavar="PROPOSAL", type=int)
@click.option("--as", "username", metavar="USER", required=True, help="Tên đăng nhập của người đối chiếu.")
@click.option(
    "--source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Bản quét đang cầm; phải đúng là tệp đã gửi kèm đề xuất.",
)
@click.option(
    "--values",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Tệp csv key,value ghi giá trị đọc được; «=» là đúng như đề xuất. Không có thì hỏi từng ô.",
)
@data_option
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def verify_command(
    number: int, username: str, source: Path, values: Path | None, data: Path | None, as_json: bool
) -> int:
    """Đối chiếu đề xuất PROPOSAL với bản quét; ô cuối cùng khớp thì bản mới được áp dụng."""
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook.verifying import VerifyCells

    proposal = _proposal(number)
    _same_source(proposal, source)
    cells = [cell for cell in proposal.cells.all() if cell.verified_by_id is None]
    read = _from_file(values, cells) if values else dict(_asked(cells))
    outcome = VerifyCells(
        actor=person_called(username),
        proposal=proposal,
        read={pk: text for pk, text in read.items() if text != CONFIRM},
        confirmed=[pk for pk, text in read.items() if text == CONFIRM],
    ).run()
    _tell(outcome, proposal, as_json)
    return SOME_REFUSED if outcome.disputed else DONE


def _proposal(number: int) -> Proposal:
    from rasoat.lawbook.models import Proposal

    found = Proposal.objects.select_related("province").filter(pk=number).first()
    if found is None:
        raise InputError("L032", number=number)
    return found


def _same_source(proposal: Proposal, source: Path) -> None:
    """Raise ``Refused`` P138 unless the file in hand is the one that was attached."""
    from rasoat.lawbook.sources import sha256_of

    given = sha256_of(content_of(source))
    if given != proposal.source:
        raise Refused("P138", given=given[:12], kept=proposal.source[:12])


def content_of(file: Path) -> bytes:
    """Return what a file holds; raises ``InputError`` L034 when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError("L034", file=str(file), problem=error.strerror or "?") from None


def _from_file(file: Path, cells: list[ProposedCell]) -> dict[int, str]:
    """Return what stands in a csv file by cell; raises ``InputError`` L036, ``Refused`` P131 for a cell not waiting."""
    read: dict[int, str] = {}
    for line, row in rows_of(file):
        found = [
            cell
            for cell in cells
            if cell.key == row["key"] and row.get("from") in (None, "", cell.since.isoformat())
        ]
        if len(found) > 1 or (found and found[0].pk in read):
            raise InputError("L036", file=str(file), line=line)
        if not found:
            raise Refused("P131")
        read[found[0].pk] = row["value"]
    return read


def rows_of(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield line number and cells of a csv file with the columns key and value; raises ``InputError`` L034, L036."""
    try:
        text = content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("L036", file=str(file), line=1) from None
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise InputError("L036", file=str(file), line=1)
    for row in reader:
        cells = {name: (row[name] or "").strip() for name in (reader.fieldnames or ())}
        if None in row or not cells["key"] or not cells["value"]:
            raise InputError("L036", file=str(file), line=reader.line_num)
        yield reader.line_num, cells


def _asked(cells: list[ProposedCell]) -> Iterator[tuple[int, str]]:
    """Ask for each waiting cell what stands in the source; an empty answer leaves it waiting."""
    for cell in cells:
        shown = "" if cell.typed else f" [{cell.expected or 'xem quy định'}; = là đúng]"
        text = click.prompt(
            f"{cell.key} ({cell.since:%d/%m/%Y}){shown}", default="", show_default=False, err=True
        )
        if text.strip():
            yield cell.pk, text.strip()


def _tell(outcome: Outcome, proposal: Proposal, as_json: bool) -> None:
    for cell in outcome.disputed:
        click.echo(f"{cell.key}: không khớp, đọc được {cell.dispute}", err=True)
    edition = outcome.edition
    if as_json:
        print_json(
            {
                "proposal": proposal.pk,
                "verified": outcome.verified,
                "disputed": [cell.key for cell in outcome.disputed],
                "edition": edition.number if edition else None,
                "hash": edition.hash if edition else None,
            }
        )
        return
    click.echo(f"{outcome.verified} ô khớp, {len(outcome.disputed)} ô không khớp.")
    if edition:
        click.echo(f"Đã áp dụng bản số {edition.number} của {edition.pack}: {edition.hash}")


@click.command("export")
@click.argument("pack_id", metavar="PACK")
@click.option("--province", "province_code", metavar="CODE", required=True, help="Mã tỉnh.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    required=True,
    help="Thư mục ghi các tệp; tên khác tên bộ thì ghi vào thư mục con mang tên bộ.",
)
@data_option
@one_line_errors
def export_command(pack_id: str, province_code: str, out: Path, data: Path | None) -> None:
    """Ghi các tệp của bản đang áp dụng ở tỉnh, dùng được cho «rasoat law check» và «--pack»."""
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook import editions

    province = province_called(province_code)
    files = editions.files_of(pack_id, province)
    folder = out if out.resolve().name == pack_id else out / pack_id
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError("L033", folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("C003", file=str(folder), problem=error.strerror or "?") from None
    click.echo(f"{folder}: {len(files)} tệp, {editions.current(pack_id, province).hash}")

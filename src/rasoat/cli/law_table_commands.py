"""``rasoat law template`` and ``rasoat law import-points``: the official point tables out as Excel, and back in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasoat import law, text_vi
from rasoat.cli import data_folder
from rasoat.cli.reporting import DONE, WRONG_INPUT, complain, one_line_errors, print_json, read_day
from rasoat.errors import InputError, LawError
from rasoat.law import Pack

if TYPE_CHECKING:
    from rasoat.areas.models import Unit
    from rasoat.lawbook.models import Proposal
    from rasoat.lawbook.workbook import Draft, Point

Command = Callable[..., Any]


def _edition_options(command: Command) -> Command:
    """Add what names the edition of a pack that counts in a province."""
    command = click.option(
        "--province", "province_code", metavar="CODE", help="Mã tỉnh: lấy bộ quy tắc đang dùng ở tỉnh đó."
    )(command)
    return click.option(
        "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Thư mục dữ liệu."
    )(command)


@click.command("template")
@click.argument("pack_id", metavar="PACK")
@click.option("--on", "day", metavar="YYYY-MM-DD", help="Ngày lấy điểm hiện có; mặc định: hôm nay.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", required=True, help="Tệp .xlsx."
)
@_edition_options
@one_line_errors
def template_command(
    pack_id: str, day: str | None, out: Path, data: Path | None, province_code: str | None
) -> None:
    """Ghi mẫu Excel để điền bảng điểm chính thức của PACK, mỗi vùng một trang."""
    from rasoat.lawbook import workbook

    pack = _pack(pack_id, data, province_code)
    on = read_day(day) if day else _today_in(pack)
    content = workbook.template(pack, on)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError("C003", file=str(out), problem=error.strerror or "?") from None
    cells = len(pack.areas) * sum(len(item.options) for item in pack.items)
    click.echo(f"{out}: {len(pack.areas)} bảng, {cells} ô điểm, điểm hiện có ngày {text_vi.date(on)}.")


def _today_in(pack: Pack) -> dt.date:
    """Return today, or the day of the pack that is nearest to it."""
    today = max(dt.date.today(), pack.versions[0].since)
    return today if pack.ends is None else min(today, pack.ends)


@click.command("import-points")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pack", "pack_id", metavar="PACK", required=True, help="Bộ quy tắc của bảng điểm.")
@click.option("--on", "day", metavar="YYYY-MM-DD", help="So với điểm của ngày này, khi chưa đề xuất.")
@_edition_options
@click.option("--propose", is_flag=True, help="Đề xuất cả bảng điểm; người thứ hai sẽ kiểm tra từng ô.")
@click.option("--overlay", is_flag=True, help="Văn bản là quyết định của tỉnh: chỉ đề xuất các ô khác.")
@click.option("--as", "username", metavar="USER", help="Tên đăng nhập của người đề xuất.")
@click.option("--document", metavar="TEXT", help="Số, ký hiệu văn bản; mặc định: như trong tệp.")
@click.option("--title", metavar="TEXT", help="Tên văn bản; mặc định: như trong tệp.")
@click.option("--article", metavar="TEXT", help="Điều, khoản, phụ lục; mặc định: như trong tệp.")
@click.option("--from", "since", metavar="YYYY-MM-DD", help="Ngày áp dụng; mặc định: như trong tệp.")
@click.option(
    "--source", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Bản quét của văn bản."
)
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@one_line_errors
def import_points_command(
    file: Path, pack_id: str, day: str | None, since: str | None, as_json: bool, propose: bool, **options: Any
) -> int:
    """Đọc bảng điểm đã điền trong FILE và cho xem từng ô khác; không có --propose thì không đổi gì."""
    from rasoat.lawbook import workbook

    if propose:
        _require(username=options["username"], province=options["province_code"], source=options["source"])
    pack = _pack(pack_id, options["data"], options["province_code"])
    chosen = since if propose else since or day
    try:
        draft = workbook.read(_content(file), file.name, pack, read_day(chosen) if chosen else None)
    except workbook.WorkbookRefused as refused:
        for fault in refused.faults:
            complain(fault)
        return WRONG_INPUT
    proposal = _propose(draft, since, **options) if propose else None
    if as_json:
        print_json({"file": str(file), **_content_of(draft), "proposal": proposal.pk if proposal else None})
    else:
        for line in _lines(draft, pack, proposal):
            click.echo(line)
    return DONE


def _require(**options: object) -> None:
    """Refuse a proposal that does not say who, where, and from which scan."""
    names = {"username": "--as", "province": "--province", "source": "--source", "since": "--from"}
    missing = [names[name] for name, value in options.items() if not value]
    if missing:
        raise click.UsageError(f"--propose cần thêm {', '.join(missing)}.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise LawError("L040", file=str(file), problem=error.strerror or "?") from None


def _pack(pack_id: str, data: Path | None, province_code: str | None) -> Pack:
    """Return the edition that counts in a province, or without one the pack as shipped."""
    if province_code is None:
        return law.load(pack_id)
    data_folder.use(data_folder.data_folder(data))
    from rasoat.lawbook import editions

    return editions.current(pack_id, _province(province_code))


def _province(code: str) -> Unit:
    from rasoat.areas.models import Level, Unit
    from rasoat.audit.action import today

    found = Unit.objects.in_force(today()).filter(code=code, level=Level.PROVINCE).first()
    if found is None:
        raise InputError("C071", code=code)
    return found


def _propose(draft: Draft, since: str | None, **options: Any) -> Proposal:
    """Propose the table, with the words of the options or else of the workbook's boxes."""
    _require(since=since or draft.since)
    from rasoat.accounts.models import User
    from rasoat.lawbook.models import Kind
    from rasoat.lawbook.proposing import propose

    actor = User.objects.filter(username=options["username"]).first()
    if actor is None:
        raise InputError("R015", username=options["username"])
    return propose(
        draft,
        actor=actor,
        province=_province(options["province_code"]),
        document=options["document"] or draft.document,
        document_title=options["title"] or draft.document_title,
        article=options["article"] or draft.article,
        since=draft.on,
        source=options["source"],
        kind=Kind.PROVINCIAL_OVERLAY if options["overlay"] else Kind.OFFICIAL_TABLE,
    )


def _content_of(draft: Draft) -> dict[str, Any]:
    return {
        "pack": draft.pack,
        "hash": draft.pack_hash,
        "made_from": draft.made_from,
        "on": draft.on,
        "cells": len(draft.points),
        "equal": len(draft.equal),
        "changed": len(draft.changes) - len(draft.filled),
        "new": len(draft.filled),
        "document": draft.document,
        "title": draft.document_title,
        "article": draft.article,
        "from": draft.since,
        "changes": [
            {name: getattr(point, name) for name in ("key", "area", "item", "option", "old", "new")}
            for point in draft.changes
        ],
    }


def _lines(draft: Draft, pack: Pack, proposal: Proposal | None) -> Iterator[str]:
    """Yield the cells that differ, the counts, and what to do next."""
    for point in draft.changes:
        old = "–" if point.old is None else point.old
        yield f"{point.area:<4} {_named(point, pack)}: {old} → {point.new}"
    if draft.outdated:
        yield "Bộ quy tắc đã đổi từ khi lập mẫu, nhưng không đổi ở bảng điểm này."
    yield (
        f"So với {draft.pack} ngày {text_vi.date(draft.on)}: {len(draft.points)} ô, {len(draft.equal)} ô như cũ, "
        f"{len(draft.changes) - len(draft.filled)} ô đổi điểm, {len(draft.filled)} ô mới có điểm."
    )
    if proposal is not None:
        yield f"Đã đề xuất số {proposal.pk}; chờ người thứ hai kiểm tra từng ô theo bản quét."
    else:
        yield "Chưa đổi gì. Để đề xuất, thêm: --propose --as USER --province CODE --source FILE."


def _named(point: Point, pack: Pack) -> str:
    item = next(item for item in pack.items if item.key == point.item)
    option = item.option(point.option)
    return f"{point.item}.{point.option}  {item.label_vi} – {option.label_vi if option else point.option}"

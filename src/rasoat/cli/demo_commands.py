"""``rasoat demo`` and ``rasoat serve``: the practice season, and the server."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasoat.cli import data_folder, serving
from rasoat.cli.reporting import PRACTICE, one_line_errors, print_json
from rasoat.errors import InputError

if TYPE_CHECKING:
    from rasoat.demo.season import Season, Tick
    from rasoat.demo.signins import SignIn

HOST, PORT, SEED = "127.0.0.1", 8000, 2018
_LOADING = "dang-nap"
_KEPT = ("secrets.json", data_folder.DATABASE_FILE, "documents")

_host = click.option("--host", default=HOST, show_default=True, help="Địa chỉ nghe.")
_port = click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Cổng nghe."
)
_data = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Thư mục dữ liệu (mặc định: var)."
)


@click.command("demo")
@click.option("--headless", is_flag=True, help="Chạy trọn đợt rà soát không cần trình duyệt rồi dừng.")
@_data
@click.option("--households-per-village", "households", type=click.IntRange(4, 400), default=58, show_default=True,
              help="Số hộ trung bình mỗi thôn.")  # fmt: skip
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Số sinh ngẫu nhiên; cùng số thì cùng dữ liệu."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Chỉ in summary.json ra màn hình (dùng với --headless)."
)
@click.option(
    "--reorganise", is_flag=True, help="Với --headless: sau đợt 2018 thực hiện thay đổi đơn vị 2020 và 2025."
)
@_host
@_port
@one_line_errors
def demo_command(
    headless: bool,
    data: Path | None,
    households: int,
    seed: int,
    as_json: bool,
    reorganise: bool,
    host: str,
    port: int,
) -> None:
    """Nạp đợt rà soát thực hành Ba Bể 2018 rồi mở máy chủ; với --headless thì chạy trọn đợt."""
    folder = data_folder.data_folder(data)
    os.environ.pop("RASOAT_DATABASE", None)
    if headless:
        _play_headless(folder, households, seed, as_json, reorganise=reorganise)
        return
    serving.require_free(host, port)
    serving.allow_host(host)
    serving.name_address(host, port)
    if not (folder / data_folder.DATABASE_FILE).exists():
        _load(folder, households, seed)
    else:
        data_folder.use(folder)
    _serve_demo(folder, host, port)


def _play_headless(folder: Path, households: int, seed: int, as_json: bool, *, reorganise: bool) -> None:
    if (folder / data_folder.DATABASE_FILE).exists():
        raise InputError("C050", folder=str(folder))
    data_folder.use(folder)
    data_folder.migrate()
    from rasoat.demo.households import build_world
    from rasoat.demo.leave import leave
    from rasoat.demo.season import length, play

    world = build_world(seed, households)
    with _progress(length(world)) as tick:
        season = play(world, tick=tick)
    if reorganise:
        from rasoat.demo.reorganised import play_on

        play_on(season)
    found = leave(season, folder)
    data_folder.release_database()
    if as_json:
        print_json(found)
    else:
        _tell(found, folder)


@contextmanager
def _progress(length: int) -> Iterator[Tick]:
    """Show a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label="Đang chạy đợt rà soát", file=sys.stderr) as bar:
        yield bar.update


def _tell(found: dict[str, Any], folder: Path) -> None:
    click.echo(PRACTICE)
    for name, value in found.items():
        if name not in ("seconds", "reports"):
            click.echo(f"{name}: {value}")
    for step, spent in found["seconds"].items():
        click.echo(f"{spent:8.2f} s  {step}")
    click.echo(f"→ {folder}")


def _load(folder: Path, households: int, seed: int) -> None:
    """Play the season to its middle in a folder of its own, then put it in place: never half a season."""
    loading = folder / _LOADING
    shutil.rmtree(loading, ignore_errors=True)
    loading.mkdir(parents=True)
    if (folder / "secrets.json").exists():
        shutil.copy2(folder / "secrets.json", loading)
    data_folder.use(loading)
    data_folder.migrate()
    _play_to_the_middle(households, seed)
    data_folder.release_database()
    for name in _KEPT:
        if (loading / name).exists():
            (loading / name).replace(folder / name)
    shutil.rmtree(loading)
    # Django is bound to the folder it started on, so the command starts anew on the one just filled.
    os.environ["RASOAT_DATA"] = str(folder)
    os.execv(sys.executable, [sys.executable, "-m", "rasoat.cli", *sys.argv[1:]])  # noqa: S606  # this same program


def _play_to_the_middle(households: int, seed: int) -> Season:
    from rasoat.demo.facts import MIDDLE
    from rasoat.demo.households import build_world
    from rasoat.demo.season import length, play

    world = build_world(seed, households)
    with _progress(length(world)) as tick:
        return play(world, until=MIDDLE, tick=tick)


def _serve_demo(folder: Path, host: str, port: int) -> None:
    from rasoat.demo.facts import PASSWORD, ROUND_CODE
    from rasoat.demo.signins import sign_ins
    from rasoat.rounds.models import Round

    data_folder.migrate()
    round_ = Round.objects.filter(code=ROUND_CODE).select_related("unit").first()
    if round_ is None:
        raise InputError("C051", folder=str(folder))
    serving.collect_static()
    click.echo(PRACTICE)
    if round_.practice_day:
        click.echo(f"{round_.name}: ngày thực hành {round_.practice_day:%d/%m/%Y}")
    _print_sign_ins(sign_ins(round_))
    click.echo(f"Mật khẩu chung: {PASSWORD}")
    click.echo(f"Địa chỉ: http://{host}:{port}/   (dừng: Ctrl+C)")
    data_folder.release_database()
    serving.serve(host, port)


def _print_sign_ins(found: list[SignIn]) -> None:
    widths = [max(len(row[column]) for row in found) for column in range(3)]
    for row in found:
        cells = [text.ljust(width) for text, width in zip(row[:3], widths, strict=True)]
        click.echo(f"  {cells[0]}  {cells[1]}  {cells[2]}  {row.task}")


@click.command("serve")
@_data
@click.option("--database", help="Địa chỉ PostgreSQL: postgresql://người-dùng:mật-khẩu@máy:cổng/tên.")
@_host
@_port
@one_line_errors
def serve_command(data: Path | None, database: str | None, host: str, port: int) -> None:
    """Mở máy chủ trên thư mục dữ liệu (SQLite) hoặc trên một cơ sở dữ liệu PostgreSQL."""
    if data is not None and database is not None:
        raise InputError("C053")
    serving.require_free(host, port)
    serving.allow_host(host)
    serving.name_address(host, port)
    data_folder.use(data_folder.data_folder(data), "" if data is not None else database)
    data_folder.migrate()
    serving.collect_static()
    data_folder.release_database()
    click.echo(f"http://{host}:{port}/")
    serving.serve(host, port)

"""``rasoat explain``: why one household of a file got its class, and what would change it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from rasoat import law
from rasoat.cli.reporting import DONE, SOME_REFUSED, one_line_errors, print_json, read_day, saying
from rasoat.law import Rules
from rasoat.scoring import Explanation, as_text, explain
from rasoat.scoring.lookup import household, household_members

NAME = "name"


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("household_id")
@click.option("--pack", "pack_id", required=True, help="Bộ quy tắc, ví dụ vn-2016.")
@click.option("--on", "day", required=True, metavar="YYYY-MM-DD", help="Ngày quy chiếu của đợt rà soát.")
@click.option("--members", type=click.Path(path_type=Path), help="Tệp thành viên; cột name là họ tên.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="In lời giải thích thành một đối tượng JSON.")
@one_line_errors
def explain_command(
    file: Path, household_id: str, pack_id: str, day: str, members: Path | None, language: str, as_json: bool
) -> int:
    """Giải thích vì sao hộ HOUSEHOLD_ID trong FILE được xếp loại như vậy."""
    rules = law.load(pack_id).on(read_day(day))
    answers = household(file, household_id)
    people = household_members(members, household_id) if members else None
    names = [str(each.get(NAME) or "") for each in people or ()]
    found = explain(rules, answers, language, people, names)
    with saying():
        if as_json:
            _print(rules, household_id, found)
        else:
            click.echo(as_text(found))
    return DONE if found.cls else SOME_REFUSED


def _print(rules: Rules, household_id: str, found: Explanation) -> None:
    content = asdict(found)
    content["class"] = content.pop("cls")
    pinned = {"pack_hash": rules.pack_hash, "on": rules.on, "version": rules.version}
    print_json({"household_id": household_id, **pinned, **content})

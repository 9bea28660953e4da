"""``rasoat units`` and ``rasoat opening``: exit codes and what stands on standard output and error."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from rasoat.cli.unit_commands import opening_command, units_group
from rasoat.roster.models import OpeningEntry
from rasoat.unitchanges.models import ChangeOrder
from tests.unitchanges.conftest import Land, now
from tests.unitchanges.test_openings import next_round
from tests.unitchanges.test_pages import MERGE


def units(*words: str) -> Result:
    """Run ``rasoat units``."""
    return CliRunner().invoke(units_group, list(words))


def change(file: Path, *more: str) -> Result:
    """Propose a file."""
    days = ("--signed-on", "2020-01-10", "--effective-on", "2020-02-01")
    return units("change", str(file), "--decision", "NQ 1", *days, "--actor", "province_officer", *more)


def test_from_file_to_opening_list(land: Land, tmp_path: Path) -> None:
    """Try, propose, be refused oneself, confirm by another, open and build the list."""
    land.home("01", "poor_income", "poor_new")
    file = tmp_path / "doi.csv"
    file.write_text(MERGE, encoding="utf-8")
    tried = change(file, "--dry-run", "--json")
    assert (tried.exit_code, json.loads(tried.stdout)["households"]) == (0, 1)
    assert not ChangeOrder.objects.exists()
    assert change(file).exit_code == 0
    order = ChangeOrder.objects.get()
    own = units("confirm", str(order.pk), "--actor", "province_officer")
    assert own.exit_code == 2
    assert own.stderr.startswith("U024 ")
    assert units("confirm", str(order.pk), "--actor", "administrator").exit_code == 0
    assert now("01906").name == "Xã Lớn"
    assert "NQ 1" in units("orders").stdout
    round_ = next_round(land, now("061"))
    built = CliRunner().invoke(opening_command, [round_.code, "--actor", "province_officer"])
    assert built.exit_code == 0
    assert OpeningEntry.objects.filter(round=round_).count() == 1


def test_faults_are_named_one_a_line(land: Land, tmp_path: Path) -> None:
    """Exit 1, each fault with its code on standard error, and nothing is kept."""
    file = tmp_path / "doi.csv"
    file.write_text("Mã cũ,Mã mới\n01909,\n09999,01906\n", encoding="utf-8")
    found = change(file)
    assert found.exit_code == 1
    assert [line[:4] for line in found.stderr.splitlines()] == ["U004", "U001"]
    assert not ChangeOrder.objects.exists()


def test_withdraw_and_an_unknown_number(land: Land, tmp_path: Path) -> None:
    """A proposal may be withdrawn; a number that does not exist is said (U034)."""
    order = land.propose(("01909", "01909", "Khác"))
    assert units("withdraw", str(order.pk), "--actor", "province_officer").exit_code == 0
    assert units("withdraw", "99", "--actor", "province_officer").stderr.startswith("U034 ")

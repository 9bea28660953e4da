"""``rasoat law proposals``, ``verify``, ``export``, and looking at an edition; what a backup keeps of the law."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from rasoat import law
from rasoat.cli import archive, checking
from rasoat.cli.data_folder import DATABASE_FILE
from rasoat.cli.law_commands import law_command
from rasoat.lawbook import editions, sources
from rasoat.lawbook.models import Proposal, ProposedCell
from tests.lawbook.conftest import FIRST, LAW, PACK, PDF, adopted, proposing
from tests.lawbook.test_editions import open_round, scored
from tests.world import World

KEY, OTHER, RULE = "b1.points.motorbike.yes.NT2", "b1.points.tv.yes.NT2", "class.poor_income.rural"
VALUE = LAW._replace(kind="value")


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    """A command chooses the data folder for its whole process: take that back."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def proposal(world: World) -> Proposal:
    """Two points and a rule, waiting."""
    return proposing(world, {KEY: "33", OTHER: "4", RULE: "="}, VALUE).run()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The scan that was attached."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(PDF)
    return path


def run(*arguments: object, typed: str = "") -> Result:
    """Call ``rasoat law``."""
    return CliRunner().invoke(law_command, [str(argument) for argument in arguments], input=typed)


def verify(proposal: Proposal, scan: Path, *more: object, who: str = "auditor", typed: str = "") -> Result:
    """Call ``rasoat law verify``."""
    return run("verify", proposal.pk, "--as", who, "--source", scan, *more, typed=typed)


def read(folder: Path, text: str) -> Path:
    """Write down what was read."""
    path = folder / "read.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_proposals_are_listed(world: World, proposal: Proposal) -> None:
    """With document, how far it is verified, and what became of it; only open ones unless all are asked for."""
    said = run("proposals", "--province", "06").stdout
    assert (
        f"{proposal.pk}  vn-2016  Tỉnh Tỉnh thử 06  TT17, Phụ lục 3b  0/3 ô đã đối chiếu, 0 ô không khớp"
        in said
    )
    adopted(world, {"b1.points.car.yes.NT2": "61"})
    found = [json.loads(run("proposals", "--json", *more).stdout)["proposals"] for more in ((), ("--all",))]
    assert [[each["state"] for each in rows] for rows in found] == [["open"], ["adopted", "open"]]


def test_verifying_from_a_file_adopts(world: World, proposal: Proposal, scan: Path, tmp_path: Path) -> None:
    """Every value read as proposed: the edition's number and hash are printed."""
    values = read(tmp_path, f"key,value\n{KEY},33\n{OTHER},04\n{RULE},=\n")
    result = verify(proposal, scan, "--values", values, "--json")
    pack = editions.current(PACK, world.province)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "proposal": proposal.pk, "verified": 3, "disputed": [], "edition": 1, "hash": pack.hash,
    }  # fmt: skip


def test_a_value_read_otherwise_is_exit_code_1(proposal: Proposal, scan: Path, tmp_path: Path) -> None:
    """The cell is named on standard error and disputed; the others are verified."""
    result = verify(proposal, scan, "--values", read(tmp_path, f"key;value\n{KEY};38\n{OTHER};4\n"))
    assert (result.exit_code, result.stderr) == (1, f"{KEY}: không khớp, đọc được «38»\n")
    assert result.stdout == "1 ô khớp, 1 ô không khớp.\n"


def test_without_a_file_each_cell_is_asked(proposal: Proposal, scan: Path) -> None:
    """An empty answer leaves the cell waiting; a proposed number is not shown, a rule is."""
    result = verify(proposal, scan, typed="=\n\n33\n")
    left = ProposedCell.objects.filter(verified_by=None).values_list("key", flat=True)
    assert (result.exit_code, list(left)) == (0, [OTHER])
    assert "b1_to=120" in result.stderr
    assert "[33" not in result.stderr


def test_the_source_in_hand_is_the_one_attached(proposal: Proposal, scan: Path, tmp_path: Path) -> None:
    """Another file is P138, one that cannot be read L034; nothing is recorded."""
    scan.write_bytes(PDF + b"\n")
    for path, code in ((scan, "P138"), (tmp_path / "none.pdf", "L034")):
        result = verify(proposal, path, "--values", read(tmp_path, f"key,value\n{KEY},33\n"))
        assert (result.exit_code, result.stderr[:4]) == (2, code)
    assert ProposedCell.objects.filter(verified_by__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("key\n" + KEY + "\n", "L036"),
        (f"key,value\n{KEY}\n", "L036"),
        (f"key,value\n{KEY},33,34\n", "L036"),
        (f"key,value\n{KEY},\n", "L036"),
        (f"key,value\n{KEY},33\n{KEY},33\n", "L036"),
        ("", "L036"),
        ("key,value\n", "P131"),
        ("key,value\nb1.points.car.yes.NT2,61\n", "P131"),
        (f"key,value,from\n{KEY},33,2019-01-01\n", "P131"),
    ],
)
def test_a_file_of_values_that_is_none_is_refused(
    proposal: Proposal, scan: Path, tmp_path: Path, text: str, code: str
) -> None:
    """Missing columns, empty or repeated rows (L036), cells that do not wait (P131): exit code 2, nothing recorded."""
    result = verify(proposal, scan, "--values", read(tmp_path, text))
    assert (result.exit_code, result.stderr[:4]) == (2, code)
    assert ProposedCell.objects.filter(verified_by__isnull=False).count() == 0


def test_values_in_another_encoding_are_refused(proposal: Proposal, scan: Path, tmp_path: Path) -> None:
    """UTF-16 is L036, not a failure."""
    path = tmp_path / "values.csv"
    path.write_text("key,value\nđ,1\n", encoding="utf-16")
    assert verify(proposal, scan, "--values", path).stderr[:4] == "L036"


@pytest.mark.parametrize(
    ("who", "code"), [("province_officer", "P127"), ("village_head", "A001"), ("nobody", "R015")]
)
def test_who_may_not_verify_is_told(
    proposal: Proposal, scan: Path, tmp_path: Path, who: str, code: str
) -> None:
    """The proposer, somebody without the role, and nobody at all."""
    values = read(tmp_path, f"key,value\n{KEY},33\n")
    result = verify(proposal, scan, "--values", values, who=who)
    assert (result.exit_code, result.stderr[:4]) == (2, code)


def test_a_proposal_that_is_not_there_is_l032(world: World, scan: Path) -> None:
    """The number is named."""
    result = run("verify", 999, "--as", "auditor", "--source", scan)
    assert (result.exit_code, result.stderr[:4]) == (2, "L032")


def test_an_edition_is_exported_checked_and_scored_with(world: World, tmp_path: Path) -> None:
    """The files make the same pack again, in the folder itself when it bears the pack's name, else below it."""
    adopted(world, {KEY: "33"})
    hash_ = editions.current(PACK, world.province).hash
    for out, folder in ((tmp_path / "ra", tmp_path / "ra" / PACK), (tmp_path / PACK, tmp_path / PACK)):
        result = run("export", PACK, "--province", "06", "--out", out)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"{folder}: ")
        assert hash_ in run("check", out).stdout
        assert law.load(str(folder)).cell(KEY, FIRST).value == 33


def test_an_export_overwrites_nothing(world: World, tmp_path: Path) -> None:
    """A folder with files in it is L033."""
    (tmp_path / PACK).mkdir()
    (tmp_path / PACK / "mine.txt").write_text("x")
    result = run("export", PACK, "--province", "06", "--out", tmp_path)
    assert (result.exit_code, result.stderr[:4], len(list((tmp_path / PACK).iterdir()))) == (2, "L033", 1)


def test_show_status_and_diff_look_at_an_edition(world: World) -> None:
    """With a province its newest edition, with a number an earlier one; 0 is the pack as shipped."""
    adopted(world, {KEY: "33"})
    adopted(world, {OTHER: "4"})
    assert json.loads(run("status", PACK, "--province", "06", "--json").stdout)["verified"] == 2
    assert json.loads(run("status", PACK, "--json").stdout)["verified"] == 0
    assert editions.current(PACK, world.province).hash in run("show", PACK, "--province", "06").stdout
    found = [
        [
            change["key"]
            for change in json.loads(run("diff", a, b, "--province", "06", "--json").stdout)["changes"]
        ]
        for a, b in ((f"{PACK}#0", PACK), (f"{PACK}#1", f"{PACK}#2"), (f"{PACK}#2", PACK))
    ]
    assert found == [[f"{KEY}@2016-01-01", f"{OTHER}@2016-01-01"], [f"{OTHER}@2016-01-01"], []]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("status", PACK, "--province", "99"), "L031"),
        (("show", f"{PACK}#7", "--province", "06"), "L035"),
        (("show", f"{PACK}#x", "--province", "06"), "L035"),
        (("show", f"{PACK}#1"), "L037"),
        (("show", PACK, "--data", "."), "L037"),
        (("status", "vn-1945", "--province", "06"), "L001"),
    ],
)
def test_an_edition_that_is_not_there_is_named(world: World, arguments: tuple[str, ...], code: str) -> None:
    """Unknown province, number or pack, and options that make no sense alone: exit code 2 and one line."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr[:4], result.stderr.count("\n")) == (2, code, 1)


def test_status_prints_a_table(world: World) -> None:
    """Values by provenance, verified and not, with the last day of a check; the sum stands below."""
    adopted(world, {KEY: "33"})
    table = run("status", PACK, "--province", "06").stdout.splitlines()
    rows = {name.strip(): figures for name, *figures in (line.rsplit(maxsplit=4) for line in table[3:10])}
    day = f"{ProposedCell.objects.get().verified_on:%d/%m/%Y}"
    assert rows["Đọc trong văn bản"] == ["1", "1", "0", day]
    assert rows["tổng"][:2] == [str(len(tuple(law.load(PACK).cells()))), "1"]


def test_a_backup_holds_the_scans(world: World, proposal: Proposal, tmp_path: Path) -> None:
    """The scan is in the backup under its hash, and comes back from it."""
    name = f"documents/{proposal.source[:2]}/{proposal.source}.pdf"
    folder = tmp_path / "data"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(sources.read(proposal))
    (folder / name).with_suffix(".part").write_bytes(b"half")
    png = (folder / name).with_name(f"{proposal.source}.png")
    png.write_bytes(PDF)
    sqlite3.connect(folder / DATABASE_FILE).close()
    archive.back_up(folder, tmp_path / "x.zip")
    held = zipfile.ZipFile(tmp_path / "x.zip").namelist()
    assert (name in held, f"{name[:-4]}.part" in held) == (True, False)


def test_verify_finds_a_changed_scan(world: World, proposal: Proposal) -> None:
    """``rasoat verify`` reads every scan again: P137 for one that was changed."""
    path = sources.path_of(proposal.source, "pdf")
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert list(checking.CHECKS["sources"]()) == []
    path.write_bytes(b"%PDF-1.4 other")
    try:
        assert [error.code for error in checking.CHECKS["sources"]()] == ["P137"]
    finally:
        path.write_bytes(PDF)


def test_verify_scores_again_with_the_edition_of_the_round(world: World) -> None:
    """A form scored under an edition is checked with that edition, not with the shipped pack."""
    adopted(world, {KEY: "333"})
    scored(world, open_round(world, "sau"))
    assert list(checking.CHECKS["scores"]()) == []

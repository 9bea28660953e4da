"""Backup, restore and verify on a played season in a data folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.demo.small import SEED
from tests.template import migrated_folder

Ran = subprocess.CompletedProcess[str]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command that works on ``folder`` with SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RASOAT_", "DJANGO_"))}
    return {
        **kept,
        "RASOAT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "rasoat.settings",
        "PYTHONPATH": ".",
    }


def rasoat(folder: Path, *words: str | Path, **more: str) -> Ran:
    """Run the command line on a data folder."""
    return subprocess.run(
        [sys.executable, "-m", "rasoat.cli", *map(str, words)],
        env={**environment(folder), **more}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small season in it."""
    folder = migrated_folder(tmp_path_factory.mktemp("played"))
    subprocess.run(
        [sys.executable, "-m", "tests.demo.small", str(folder)], env=environment(folder), check=True
    )
    return folder


@pytest.fixture
def copy(played: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    folder = tmp_path / "data"
    shutil.copytree(played, folder)
    return folder


def test_the_folder_holds_what_the_contract_names(played: Path) -> None:
    """Database, reports, documents and the summary, which closes."""
    assert {"rasoat.sqlite3", "reports", "documents", "summary.json"} <= {
        path.name for path in played.iterdir()
    }
    assert json.loads((played / "summary.json").read_text())["closed"] is True


def test_an_untouched_season_verifies(played: Path) -> None:
    """Every check is clean, the exit code is 0."""
    ran = rasoat(played, "verify", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {
        "checks": {"log": 0, "guards": 0, "documents": 0, "attachments": 0, "sources": 0, "forms": 0, "scores": 0, "recognitions": 0, "tables": 0}, "whole": True,
    }  # fmt: skip


def harm(folder: Path, table: str, statement: str) -> None:
    """Change a row behind the program's back, past the triggers that forbid it."""
    with closing(sqlite3.connect(folder / "rasoat.sqlite3")) as database:
        triggers = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        )
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize(
    ("table", "statement", "code"),
    [
        ("audit_entry", "UPDATE audit_entry SET role = 'auditor' WHERE number = 40", "C060"),
        ("audit_entry", "DELETE FROM audit_entry WHERE number = 40", "C060"),
        ("meeting_meetingitem", "SELECT 1", "C067"),
        ("audit_entry", "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)", "C060"),
        ("survey_score", "UPDATE survey_score SET b1 = b1 + 1 WHERE rowid = 1", "C062"),
        ("survey_score", "UPDATE survey_score SET pack_hash = 'x' WHERE rowid = 1", "C063"),
        ("recognition_recognition", "UPDATE recognition_recognition SET result = CASE result WHEN 'poor_income'"
                                    " THEN 'near_poor' ELSE 'poor_income' END WHERE id = 1", "C064"),
        ("reports_districtapproval", "UPDATE reports_districtapproval SET figures_sha256 = 'x'", "C065"),
    ],
)  # fmt: skip
def test_a_change_behind_the_programs_back_is_found(
    copy: Path, table: str, statement: str, code: str
) -> None:
    """Each kind of tampering has its code, and the exit code is 1."""
    harm(copy, table, statement)
    ran = rasoat(copy, "verify")
    assert ran.returncode == 1
    assert code in {line.split()[0] for line in ran.stderr.splitlines()}


def printed(folder: Path) -> Path:
    """Return the file of a document that has been printed; signed copies stand in the same store."""
    with closing(sqlite3.connect(folder / "rasoat.sqlite3")) as database:
        known = {sha256 for (sha256,) in database.execute("SELECT sha256 FROM documents_print")}
    return next(
        file for file in sorted((folder / "documents").glob("[0-9a-f][0-9a-f]/*.pdf")) if file.stem in known
    )


def test_a_changed_pdf_is_found(copy: Path) -> None:
    """One byte more, and the document is named."""
    pdf = printed(copy)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    ran = rasoat(copy, "verify")
    assert (ran.returncode, {line.split()[0] for line in ran.stderr.splitlines()}) == (1, {"C061"})


def test_a_missing_pdf_is_found(copy: Path) -> None:
    """A lost file is as bad as a changed one."""
    printed(copy).unlink()
    assert rasoat(copy, "verify").stderr.split()[0] == "C061"


def test_verify_needs_a_database(tmp_path: Path) -> None:
    """An empty folder is a wrong folder."""
    ran = rasoat(tmp_path, "verify")
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C054")


@pytest.fixture
def backup(played: Path, tmp_path: Path) -> Path:
    """A backup of the played season."""
    file = tmp_path / "backup.zip"
    assert rasoat(played, "backup", file).returncode == 0
    return file


def dump(folder: Path) -> list[str]:
    """Return the whole database as SQL."""
    with closing(sqlite3.connect(folder / "rasoat.sqlite3")) as database:
        return list(database.iterdump())


def test_a_restored_backup_is_the_same_data(played: Path, backup: Path, tmp_path: Path) -> None:
    """The database row by row, every document, and with the keys copied over it verifies."""
    folder = tmp_path / "restored"
    folder.mkdir()
    shutil.copy2(played / "secrets.json", folder)
    ran = rasoat(folder, "restore", backup)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert dump(folder) == dump(played)
    assert rasoat(folder, "verify").returncode == 0


def test_a_restore_without_the_keys_says_so(backup: Path, tmp_path: Path) -> None:
    """The data is there, and the missing secrets.json is named; no new keys are made in its place."""
    folder = tmp_path / "restored"
    ran = rasoat(folder, "restore", backup)
    assert (ran.returncode, ran.stderr.split()[0]) == (0, "C066")
    assert not (folder / "secrets.json").exists()


def test_a_backup_holds_no_keys(backup: Path) -> None:
    """Only the database, documents by hash, and the manifest."""
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
    assert "secrets.json" not in names
    assert all(name.startswith("documents/") for name in set(names) - {"rasoat.sqlite3", "manifest.json"})


def test_a_backup_overwrites_nothing(played: Path, backup: Path) -> None:
    """An older backup of the same name stays."""
    before = backup.read_bytes()
    ran = rasoat(played, "backup", backup)
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C055")
    assert backup.read_bytes() == before


def test_a_backup_needs_a_database(tmp_path: Path) -> None:
    """Nothing is written for an empty folder."""
    ran = rasoat(tmp_path, "backup", tmp_path / "backup.zip")
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C054")
    assert not (tmp_path / "backup.zip").exists()


def test_a_restore_needs_an_empty_folder(played: Path, backup: Path) -> None:
    """Data that is there is never overwritten."""
    ran = rasoat(played, "restore", backup)
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C058")


def changed(backup: Path, name: str, content: bytes) -> Path:
    """Return a copy of a backup with one file replaced, or added."""
    copy = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(copy, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return copy


@pytest.mark.parametrize("name", ["rasoat.sqlite3", "documents/ab/added.pdf", "../outside.txt"])
def test_a_changed_backup_is_refused_and_nothing_is_written(backup: Path, tmp_path: Path, name: str) -> None:
    """A file that differs from the manifest, or is not on it, refuses the whole."""
    folder = tmp_path / "restored"
    ran = rasoat(folder, "restore", changed(backup, name, b"x"))
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C057")
    assert not folder.exists()


def test_a_manifest_that_names_other_places_is_refused(backup: Path, tmp_path: Path) -> None:
    """A backup cannot write outside its two places, whatever its manifest says."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["sha256"]["../outside.txt"] = "0" * 64
    ran = rasoat(
        tmp_path / "restored", "restore", changed(backup, "manifest.json", json.dumps(manifest).encode())
    )
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C056")


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Some other file."""
    other = tmp_path / "other.zip"
    other.write_text("no backup")
    assert rasoat(tmp_path / "restored", "restore", other).stderr.split()[0] == "C056"


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_postgresql_database_is_kept_with_its_own_tools(tmp_path: Path, command: str) -> None:
    """The command says which."""
    ran = rasoat(tmp_path, command, tmp_path / "file.zip", RASOAT_DATABASE="postgresql://localhost/rasoat")
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C059")


def test_headless_refuses_a_folder_with_data(played: Path) -> None:
    """A season is never mixed into other data."""
    ran = rasoat(played, "demo", "--headless", "--data", played, "--seed", str(SEED))
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C050")


def test_serve_takes_one_address_of_data(tmp_path: Path) -> None:
    """A folder or a database, not both."""
    ran = rasoat(tmp_path, "serve", "--data", tmp_path, "--database", "postgresql://localhost/rasoat")
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C053")


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answer(port: int, server: subprocess.Popen[str]) -> tuple[int, bytes]:
    """Return status and body of ``/healthz`` once the server answers."""
    for _ in range(300):
        assert server.poll() is None, server.stderr and server.stderr.read()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as found:
                return found.status, found.read()
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_the_server_starts_on_a_folder_that_has_its_season(copy: Path, command: str) -> None:
    """Both commands serve it at the port asked for; a second server there is refused."""
    port = free_port()
    words = [command, "--data", str(copy), "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-m", "rasoat.cli", *words], env=environment(copy),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            status, body = answer(port, server)
            second = rasoat(copy, *words)
        finally:
            server.terminate()
            try:
                server.wait(60)
            finally:
                server.kill()
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert (second.returncode, second.stderr.split()[0]) == (2, "C052")


def test_the_demonstration_leaves_other_data_alone(copy: Path) -> None:
    """A folder with data but without the practice season is not loaded into."""
    harm(copy, "rounds_round", "UPDATE rounds_round SET code = 'another'")
    ran = rasoat(copy, "demo", "--data", copy, "--port", str(free_port()))
    assert (ran.returncode, ran.stderr.split()[0]) == (2, "C051")

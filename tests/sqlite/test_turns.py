"""Writers on one SQLite file wait for their turn and lose nothing."""

from __future__ import annotations

import fcntl
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from rasoat.config import database
from rasoat.sqlite.turns import SUFFIX, Turn

HELD = """
import sys
from pathlib import Path
from rasoat.sqlite.turns import Turn
Turn(Path(sys.argv[1])).take()
print("held", flush=True)
sys.stdin.read()
"""


def file_of(folder: Path) -> Path:
    """The database file."""
    return folder / "rasoat.sqlite3"


def is_free(folder: Path) -> bool:
    """Whether nobody has the turn."""
    with file_of(folder).with_name(f"rasoat.sqlite3{SUFFIX}").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_the_turn_is_free_behind_every_transaction(folder: Path, on_disk: Any) -> None:
    """Committed or rolled back, and when the connection is lost in the middle of one."""
    held = []
    for end in (on_disk.commit, on_disk.rollback, on_disk.close):
        on_disk.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        held.append(is_free(folder))
        end()
        held.append(is_free(folder))
        if on_disk.connection is not None:
            on_disk.set_autocommit(True)
    assert held == [False, True] * 3


def test_a_reader_takes_no_turn(folder: Path, on_disk: Any) -> None:
    """While somebody writes, others read."""
    turn = Turn(file_of(folder))
    turn.take()
    with on_disk.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        assert cursor.fetchone() == (0,)
    turn.give_back()


def test_a_writer_waits_for_another_process(folder: Path, on_disk: Any) -> None:
    """He goes on as soon as the other is gone, even when that one dies without a word."""
    command = [sys.executable, "-c", HELD, str(file_of(folder))]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    began = threading.Event()

    def write() -> None:
        turn = Turn(file_of(folder))
        turn.take()
        began.set()
        turn.give_back()

    writer = threading.Thread(target=write)
    writer.start()
    assert not is_free(folder)
    assert not began.is_set()
    other.kill()
    other.communicate()
    assert began.wait(60)
    writer.join()


def test_no_write_of_many_is_lost(folder: Path, django_db_blocker: Any) -> None:
    """Eight threads add one to the same number, each reading it first: every one counts."""
    settings = {"default": database("", folder)}

    def count() -> None:
        connection = ConnectionHandler(settings)["default"]
        for _turn in range(20):
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            with connection.cursor() as cursor:
                cursor.execute("SELECT number FROM audit_head")
                (number,) = cursor.fetchone()
                cursor.execute("UPDATE audit_head SET number = %s", [number + 1])
            connection.commit()
            connection.set_autocommit(True)
        connection.close()

    with django_db_blocker.unblock():
        everybody = [threading.Thread(target=count) for _each in range(8)]
        for each in everybody:
            each.start()
        for each in everybody:
            each.join()
        connection = ConnectionHandler(settings)["default"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM audit_head")
            assert cursor.fetchone() == (160,)
        connection.close()


def test_a_folder_nobody_may_write_to_says_so_itself(tmp_path: Path) -> None:
    """No turn can be taken there; the database's own refusal is what is told."""
    turn = Turn(tmp_path / "nowhere" / "rasoat.sqlite3")
    turn.take()
    turn.give_back()
    connection = ConnectionHandler({"default": database("", tmp_path / "nowhere")})["default"]
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        connection.connect()
    assert not (tmp_path / "nowhere").exists()

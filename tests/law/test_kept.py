"""A pack kept as it was read: the same law, for these texts and this program only, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from rasoat import law
from rasoat.errors import LawError
from rasoat.law import Pack, kept
from rasoat.scoring.program import compiled

PACKS = ("vn-2016", "vn-2022", "vn-2027")


class Reader:
    """Reads a shipped pack, and counts how often it had to."""

    def __init__(self, pack_id: str = "vn-2027") -> None:
        self.pack_id, self.times = pack_id, 0
        self.texts = law.shipped_files(pack_id)

    def __call__(self) -> Pack:
        """Read it."""
        self.times += 1
        return law.from_files(self.pack_id, self.texts)


@pytest.fixture(autouse=True)
def _writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def the_file(folder: Path) -> Path:
    """The one file that is kept."""
    (found,) = (folder / "__pycache__").iterdir()
    return found


@pytest.mark.parametrize("pack_id", PACKS)
def test_the_kept_pack_says_the_same(tmp_path: Path, pack_id: str) -> None:
    """Every cell, every frozen value and the rules of every version are those that were read; nothing was read again."""
    read = Reader(pack_id)
    first, again = (kept.pack(tmp_path, read.texts, read) for _ in range(2))
    assert read.times == 1
    assert again is not first
    assert (again.hash, again.cells(), again.frozen()) == (first.hash, first.cells(), first.frozen())
    for version in first.versions:
        rules, same = first.on(version.since), again.on(version.since)
        assert {each.name: getattr(rules, each.name) for each in fields(rules)} == {
            each.name: getattr(same, each.name) for each in fields(same)
        }
        assert compiled(rules) == compiled(same)


def _new_text(_folder: Path, read: Reader, _patch: pytest.MonkeyPatch) -> None:
    read.texts = {**read.texts, "pack.yaml": read.texts["pack.yaml"] + "# another line\n"}


def _new_program(folder: Path, _read: Reader, _patch: pytest.MonkeyPatch) -> None:
    """A module of the same length and age as before, as an update may bring it."""
    module = folder / "program" / "reader.py"
    age = module.stat().st_mtime_ns
    module.write_text("two")
    os.utime(module, ns=(age, age))


def _new_python(_folder: Path, _read: Reader, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sys, "version", "another")


def _cut(folder: Path, _read: Reader, _patch: pytest.MonkeyPatch) -> None:
    the_file(folder).write_bytes(the_file(folder).read_bytes()[:-1])


def _flipped(folder: Path, _read: Reader, _patch: pytest.MonkeyPatch) -> None:
    content = bytearray(the_file(folder).read_bytes())
    content[len(content) // 2] ^= 1
    the_file(folder).write_bytes(content)


def _empty(folder: Path, _read: Reader, _patch: pytest.MonkeyPatch) -> None:
    the_file(folder).write_bytes(b"")


@pytest.mark.parametrize("change", [_new_text, _new_program, _new_python, _cut, _flipped, _empty])
def test_what_no_longer_holds_is_read_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path, Reader, pytest.MonkeyPatch], None],
) -> None:
    """Another text, program or Python, or a file that is not whole: the files are read, and the pack is kept anew."""
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "reader.py").write_text("one")
    monkeypatch.setattr(kept, "PROGRAM", tmp_path / "program")
    read = Reader()
    kept.pack(tmp_path, read.texts, read)
    change(tmp_path, read, monkeypatch)
    for _ in range(2):
        found = kept.pack(tmp_path, read.texts, read)
    assert read.times == 2
    assert found.hash == law.load("vn-2027").hash


def test_a_broken_pack_is_never_kept(tmp_path: Path) -> None:
    """What reading says is said each time."""
    read = Reader()
    read.texts = {**read.texts, "classes.yaml": "- nothing"}
    for _ in range(2):
        with pytest.raises(LawError) as told:
            kept.pack(tmp_path, read.texts, read)
        assert told.value.code == "L005"
    assert not (tmp_path / "__pycache__").exists()


def test_nowhere_to_keep_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes no file, or a Python told to write nothing: the pack is read each time."""
    read = Reader()
    (tmp_path / "file").touch()
    for _ in range(2):
        kept.pack(tmp_path / "file", read.texts, read)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.pack(tmp_path, read.texts, read)
    assert read.times == 3
    assert not (tmp_path / "__pycache__").exists()


def test_a_command_with_a_kept_pack_loads_no_reader(tmp_path: Path) -> None:
    """Neither YAML nor the modules that build a pack are loaded: that is what keeping saves."""
    code = (
        "import sys; from rasoat import law\n"
        "from rasoat.law import kept, pack\n"
        "from pathlib import Path\n"
        f"folder, texts = Path({str(tmp_path)!r}), law.shipped_files('vn-2027')\n"
        "kept.pack(folder, texts, lambda: law.from_files('vn-2027', texts))\n"
        "print(sorted({'yaml', 'rasoat.law.building'} & set(sys.modules)))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={}
        ).stdout
        for _ in range(2)
    ]
    assert said == ["['rasoat.law.building', 'yaml']\n", "[]\n"]

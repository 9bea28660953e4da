"""The loader refuses a pack that is not sound, and names file and line; each mistake stands in tests/law/broken."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasoat import law
from rasoat.errors import CATALOGUE, LawError

PACK = "vn-2016"
DAY = dt.date(2018, 11, 10)
MISTAKES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "broken").glob("*.yaml"))
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped packs that a test may break."""
    shutil.copytree(law.ROOT, tmp_path / "packs")
    return tmp_path / "packs"


def make(root: Path, mistake: dict[str, Any]) -> int | None:
    """Make a mistake in a pack; return the line the error must name, or None where any will do."""
    path = root / mistake["pack"] / mistake["file"]
    if "write" in mistake:
        path.write_text(mistake["write"], encoding="utf-8")
        line: int | None = mistake.get("line")
        return line
    text = path.read_text(encoding="utf-8")
    assert mistake["replace"] in text
    path.write_text(text.replace(mistake["replace"], mistake["with"], 1), encoding="utf-8")
    if "lines_below" not in mistake:
        return None
    before = text[: text.index(mistake["replace"])].count("\n") + 1
    return before + int(mistake["lines_below"])


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_its_code_file_and_line(root: Path, name: str) -> None:
    """Each mistake has its code and points at the line to mend, in both languages."""
    mistake = MISTAKES[name]
    line = make(root, mistake)
    with pytest.raises(LawError) as caught:
        law.check(mistake["pack"], root)
    error = caught.value
    file = f"{mistake['pack']}/{mistake.get('error_in', mistake['file'])}"
    assert (error.code, error.where["file"]) == (mistake["code"], file)
    assert error.where["line"] == (error.where["line"] if line is None else line)
    for language in ("vi", "en"):
        assert error.sentence(language).startswith(f"{file}:{error.where['line']}: ")


@pytest.mark.parametrize("name", MISTAKES)
def test_the_name_of_a_mistake_begins_with_its_code(name: str) -> None:
    """A mistake is found by its code."""
    assert name.startswith(f"{MISTAKES[name]['code']}-")


def test_every_law_code_has_a_mistake() -> None:
    """No code of the loader goes untested; L001 and L060 and up are not about the files of a pack."""
    loader = {code for code in CATALOGUE if "L002" <= code <= "L029"}
    assert loader - {mistake["code"] for mistake in MISTAKES.values()} == set()


def test_shipped_packs_are_sound_and_say_what_they_have_published() -> None:
    """Without a mistake every pack passes the same check."""
    assert [law.check(name).id for name in law.packs()] == ["vn-2016", "vn-2022", "vn-2027"]


def test_unknown_pack_is_refused() -> None:
    """A pack nobody shipped is no pack."""
    with pytest.raises(LawError) as caught:
        law.load("vn-1945")
    assert caught.value.code == "L001"


@pytest.mark.parametrize("name", ["classes.yaml", "b1-points.csv"])
def test_missing_file_is_refused(root: Path, name: str) -> None:
    """A pack without its class rules or its table cannot be loaded, from a folder or from texts."""
    (root / PACK / name).unlink()
    texts = {file: text for file, text in law.shipped_files(PACK).items() if file != name}
    for load in (lambda: law.load(PACK, root), lambda: law.from_files(PACK, texts)):
        with pytest.raises(LawError) as caught:
            load()
        assert (caught.value.code, caught.value.where["file"]) == ("L002", f"{PACK}/{name}")


def test_file_that_is_not_utf8_is_refused(root: Path) -> None:
    """A file saved in another code is named."""
    (root / PACK / "lists.yaml").write_bytes("lists: Giới".encode("utf-16"))
    with pytest.raises(LawError) as caught:
        law.load(PACK, root)
    assert (caught.value.code, caught.value.where["file"]) == ("L002", f"{PACK}/lists.yaml")


def test_process_value_nobody_found_is_refused_when_it_is_needed() -> None:
    """What no source gives is never guessed; what the regime does not have is simply none."""
    rules = law.load("vn-2022").on(dt.date(2026, 6, 1))
    with pytest.raises(LawError) as caught:
        rules.given("certificate_last_year")
    assert (caught.value.code, caught.value.where["file"]) == ("L060", "vn-2022/process.yaml")
    assert (rules.given("request_working_days"), rules.given("request_days")) == (None, 15)


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a file of the pack."""
    path = root / PACK / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_hash_does_not_depend_on_formatting(root: Path) -> None:
    """Comments, order of rows, byte order mark, line ends and quotes do not change the hash; a value does."""
    before = law.load(PACK, root).hash
    assert before == law.load(PACK).hash
    table = root / PACK / "b1-points.csv"
    heading, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text(
        "\ufeff" + "\r\n".join([heading, *reversed(rows)]) + "\r\n", encoding="utf-8", newline=""
    )
    edit(root, "classes.yaml", "income_lines:", "# lời bình\n\nincome_lines:")
    edit(root, "classes.yaml", "amount: 900000,", "amount: 900000, quote: chín trăm nghìn đồng,")
    assert law.load(PACK, root).hash == before
    edit(root, "classes.yaml", "b1_to: 120", "b1_to: 120, note: x")
    assert law.load(PACK, root).hash != before


POINT = "household_size,1,NT1,2016-01-01,,75,Mẫu 03,mục 1,sister-form,,,"


def test_verification_counts_two_people_and_leaves_the_hash(root: Path) -> None:
    """One person, even twice, verifies nothing; two do, and results stay pinned to the same hash."""
    before = law.load(PACK, root)
    edit(root, "b1-points.csv", POINT, POINT.replace("form,,,", "form,An;an,2018-12-01,"))
    assert len(law.load(PACK, root).on(DAY).unverified()) == len(before.on(DAY).unverified())
    edit(root, "b1-points.csv", "form,An;an,", "form,An;Bình,")
    after = law.load(PACK, root)
    assert len(after.on(DAY).unverified()) == len(before.on(DAY).unverified()) - 1
    assert after.hash == before.hash

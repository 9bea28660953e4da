"""The loader refuses a pack that is not sound, and names file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rasoat import law
from rasoat.errors import CATALOGUE, LawError

PACK = "vn-2016"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped packs that a test may break."""
    shutil.copytree(law.ROOT, tmp_path / "packs")
    return tmp_path / "packs"


def edit(root: Path, name: str, old: str, new: str) -> int:
    """Replace the first ``old`` in a file of the pack; return its line."""
    path = root / PACK / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


POINT = "household_size,1,NT1,2016-01-01,,75,Mẫu 03,mục 1,sister-form,,,"
NEAR_POOR = "b1_above: 120, b1_to: 150, b2_below: 30, ref: {document: TT17"
POSTING = "to: 2018-11-09, value: 7, ref: {document: TT17"
BROKEN = {
    "unreadable yaml": ("L002", "pack.yaml", "id: vn-2016", "id: [vn-2016", 1),
    "unknown key": ("L003", "pack.yaml", "title_en: Review", "titel_en: x\ntitle_en: Review", 0),
    "unknown key in a nested map": ("L003", "lists.yaml", "{key: capital,", "{key: capital, label_fr: x,", 0),
    "missing key": ("L004", "b1-items.yaml", "    kind: choice\n", "", -2),
    "missing parameter": ("L004", "process.yaml", "  posting_days:", "  posting_daze:", 0),
    "wrong type": ("L005", "classes.yaml", "amount: 700000", "amount: 700000.5", 0),
    "text for a number": ("L005", "classes.yaml", "amount: 700000", "amount: many", 0),
    "points not whole": ("L005", "b1-points.csv", POINT, POINT.replace("75", "7.5"), 0),
    "unknown kind": ("L005", "b1-items.yaml", "    kind: choice\n", "    kind: guess\n", 0),
    "impossible month and day": ("L005", "process.yaml", 'value: "09-01"', 'value: "09-31"', 0),
    "key twice": ("L006", "pack.yaml", "id: vn-2016", "id: vn-2016\nid: vn-2016", 1),
    "item twice": ("L006", "b1-items.yaml", "  - key: hifi", "  - key: tv", 0),
    "gap of bands": ("L007", "b1-items.yaml", "{key: 25-49, low: 25", "{key: 25-49, low: 26", 0),
    "bands without end": ("L007", "b1-items.yaml", "{key: 7+, low: 7,", "{key: 7+, low: 7, below: 9,", 0),
    "overlap of bands": ("L008", "b1-items.yaml", "{key: 25-49, low: 25", "{key: 25-49, low: 24", 0),
    "gap of dates": ("L009", "process.yaml", POSTING, POSTING.replace("09", "08", 1), 1),
    "law ends early": (
        "L009",
        "process.yaml",
        "- {value: 3,",
        "- {from: 2016-01-01, to: 2018-11-09, value: 3,",
        0,
    ),
    "overlap of dates": ("L010", "process.yaml", POSTING, POSTING.replace("09", "10", 1), 1),
    "points without reference": ("L011", "b1-points.csv", POINT, POINT.replace("Mẫu 03", ""), 0),
    "no reference": ("L011", "classes.yaml", ", ref: {document: QĐ59, article: Điều 2 khoản 3}", "", 0),
    "reference without article": ("L011", "classes.yaml", ", article: Điều 2 khoản 3}", "}", 0),
    "unknown document": ("L012", "classes.yaml", "{document: QĐ59", "{document: QĐ60", 0),
    "unknown document of points": ("L012", "b1-points.csv", POINT, POINT.replace("Mẫu 03", "Mẫu 9"), 0),
    "unknown provenance": ("L013", "classes.yaml", "provenance: secondary", "provenance: hearsay", 0),
    "points missing": ("L014", "b1-points.csv", POINT + "\n", "", 572),
    "points of an unknown option": ("L015", "b1-points.csv", POINT, POINT.replace(",1,", ",9,"), 0),
    "points of an unknown area": ("L015", "b1-points.csv", POINT, POINT.replace("NT1", "NT9"), 0),
    "change on no version day": (
        "L017",
        "process.yaml",
        "{from: 2018-11-10, value: 7",
        "{from: 2018-11-11, value: 7",
        0,
    ),
    "scores without class": ("L018", "classes.yaml", NEAR_POOR, NEAR_POOR.replace("120", "121"), None),
    "scores with two classes": (
        "L019",
        "classes.yaml",
        NEAR_POOR,
        NEAR_POOR.replace("b2_below: 30", "b2_below: 31"),
        0,
    ),
    "form names no item": ("L020", "forms.yaml", "- item: hifi", "- item: gramophone", 0),
    "form names no list": ("L020", "forms.yaml", "list: sexes", "list: genders", 0),
    "indicator names no option": ("L020", "b2-indicators.yaml", "options: [other]", "options: [none]", 0),
    "no value": ("L021", "process.yaml", "{value: 3,", "{value: null,", 0),
    "value although not found": ("L022", "process.yaml", "value: null,", "value: 5,", 0),
    "verified by nobody": (
        "L023",
        "classes.yaml",
        "amount: 700000,",
        "amount: 700000, verified_on: 2018-12-01,",
        0,
    ),
    "points verified on no day": (
        "L023",
        "b1-points.csv",
        POINT,
        POINT.replace("form,,", "form,An;Bình,"),
        0,
    ),
    "wrong name": ("L024", "pack.yaml", "id: vn-2016", "id: vn-2017", 0),
    "wrong heading": ("L025", "b1-points.csv", "item,option", "item,choice", 0),
    "row too short": ("L025", "b1-points.csv", POINT, "household_size,1,NT1", 0),
}


@pytest.mark.parametrize(("code", "name", "old", "new", "shift"), BROKEN.values(), ids=BROKEN)
def test_broken_pack_is_refused_with_file_and_line(
    root: Path, code: str, name: str, old: str, new: str, shift: int | None
) -> None:
    """Each fault has its code, and points at the line to mend."""
    line = edit(root, name, old, new)
    with pytest.raises(LawError) as caught:
        law.load(PACK, root)
    error = caught.value
    assert (error.code, error.where["file"]) == (code, f"{PACK}/{name}")
    if shift is not None:
        assert error.where["line"] == line + shift


def test_every_law_code_has_a_broken_pack() -> None:
    """No code of the loader goes untested."""
    elsewhere = {"L001", "L016"}
    assert {broken[0] for broken in BROKEN.values()} | elsewhere == {
        c for c in CATALOGUE if c.startswith("L")
    }


def test_unknown_pack_is_refused() -> None:
    """A pack nobody shipped is no pack."""
    with pytest.raises(LawError) as caught:
        law.load("vn-1945")
    assert caught.value.code == "L001"


def test_missing_file_is_refused(root: Path) -> None:
    """A pack without its class rules cannot be loaded."""
    (root / PACK / "classes.yaml").unlink()
    with pytest.raises(LawError) as caught:
        law.load(PACK, root)
    assert (caught.value.code, caught.value.where["file"]) == ("L002", "vn-2016/classes.yaml")


def test_hash_does_not_depend_on_formatting(root: Path) -> None:
    """Comments, order of rows, byte order mark and line ends do not change the hash; a value does."""
    before = law.load(PACK, root).hash
    assert before == law.load(PACK).hash
    table = root / PACK / "b1-points.csv"
    heading, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text(
        "\ufeff" + "\r\n".join([heading, *reversed(rows)]) + "\r\n", encoding="utf-8", newline=""
    )
    edit(root, "classes.yaml", "income_lines:", "# lời bình\n\nincome_lines:")
    assert law.load(PACK, root).hash == before
    edit(root, "classes.yaml", "b1_to: 120", "b1_to: 120, note: x")
    assert law.load(PACK, root).hash != before


def test_verification_counts_two_people_and_leaves_the_hash(root: Path) -> None:
    """One person, even twice, verifies nothing; two do, and results stay pinned to the same hash."""
    before = law.load(PACK, root)
    edit(root, "b1-points.csv", POINT, POINT.replace("form,,,", "form,An;an,2018-12-01,"))
    assert len(law.load(PACK, root).on(DAY).unverified()) == len(before.on(DAY).unverified())
    edit(root, "b1-points.csv", "form,An;an,", "form,An;Bình,")
    after = law.load(PACK, root)
    assert len(after.on(DAY).unverified()) == len(before.on(DAY).unverified()) - 1
    assert after.hash == before.hash


DAY = law.load(PACK).versions[-1].since

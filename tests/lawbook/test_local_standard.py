"""A province's own standard: founded, proposed, verified, and then carried by a round; in the web and by command."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from rasoat import law
from rasoat.errors import LawError, NotAllowed, Refused
from rasoat.lawbook import editions
from rasoat.lawbook.local import FoundStandard, renamed
from rasoat.lawbook.models import Edition, LocalStandard, Proposal
from rasoat.rounds.models import Round
from tests.lawbook.conftest import PDF, adopted
from tests.lawbook.test_commands import run
from tests.lawbook.test_pages import Reader, basis, text
from tests.world import ELSEWHERE, World, make_world

LOCAL = "chuan-tinh-thu"
LINES = {"income.poor.rural": "1000000", "income.near_poor.rural": "1300000"}
BOUNDS = {
    "class.poor_income.rural": "b1_to=140",
    "class.poor_deprivation.rural": "b1_above=140;b1_to=170;b2_from=20",
    "class.near_poor.rural": "140 < B1 ≤ 170 và B2 < 20",
    "class.average.rural": "b1_above=170;b1_to=200",
}


@pytest.fixture
def reader(world: World) -> Reader:
    """Somebody at the pages."""
    return Reader(world)


@pytest.fixture(autouse=True)
def _environment(settings: Any) -> Iterator[None]:
    """Static files lie where they are; a command chooses the data folder for its whole process: take that back."""
    settings.WHITENOISE_AUTOREFRESH = True
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def founding(world: World, **changes: Any) -> FoundStandard:
    """Return the action that founds the standard, not yet run."""
    given = {
        "actor": world.people["province_officer"], "province": world.province, "base": "vn-2016", "pack": LOCAL,
        "title_vi": "Chuẩn của tỉnh", "title_en": "The province's standard",
    }  # fmt: skip
    return FoundStandard(**{**given, **changes})


def found_form(**changes: str) -> dict[str, str]:
    """The page's form, filled."""
    return {"base": "vn-2016", "title_vi": "Chuẩn của tỉnh", "title_en": "", "pack": LOCAL, **changes}


def test_it_begins_with_what_counts_in_the_province(world: World) -> None:
    """The values and verifications of the edition in force that day, under the new name and title."""
    adopted(world, {"b1.points.motorbike.yes.NT2": "33"})
    made = founding(world).run()
    pack, base = editions.current(LOCAL, world.province), editions.current("vn-2016", world.province)
    assert (made.base_hash, pack.id, pack.title("en")) == (base.hash, LOCAL, "The province's standard")
    assert [(cell.key, cell.value, cell.verified_by) for cell in pack.cells() if not cell.key.startswith("form")] == [
        (cell.key, cell.value, cell.verified_by) for cell in base.cells() if not cell.key.startswith("form")
    ]  # fmt: skip
    adopted(world, {"b1.points.motorbike.yes.NT2": "34"})
    assert editions.current(LOCAL, world.province).hash == pack.hash


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pack": "Chuẩn"}, "P144"),
        ({"pack": "ab"}, "P144"),
        ({"pack": "../vn-2016"}, "P144"),
        ({"pack": "vn-2016"}, "P145"),
        ({"base": "vn-1945"}, "L001"),
    ],
)
def test_a_bad_name_or_base_is_refused(world: World, changes: dict[str, str], code: str) -> None:
    """Each mistake has its code, and nothing is kept."""
    with pytest.raises((Refused, LawError)) as caught:
        founding(world, **changes).run()
    assert (caught.value.code, LocalStandard.objects.exists()) == (code, False)


def test_a_name_is_given_once(world: World) -> None:
    """Not even another province founds a second standard of one name."""
    founding(world).run()
    other = make_world(ELSEWHERE)
    with pytest.raises(Refused) as caught:
        founding(other).run()
    assert caught.value.code == "P145"


def test_only_the_province_sets_its_standard(world: World) -> None:
    """An officer of a district proposes values, but founds nothing; nor does the verifier who only reads."""
    for who in ("district_officer", "auditor", "commune_officer"):
        with pytest.raises(NotAllowed):
            founding(world, actor=world.people[who]).run()
    with pytest.raises(Refused) as caught:
        founding(world, actor=world.people["district_officer"], province=world.district).run()
    assert caught.value.code == "P139"


def test_what_it_was_founded_on_stays(world: World) -> None:
    """The row can be neither changed nor deleted."""
    founding(world).run()
    for sql in ("UPDATE lawbook_localstandard SET files = '{}'", "DELETE FROM lawbook_localstandard"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_another_province_does_not_see_it(world: World) -> None:
    """There is no such pack for anybody else (404)."""
    founding(world).run()
    other = Reader(make_world(ELSEWHERE))
    assert other.get("province_officer", "law-pack", "08", LOCAL).status_code == 404
    assert other.get("province_officer", "law-found", "06").status_code == 404
    assert LOCAL not in text(other.get("province_officer", "law"))


@pytest.mark.parametrize("title", ['Chuẩn "mới": a # b', "- x", "{y}", "Tên: có dấu hai chấm", "\\n"])
def test_any_title_makes_a_sound_head(title: str) -> None:
    """Whatever stands in a title, the file reads back with it."""
    files = renamed(law.shipped_files("vn-2022"), "x-1", title, "")
    head = yaml.safe_load(files["pack.yaml"])
    assert (head["id"], head["title_vi"], head["title_en"]) == ("x-1", title, title)
    assert law.from_files("x-1", files).title() == title


def test_from_the_page_to_the_round(world: World, reader: Reader) -> None:
    """Found, propose the decision's cells with its scan, verify as another person, and choose it as second standard."""
    link = reverse("law-found", args=["06"])
    assert link in text(reader.get("province_officer", "law"))
    assert link not in text(reader.get("district_officer", "law"))
    sent = reader.post("province_officer", "law-found", "06", **found_form())
    assert sent.url == reverse("law-propose-cells", args=["06", LOCAL]) + "?loai=class"
    page = reader.get("province_officer", "law-pack", "06", LOCAL)
    assert "Chuẩn riêng này chưa dùng được" in text(page)
    assert LOCAL not in text(reader.get("district_officer", "round-open"))
    fields = {
        f"moi-{key}@{version.since}": value
        for key, value in (BOUNDS | LINES).items()
        for version in law.load("vn-2016").versions
        if key.startswith("class") or version.since.year == 2016
    }
    form = basis(since="01/01/2016")
    reader.post("province_officer", "law-propose-cells", "06", LOCAL, **form, fields=fields)
    assert reader.get("province_officer", "law-draft", "06", LOCAL).context["changed"] == 9
    reader.post("province_officer", "law-send", "06", LOCAL)
    proposal = Proposal.objects.get()
    read = {f"doc-{cell.pk}": cell.new for cell in proposal.cells.all() if cell.typed}
    ticked = [str(cell.pk) for cell in proposal.cells.all() if not cell.typed]
    reader.post("province_officer_2", "law-verify", proposal.pk, fields={**read, "dung": ticked})
    assert Edition.objects.get(province=world.province).pack == LOCAL
    assert LOCAL in text(reader.get("district_officer", "round-open"))
    opened = reader.post(
        "district_officer", "round-open", kind="practice", root=world.district.pk, title="Hai chuẩn", code="hai",
        year=2018, pack="vn-2016", second_pack=LOCAL, reference_date="10/10/2018", opening_as_of="01/01/2018",
        opened_on="01/10/2018", practice_day="01/10/2018",
    )  # fmt: skip
    assert opened.status_code == 302
    rules = Round.objects.get(code="hai").second_rules
    assert rules is not None
    assert rules.classify("rural", 135, 0).cls == "poor_income"
    assert str(rules.cell("class.poor_income.rural").ref) == "15/QĐ-BCĐ, Điều 1"
    history = reader.get("auditor", "law-history", "06", LOCAL)
    assert "Khi lập, theo vn-2016" in text(history)


def test_a_refused_name_stays_on_the_page(reader: Reader) -> None:
    """The code stands beside the field, the title typed stays."""
    page = reader.post("province_officer", "law-found", "06", **found_form(pack="vn-2022"))
    assert (page.status_code, "P145" in page.context["form"].errors["pack"][0]) == (422, True)
    assert 'value="Chuẩn của tỉnh"' in text(page)


def test_by_command_from_founding_to_the_edition(world: World, tmp_path: Path) -> None:
    """``found``, ``propose``, ``verify``, then ``list``, ``diff`` and ``export`` know the standard."""
    scan, values, head = tmp_path / "qd.pdf", tmp_path / "values.csv", ("--province", "06")
    scan.write_bytes(PDF)
    made = run(
        "found", LOCAL, "--from", "vn-2016", "--title", "Chuẩn tỉnh", *head, "--as", "province_officer"
    )
    assert (made.exit_code, made.stderr) == (0, "")
    rows = [f"{key},{value},{day}" for key, value in BOUNDS.items() for day in ("2016-01-01", "2018-11-10")]
    values.write_text("\n".join(["key,value,from", *rows]), encoding="utf-8")
    decision = (
        "--document",
        "9/QĐ-UBND",
        "--title",
        "Quyết định thử",
        "--article",
        "Điều 1",
        "--from",
        "2016-01-01",
    )
    given = ("--values", values, *decision, "--source", scan, "--overlay", *head)
    sent = run("propose", LOCAL, *given, "--as", "province_officer", "--json")
    assert (sent.exit_code, json.loads(sent.stdout)["cells"]) == (0, 8)
    number = json.loads(sent.stdout)["proposal"]
    confirm = tmp_path / "read.csv"
    lines = [f"{key},=,{day}" for key in BOUNDS for day in ("2016-01-01", "2018-11-10")]
    confirm.write_text("\n".join(["key,value,from", *lines]), encoding="utf-8")
    assert (
        run("verify", number, "--as", "province_officer_2", "--source", scan, "--values", confirm).exit_code
        == 0
    )
    assert f"{LOCAL}  Chuẩn tỉnh" in run("list", *head).stdout
    assert LOCAL not in run("list").stdout
    assert "→ B1 ≤ 140" in run("diff", f"{LOCAL}#0", f"{LOCAL}#1", *head).stdout
    folder = tmp_path / LOCAL
    assert run("export", LOCAL, *head, "--out", folder).exit_code == 0
    assert law.load(str(folder)).hash == editions.current(LOCAL, world.province).hash


def test_a_command_that_is_refused_says_why(world: World, tmp_path: Path) -> None:
    """One line with the code on standard error, exit code 2."""
    scan, values = tmp_path / "qd.pdf", tmp_path / "values.csv"
    scan.write_bytes(PDF)
    values.write_text("key,value\nclass.poor_income.rural,b1_to=140\n", encoding="utf-8")
    head = ("--province", "06", "--as", "province_officer")
    taken = run("found", "vn-2016", "--from", "vn-2016", "--title", "x", *head)
    assert (taken.exit_code, taken.stderr[:4]) == (2, "P145")
    broken = run(
        "propose", "vn-2016", "--values", values, "--document", "TT17", "--article", "Điều 6", "--from",
        "2016-01-01", "--source", scan, *head,
    )  # fmt: skip
    assert (broken.exit_code, broken.stderr[:4], Proposal.objects.exists()) == (2, "L019", False)

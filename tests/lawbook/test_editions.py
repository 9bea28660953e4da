"""Editions: what counts in a province now, what an earlier round keeps, and what can never change."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from rasoat import law
from rasoat.audit.models import Entry
from rasoat.errors import InputError, LawError, Refused
from rasoat.law import amendments
from rasoat.lawbook import editions
from rasoat.lawbook.drafting import Wanted
from rasoat.lawbook.models import Edition, Proposal, ProposedCell
from rasoat.reports.definitions import of_round
from rasoat.reports.set_actions import FreezeReports
from rasoat.rounds.actions import OpenRound
from rasoat.rounds.models import Round, RoundKind
from rasoat.survey.models import Score
from tests.lawbook.conftest import FIRST, LAW, PACK, adopted, proposing, verifying
from tests.world import DAY, ELSEWHERE, OPENED, START, World, answers, make_world

KEY = "b1.points.motorbike.yes.NT2"


def open_round(world: World, code: str, kind: RoundKind = RoundKind.PRACTICE) -> Round:
    """Open another round on the day of the first one."""
    return OpenRound(
        actor=world.people["district_officer"], root=world.district, code=code, title=code, kind=kind, year=2018,
        pack=PACK, reference_date=date(2018, 10, 10), opening_as_of=START, opened_on=OPENED, practice_day=DAY,
    ).run()  # fmt: skip


def scored(world: World, round_: Round) -> int:
    """Survey one household with a motorbike in a round and return its points."""
    world.round = round_
    code = f"X{round_.pk}"
    world.household(code, "poor_income")
    world.surveyed(**{code: answers(motorbike=1)})
    return Score.objects.get(submission__listing__household__code=code).b1


def test_without_an_edition_the_shipped_pack_counts(world: World) -> None:
    """A province that has adopted nothing works with the pack as shipped."""
    assert editions.current(PACK, world.province) is law.load(PACK)
    assert editions.current(PACK, None) is law.load(PACK)


def test_adoption_changes_hash_points_and_status(world: World) -> None:
    """The new edition has the value, its reference, both names, the day and the scan's hash."""
    outcome = adopted(world, {KEY: "33"})
    pack = editions.current(PACK, world.province)
    cell = pack.cell(KEY, FIRST)
    assert outcome.edition is not None
    assert (outcome.edition.number, outcome.edition.hash) == (1, pack.hash)
    assert pack.hash != law.load(PACK).hash
    assert (cell.value, str(cell.ref), cell.provenance) == (33, "TT17, Phụ lục 3b", law.Provenance.LAW_TEXT)
    assert cell.verified_by == ("Người province_officer", "Người province_officer_2")
    assert (cell.verified, cell.source) == (True, outcome.edition.proposal.source)


def test_the_amendments_name_both_people_and_the_source(world: World) -> None:
    """amendments.csv of the edition holds proposer;verifier, the day and the hash."""
    edition = adopted(world, {KEY: "33"}).edition
    (row,) = amendments.read(edition.files[amendments.FILE])
    cell = ProposedCell.objects.get()
    assert row.cells()[7:10] == (
        "Người province_officer;Người province_officer_2",
        cell.verified_on.isoformat(),
        edition.proposal.source,
    )


def test_another_province_keeps_its_own(world: World) -> None:
    """What one province adopts does not count in another."""
    elsewhere = make_world(ELSEWHERE)
    adopted(world, {KEY: "33"})
    assert editions.current(PACK, elsewhere.province) is law.load(PACK)


def test_an_edition_stands_on_the_one_before(world: World) -> None:
    """The second edition keeps what the first brought in."""
    adopted(world, {KEY: "33"})
    adopted(world, {"b1.points.tv.yes.NT2": "4"})
    pack = editions.current(PACK, world.province)
    assert [pack.cell(key, FIRST).value for key in (KEY, "b1.points.tv.yes.NT2")] == [33, 4]
    assert list(Edition.objects.filter(province=world.province).values_list("number", flat=True)) == [2, 1]


def test_a_round_opened_before_scores_as_before_and_one_after_with_the_new_points(world: World) -> None:
    """Nothing computed earlier changes: the round pins its edition."""
    before = scored(world, world.round)
    stored = list(Score.objects.values())
    log = list(Entry.objects.values())
    old = law.load(PACK).cell(KEY, FIRST).value
    adopted(world, {KEY: str(old + 7)})
    later = open_round(world, "sau")
    assert Round.objects.get(code="thu-2018").pack_hash == law.load(PACK).hash
    assert later.pack_hash == editions.current(PACK, world.province).hash
    assert list(Score.objects.values()) == stored
    assert list(Entry.objects.filter(number__lte=len(log)).values()) == log
    assert scored(world, later) == before + 7


def test_the_earlier_round_still_scores_with_its_points_after_the_adoption(world: World) -> None:
    """A form handed in after the adoption, in a round opened before it, gets the old points."""
    old = law.load(PACK).cell(KEY, FIRST).value
    adopted(world, {KEY: str(old + 7)})
    early = Round.objects.get(code="thu-2018")
    assert early.rules.points("motorbike", "yes", "NT2").value == old
    late = open_round(world, "sau")
    assert scored(world, late) - scored(world, early) == 7


def test_an_official_round_opens_on_an_edition_that_is_verified_through(world: World) -> None:
    """P005 while cells are open; once two people have read them all, the round opens on that edition."""
    with pytest.raises(Refused, match=r"^P005 "):
        open_round(world, "som", RoundKind.OFFICIAL)
    cells = editions.current(PACK, world.province).on(FIRST).cells()
    changes = {cell.key: "=" if cell.known else "none" for cell in cells}
    adopted(world, changes, LAW._replace(kind="value"))
    opened = open_round(world, "chinh-thuc", RoundKind.OFFICIAL)
    assert opened.pack_hash == editions.current(PACK, world.province).hash


def test_the_shipped_text_a_round_was_opened_on_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version of the software that ships other values still computes the round with its own."""
    kept = Edition.objects.get(province=None)
    assert (kept.number, kept.hash) == (0, world.round.pack_hash)
    newer = editions.current(PACK, None)
    changed = {**law.shipped_files(PACK), amendments.FILE: amendments.write([])}
    changed["pack.yaml"] = changed["pack.yaml"].replace("title_en: Review", "title_en: Revised review")
    shipped = law.from_files(PACK, changed)
    monkeypatch.setattr(law, "load", lambda _pack: shipped)
    assert shipped.hash != newer.hash
    assert editions.by_hash(PACK, world.round.pack_hash).hash == world.round.pack_hash


def test_a_pack_that_is_not_kept_here_is_named(world: World) -> None:
    """An unknown hash, or an unknown pack, is L030."""
    for pack in (PACK, "vn-1999"):
        with pytest.raises(LawError, match=r"^L030 "):
            editions.by_hash(pack, "0" * 64)


def test_a_pack_is_built_once_in_a_process(world: World) -> None:
    """Asking again for an edition gives the same object."""
    adopted(world, {KEY: "33"})
    pack = editions.current(PACK, world.province)
    assert editions.by_hash(PACK, pack.hash) is pack


def test_verification_alone_leaves_the_hash(world: World) -> None:
    """Confirming a value as it stands makes an edition of the same content with two names on the cell."""
    adopted(world, {"class.poor_income.rural": "="}, LAW._replace(kind="value"))
    pack = editions.current(PACK, world.province)
    assert (pack.hash, pack.cell("class.poor_income.rural", FIRST).verified) == (law.load(PACK).hash, True)


def run(sql: str) -> None:
    """Run raw SQL in a savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE lawbook_edition SET number = number",
        "DELETE FROM lawbook_edition",
        "UPDATE lawbook_proposal SET source = ''",
        "DELETE FROM lawbook_proposal",
        "UPDATE lawbook_proposedcell SET old = 'x'",
        "DELETE FROM lawbook_proposedcell",
    ],
)
def test_the_database_keeps_what_was_proposed_and_adopted(world: World, sql: str) -> None:
    """Editions never change; of a proposal only its state, of a cell only value, dispute and verification."""
    adopted(world, {KEY: "33"})
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)


def test_the_database_refuses_a_second_shipped_text_or_number(world: World) -> None:
    """A number of a province, and a shipped text, stand once."""
    adopted(world, {KEY: "33"})
    for edition in Edition.objects.all():
        edition.pk, edition.proposal = None, None
        with pytest.raises(IntegrityError), transaction.atomic():
            edition.save(force_insert=True)


def test_the_database_refuses_a_proposal_closed_without_its_day(world: World) -> None:
    """State and day of closing go together."""
    proposal = proposing(world, {KEY: "33"}).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="adopted")


def test_a_pack_without_points_is_filled_region_by_region(world: World) -> None:
    """The table of one region makes that region complete and leaves the others as they were."""
    pack = law.load("vn-2022")
    first = pack.versions[0].since
    gaps = [cell for cell in pack.on(first).gaps(["NT2"]) if cell.key.startswith("b1.points.")]
    table = [Wanted(cell.key, first, "5") for cell in gaps]
    basis = LAW._replace(since=first, document="TT07/2021", document_title="Thông tư thử", article="Phụ lục")
    action = proposing(world, {}, basis, pack="vn-2022", base=pack.hash, wanted=table)
    verifying(world, action.run(), dict.fromkeys((cell.key for cell in gaps), "5")).run()
    rules = editions.current("vn-2022", world.province).on(first)
    left = {
        area: sum(cell.key.startswith("b1.points.") for cell in rules.gaps([area])) for area in ("NT1", "NT2")
    }
    assert (len(gaps) > 0, left) == (True, {"NT1": len(gaps), "NT2": 0})


def test_an_edition_from_before_packs_held_reports_is_read_without_them(world: World) -> None:
    """Its round scores and keeps its hash; it has no report, no set (T006), no charts (404), and nothing is guessed."""
    files = {name: text for name, text in law.shipped_files(PACK).items() if name != "reports.yaml"}
    pack = law.from_files(PACK, files)
    assert pack.reporting.forms == ()
    assert pack.hash != law.load(PACK).hash
    Edition.objects.create(
        pack=PACK, number=0, hash=pack.hash, mark=editions.mark_of(files), files=files, province=None
    )
    Round.objects.filter(pk=world.round.pk).update(pack_hash=pack.hash)
    world.round.refresh_from_db()
    assert scored(world, world.round) > 0
    assert of_round(world.round) == {}
    officer = world.people["district_officer"]
    with pytest.raises(InputError) as nothing:
        FreezeReports(actor=officer, round=world.round, at=world.district, official=False).run()
    assert nothing.value.code == "T006"
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/bao-cao/{world.round.pk}/061/").status_code == 200
    assert client.get(f"/bieu-do/{world.round.pk}/061/").status_code == 404
    del files["classes.yaml"]
    with pytest.raises(LawError) as refused:
        law.from_files(PACK, files)
    assert refused.value.code == "L002"

"""Opening a round, and bringing a roster in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.roster.models import Household, Member, RosterImport
from rasoat.rounds.models import Round
from tests.process_pages.conftest import Visitor, codes
from tests.world import World

HEADING = "Thôn,Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,Dân tộc,Phân loại hộ\n"
ROWS = "Nà Thử,H1,Triệu Văn Một,Chủ hộ,01/02/1980,Nam,Tày,Hộ nghèo thu nhập\nNà Thử,H1,Lý Thị Hai,Vợ,1982,Nữ,Tày,\n"
BAD = "Nà Thử,H2,Bàn Văn Ba,Chủ hộ,31/02/1990,Nam,Dao,\n"


def _round(world: World, **changes: Any) -> dict[str, Any]:
    given = {
        "kind": "practice", "root": world.district.pk, "title": "Rà soát 2019", "code": "061-2019", "year": 2019,
        "pack": "vn-2016", "reference_date": "01/10/2019", "opening_as_of": "01/01/2019", "opened_on": "01/10/2019",
        "practice_day": "01/10/2019", "survey_from": "05/10/2019", "survey_to": "25/10/2019",
    }  # fmt: skip
    return {**given, **changes}


def test_round_is_opened_with_its_calendar(visitor: Visitor, world: World) -> None:
    """The form opens a practice round with the units of the district and the days typed."""
    response = visitor.post("district_officer", "round-open", **_round(world))
    opened = Round.objects.get(code="061-2019")
    assert (response.status_code, response.url) == (302, f"/tien-do/{opened.pk}/")
    assert (opened.communes.count(), opened.villages.count(), opened.practice) == (2, 3, True)
    assert [(each.step, f"{each.due_on:%d/%m/%Y}") for each in opened.deadlines.all()] == [
        ("survey", "25/10/2019")
    ]


def test_official_round_on_an_unverified_pack_is_refused(visitor: Visitor, world: World) -> None:
    """An official round waits for a verified pack (P005); the title typed stays."""
    response = visitor.post("district_officer", "round-open", **_round(world, kind="official"))
    assert (response.status_code, codes(response)) == (422, ["P005"])
    assert "Rà soát 2019" in response.content.decode()


def test_day_without_rules_is_refused(visitor: Visitor, world: World) -> None:
    """A reference date for which the pack has no rules is refused with its code."""
    response = visitor.post("district_officer", "round-open", **_round(world, reference_date="01/10/2014"))
    assert response.status_code == 422
    assert [code[0] for code in codes(response)] == ["L"]


def test_half_a_step_is_asked_about(visitor: Visitor, world: World) -> None:
    """A step with one day only is refused beside the field."""
    response = visitor.post("district_officer", "round-open", **_round(world, meeting_from="26/10/2019"))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["meeting_to"])


def test_round_of_another_unit_cannot_be_chosen(visitor: Visitor, world: World) -> None:
    """The district officer opens rounds of his district only."""
    response = visitor.post("district_officer", "round-open", **_round(world, root=world.province.pk))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["root"])


def test_rounds_are_listed(visitor: Visitor, world: World) -> None:
    """The rounds of the area stand on one page."""
    assert list(visitor.get("district_officer", "rounds-manage").context["rounds"]) == [world.round]


def _upload(visitor: Visitor, who: str, world: World, text: str) -> Any:
    file = SimpleUploadedFile("danh sách.csv", text.encode(), content_type="text/csv")
    return visitor.post(who, "roster-import", world.round.pk, file=file)


def _counts(response: Any) -> Mapping[str, int]:
    counts: Mapping[str, int] = response.context["counts"]
    return counts


def test_trial_changes_nothing_and_tells_everything(visitor: Visitor, world: World) -> None:
    """The trial counts what would come in, names the refused row, and stores no household."""
    response = _upload(visitor, "commune_officer", world, HEADING + ROWS + BAD)
    assert (response.status_code, response.url) == (302, f"/nhap-danh-sach/{world.round.pk}/chay-thu/")
    page = visitor.get("commune_officer", "roster-import-trial", world.round.pk)
    counts = _counts(page)
    assert (counts["rows"], counts["households"], counts["members"], counts["refused_rows"]) == (3, 1, 2, 1)
    assert "31/02/1990" in page.content.decode()
    assert (Household.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_real_run_does_what_the_trial_said(visitor: Visitor, world: World) -> None:
    """The same file goes in, and the page then shows the report of the real run."""
    _upload(visitor, "commune_officer", world, HEADING + ROWS + BAD)
    trial = dict(_counts(visitor.get("commune_officer", "roster-import-trial", world.round.pk)))
    visitor.post("commune_officer", "roster-import-run", world.round.pk)
    page = visitor.get("commune_officer", "roster-import-trial", world.round.pk)
    assert (dict(_counts(page)), page.context["shown"].dry_run) == (trial, False)
    assert (Household.objects.count(), Member.objects.count()) == (1, 2)
    assert not page.context["may_bring_in"]


def test_report_is_downloaded_as_csv(visitor: Visitor, world: World) -> None:
    """The report has its fixed columns and one line for the refused row."""
    _upload(visitor, "commune_officer", world, HEADING + ROWS + BAD)
    text = visitor.get("commune_officer", "roster-import-report", world.round.pk).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "row,level,code,column,message,household"
    assert any(line.startswith("4,error,") for line in text.splitlines())


def test_unreadable_file_is_refused_beside_the_file(visitor: Visitor, world: World) -> None:
    """A file without the needed columns is refused with its code; nothing is kept."""
    response = _upload(visitor, "commune_officer", world, "một,hai\n1,2\n")
    assert response.status_code == 422
    assert [code[0] for code in codes(response)] == ["R"]


def test_same_file_twice_is_refused(visitor: Visitor, world: World) -> None:
    """A file that went in is not taken again (R010)."""
    _upload(visitor, "commune_officer", world, HEADING + ROWS)
    visitor.post("commune_officer", "roster-import-run", world.round.pk)
    again = _upload(visitor, "commune_officer", world, HEADING + ROWS)
    assert (again.status_code, codes(again)) == (422, ["R010"])


def test_uploaded_file_is_sealed_on_disk(visitor: Visitor, world: World, settings: Any) -> None:
    """Between trial and run the file lies sealed: no name can be read from the disk."""
    _upload(visitor, "commune_officer", world, HEADING + ROWS + BAD)
    kept = [path.read_bytes() for path in (settings.MEDIA_ROOT.parent / "uploads").iterdir()]
    assert len(kept) == 2
    assert not any("Triệu".encode() in content for content in kept)


def test_report_of_another_visitor_is_not_there(visitor: Visitor, world: World) -> None:
    """A trial belongs to the session that made it."""
    _upload(visitor, "commune_officer", world, HEADING + ROWS)
    visitor.client.logout()
    assert visitor.get("other_officer", "roster-import-trial", world.round.pk).status_code == 404


def test_commune_officer_cannot_bring_in_another_commune(visitor: Visitor, world: World) -> None:
    """Rows of a village outside the area are refused, whatever the file says."""
    _upload(visitor, "other_officer", world, HEADING + ROWS)
    page = visitor.get("other_officer", "roster-import-trial", world.round.pk)
    assert (_counts(page)["households"], page.context["may_bring_in"]) == (0, False)

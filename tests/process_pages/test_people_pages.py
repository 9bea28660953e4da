"""The log and the people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from rasoat.accounts.models import Assignment, User
from rasoat.audit.models import Entry
from tests.process_pages.conftest import Season, Visitor, codes
from tests.world import World, person

TODAY = timezone.localdate


def _role(**changes: Any) -> dict[str, Any]:
    return {"role": "reviewer", "starts_on": TODAY(), "ends_on": "", **changes}


def test_log_shows_the_entries_of_the_area(season: Season, visitor: Visitor, world: World) -> None:
    """The district sees what was done in it, newest first, with action and person in words."""
    season.surveyed()
    lines = visitor.get("district_officer", "audit-log").context["lines"]
    assert (lines[0].action, lines[0].entry.actor.username, lines[0].unit) == (
        "Ghi Phiếu B",
        "reviewer",
        "Thôn Nà Thử",
    )
    assert [line.entry.number for line in lines] == sorted(
        (line.entry.number for line in lines), reverse=True
    )


def test_log_holds_no_personal_data_of_households(season: Season, visitor: Visitor) -> None:
    """No name of a household's member and no complaint text stands in the log."""
    season.posted_open()
    season.complaint()
    page = visitor.get("auditor", "audit-log").content.decode()
    assert not any(text in page for text in ("Triệu Văn", "Lý Thị Hỏi", "bán xe"))


def test_log_filters(season: Season, visitor: Visitor, world: World) -> None:
    """By action, person, unit and day; what fits nothing is no filter."""
    season.met()
    counts = [
        visitor.get("auditor", "audit-log", **query).context["page"].paginator.count
        for query in (
            {"viec": "survey.answer"},
            {"nguoi": world.people["village_head"].pk},
            {"don-vi": world.communes[1].pk},
            {"tu": f"{TODAY() + timedelta(days=1):%d/%m/%Y}"},
            {"den": f"{TODAY():%d/%m/%Y}"},
            {"tu": "31/02/2018"},
        )
    ]
    everything = Entry.objects.count()
    assert counts == [4, 4, 0, 0, everything, everything]


def test_whole_log_is_said_to_be_whole(season: Season, visitor: Visitor) -> None:
    """The check of the chain is done when asked."""
    season.surveyed()
    assert [
        visitor.get("auditor", "audit-log", **query).context["checked"] for query in ({}, {"kiem": "1"})
    ] == [False, True]
    assert visitor.get("auditor", "audit-log", kiem="1").context["broken"] == []


def test_broken_log_is_said_aloud(season: Season, visitor: Visitor) -> None:
    """When the head does not fit the last entry, the page says so with the number."""
    from rasoat.audit.models import Head

    season.surveyed()
    Head.objects.update(hash="f" * 64)
    response = visitor.get("auditor", "audit-log", kiem="1")
    assert response.context["broken"] == [Entry.objects.count()]
    assert "đã bị sửa hoặc mất" in response.content.decode()


def test_people_are_found_without_marks(visitor: Visitor, world: World) -> None:
    """A search without diacritics finds the person."""
    User.objects.filter(username="reviewer").update(full_name="Nông Thị Ước")
    people = visitor.get("administrator", "people", tim="nong thi uoc").context["people"]
    assert [each.username for each in people] == ["reviewer"]


def test_account_then_role(visitor: Visitor, world: World) -> None:
    """An account is created by the form, found although it has no role yet, and given a role."""
    created = visitor.post(
        "administrator", "person-new", full_name="Bàn Thị Mới", username="ban.moi", password="Rừng xanh 2018",
        at=world.district.pk,
    )  # fmt: skip
    user = User.objects.get(username="ban.moi")
    assert (created.status_code, created.url) == (302, f"/nguoi-dung/{user.pk}/")
    assert user.check_password("Rừng xanh 2018")
    visitor.post("administrator", "role-grant", user.pk, **_role(at=world.villages[0].pk))
    assignment = user.assignments.get()
    assert (assignment.role, assignment.unit, assignment.granted_by) == (
        "reviewer", world.villages[0], world.people["administrator"],
    )  # fmt: skip


def test_weak_password_and_taken_name(visitor: Visitor, world: World) -> None:
    """Both are refused beside their fields, and the name typed stays."""
    typed = {
        "full_name": "Bàn Thị Mới",
        "username": "ban.moi",
        "password": "1234567890",
        "at": world.district.pk,
    }
    weak = visitor.post("administrator", "person-new", **typed)
    assert (weak.status_code, list(weak.context["form"].errors)) == (422, ["password"])
    taken = visitor.post(
        "administrator", "person-new", **{**typed, "username": "reviewer", "password": "Rừng xanh 2018"}
    )
    assert (taken.status_code, codes(taken)) == (422, ["P063"])
    assert "Bàn Thị Mới" in taken.content.decode()


def test_excluded_role_is_refused(visitor: Visitor, world: World) -> None:
    """Who surveys may not inspect (P060); the choice stays."""
    reviewer = world.people["reviewer"]
    response = visitor.post(
        "administrator", "role-grant", reviewer.pk, **_role(role="district_inspector", at=world.district.pk)
    )
    assert (response.status_code, codes(response)) == (422, ["P060"])
    assert response.context["role_form"]["role"].value() == "district_inspector"


def test_role_at_the_wrong_level_is_refused(visitor: Visitor, world: World) -> None:
    """A village head is not a head of a province (P062)."""
    response = visitor.post(
        "administrator",
        "role-grant",
        world.people["reviewer_2"].pk,
        **_role(role="village_head", at=world.province.pk),
    )
    assert (response.status_code, codes(response)) == (422, ["P062"])


def test_nobody_edits_his_own_roles(visitor: Visitor, world: World) -> None:
    """The page of oneself has no form, and a crafted one is refused (P061)."""
    me = world.people["administrator"]
    page = visitor.get("administrator", "person", me.pk)
    assert b'id="role-form"' not in page.content
    granted = visitor.post("administrator", "role-grant", me.pk, **_role(at=world.villages[0].pk))
    ended = visitor.post("administrator", "role-end", me.assignments.get().pk, ends_on=TODAY())
    assert [codes(granted), codes(ended)] == [["P061"], ["P061"]]
    assert me.assignments.get().ends_on is None


def test_role_ends(visitor: Visitor, world: World) -> None:
    """A role ends on the day typed."""
    assignment = world.people["reviewer"].assignments.get()
    visitor.post("administrator", "role-end", assignment.pk, ends_on="31/12/2026")
    assignment.refresh_from_db()
    assert assignment.ends_on == date(2026, 12, 31)


def test_impossible_last_day_stays_on_the_page(visitor: Visitor, world: World) -> None:
    """A day that is none is refused and kept."""
    assignment = world.people["reviewer"].assignments.get()
    response = visitor.post("administrator", "role-end", assignment.pk, ends_on="31/02/2026")
    assert response.status_code == 422
    assert 'value="31/02/2026"' in response.content.decode()


def test_administrator_of_one_district_does_not_see_people_of_another(visitor: Visitor, world: World) -> None:
    """People, roles and units outside the area do not exist for him."""
    world.people["commune_admin"] = person("commune_admin", "administrator", world.communes[1])
    reviewer = world.people["reviewer"]
    shown = [each.username for each in visitor.get("commune_admin", "people").context["people"]]
    assert sorted(shown) == [
        "commune_admin",
        "other_chairman",
        "other_officer",
        "other_reviewer",
        "village_head_2",
    ]
    assert visitor.get("commune_admin", "person", reviewer.pk).status_code == 404
    assert (
        visitor.post("commune_admin", "role-end", reviewer.assignments.get().pk, ends_on=TODAY()).status_code
        == 404
    )
    crafted = visitor.post(
        "commune_admin", "role-grant", world.people["village_head_2"].pk, **_role(at=world.villages[0].pk)
    )
    assert (crafted.status_code, list(crafted.context["role_form"].errors)) == (422, ["at"])
    assert Assignment.objects.filter(granted_by__username="commune_admin").count() == 0

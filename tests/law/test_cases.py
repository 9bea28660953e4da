"""Every case in tests/law/cases: the household gets the result that the file says, under the article it names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from rasoat import law
from rasoat.law import Class, Rules
from rasoat.scoring import Refused, Scored, score, score_with_members
from tests.law.casebook import Case, answers, begins, cases, groups, members, refusals
from tests.scoring.oracle import oracle

HOUSEHOLDS = cases()
SCORES = cases("điểm cho sẵn")
LINES = cases("mức thu nhập")
AREA_TYPES = {"nông thôn": "rural", "thành thị": "urban"}


def named(found: list[Case]) -> Any:
    """Parametrise over cases by their names."""
    return pytest.mark.parametrize("case", found, ids=[f"{c.group['nhóm']}: {c.name}" for c in found])


def outcome(case: Case) -> Scored | Refused:
    """Score the household of a case."""
    given: dict[str, Any] = dict(answers(case))
    if "thành viên" in case.content:
        return score_with_members(case.rules, given, members(case), case.day)
    return score(case.rules, given)


@named([case for case in HOUSEHOLDS if refusals(case) is None])
def test_household_gets_its_class(case: Case) -> None:
    """B1, B2, class, deprivations and the deciding article are those written in the case."""
    found, expected = outcome(case), case.content["kết quả"]
    assert isinstance(found, Scored), found
    actual = (found.b1, found.b2, found.cls.label_vi, list(found.deprivations), str(found.rule.cell.ref))
    assert actual == (
        expected["B1"],
        expected["B2"],
        expected["loại hộ"],
        expected.get("thiếu hụt", []),
        case.content["căn cứ"],
    )


@named([case for case in HOUSEHOLDS if refusals(case) is None])
def test_points_are_added_up_as_written(case: Case) -> None:
    """The items that give points are those the case adds up, and their sum is B1."""
    found, written = outcome(case), case.content["cách tính"]
    assert isinstance(found, Scored), found
    giving = [each for each in found.points if each.points]
    assert sum(written.values()) == case.content["kết quả"]["B1"]
    assert len(giving) == len(written)
    for words, points in written.items():
        assert [each.points for each in giving if begins(each.item, words)] == [points]


@named([case for case in HOUSEHOLDS if refusals(case) is not None])
def test_household_is_refused(case: Case) -> None:
    """The household has no score, and the reasons are those of the case, in their order."""
    found = outcome(case)
    assert isinstance(found, Refused)
    assert [str(reason) for reason in found.reasons] == refusals(case)


@named([case for case in HOUSEHOLDS if case.pack_id == "vn-2016" and "thành viên" not in case.content])
def test_oracle_agrees_with_the_case(case: Case) -> None:
    """The oracle, which knows only the law and the printed table, finds what the case says."""
    expected = case.content.get("kết quả")
    found = oracle(answers(case))
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found[0], found[1], Class(found[2]).label_vi, list(found[3])) == (
            expected["B1"],
            expected["B2"],
            expected["loại hộ"],
            expected.get("thiếu hụt", []),
        )


@named(HOUSEHOLDS)
def test_case_names_articles_of_the_law(case: Case) -> None:
    """What a case shows is an article that the rules of its day rest on."""
    articles = {str(cell.ref) for cell in case.rules.cells()}
    assert {case.content["căn cứ"], case.content.get("cho thấy", case.content["căn cứ"])} <= articles


@named(SCORES)
def test_given_scores_have_their_class(case: Case) -> None:
    """B1 and B2 → class → article."""
    content = case.content
    rule = case.rules.classify(AREA_TYPES[content["khu vực"]], content["B1"], content["B2"])
    assert (rule.cls.label_vi, str(rule.cell.ref)) == (content["loại hộ"], content["căn cứ"])


@named(LINES)
def test_income_lines(case: Case) -> None:
    """The income lines of each regime, with their article; empty where no source gives one."""
    content = case.content
    (found,) = [
        line
        for line in case.rules.income_lines
        if (line.line, line.area_type) == (content["mức"], AREA_TYPES[content["khu vực"]])
    ]
    assert (found.cell.value, str(found.cell.ref)) == (content["đồng"], content["căn cứ"])


def test_cases_cover_the_law() -> None:
    """At least 120 households; every class, every area, every version of a text, every indicator, and refusals."""
    assert len(HOUSEHOLDS) >= 120
    seen = Counter(c.content["kết quả"]["loại hộ"] for c in HOUSEHOLDS if "kết quả" in c.content)
    assert set(seen) == {cls.label_vi for cls in Class}
    assert {case.place for case in HOUSEHOLDS} == set(rules("vn-2016").area_columns)
    for pack_id, shown in (("vn-2016", 10), ("vn-2022", 12)):
        of_pack = [case for case in HOUSEHOLDS if case.pack_id == pack_id]
        versions = {version.since for version in law.load(pack_id).versions}
        assert {case.rules.version for case in of_pack} == versions
        lacking = {n for c in of_pack for n in c.content.get("kết quả", {}).get("thiếu hụt", [])}
        assert lacking == set(range(1, shown + 1))
    assert {case.pack_id for case in HOUSEHOLDS} == set(law.packs())


def rules(pack_id: str) -> Rules:
    """The rules of a pack on its first day."""
    pack = law.load(pack_id)
    return pack.on(pack.versions[0].since)


def test_case_names_are_unique() -> None:
    """Each name stands once in its group, so that a failure is found at once."""
    for kind in ("trường hợp", "điểm cho sẵn", "mức thu nhập"):
        for group in groups(kind):
            names = Counter(content["tên"] for content in group[kind])
            assert [name for name, count in names.items() if count > 1] == []


def test_dates_are_days() -> None:
    """Every case has a day on which its pack is in force."""
    for case in (*HOUSEHOLDS, *SCORES, *LINES):
        assert isinstance(case.rules.on, dt.date)

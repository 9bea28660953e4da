"""The course says what the pack says."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from rasoat import law
from rasoat.law.cells import Provenance
from rasoat.training.course import TOPICS, topic_of
from rasoat.training.lesson import Lesson
from tests.training.conftest import PLACE


def text_of(rules: law.Rules, key: str, language: str = "vi") -> str:
    """All words of a page."""
    topic = topic_of(key)
    assert topic is not None
    words = []
    for section in topic.sections(Lesson(rules, language, PLACE)):
        words.append(section.title)
        for block in section.blocks:
            words += [block.text, *block.items, *(cell for row in block.rows for cell in row), block.source]
    return "\n".join(words)


def changed(rules: law.Rules, name: str, value: object, **cell: object) -> law.Rules:
    """The rules with another number of the process."""
    new = dataclasses.replace(rules.parameters[name], value=value, **cell)  # type: ignore[arg-type]
    return dataclasses.replace(rules, parameters={**rules.parameters, name: new})


@pytest.mark.parametrize(
    ("key", "name", "value", "shown"),
    [
        ("hop-thon", "posting_days", 41, "trong 41 ngày"),
        ("hop-thon", "minutes_copies", 37, "thành 37 bản"),
        ("hop-thon", "meeting_vote_percent", 53, "từ 53 %"),
        ("danh-sach", "quick_screen_excludes_from", 29, "từ 29 dấu hiệu"),
        ("danh-sach", "temporary_residence_months", 43, "đủ 43 tháng"),
    ],
)
def test_a_number_edited_in_the_pack_changes_the_page(
    rules: law.Rules, key: str, name: str, value: int, shown: str
) -> None:
    """The page follows the pack."""
    edited = changed(rules, name, value, provenance=Provenance.SECONDARY)
    assert (shown in text_of(rules, key), shown in text_of(edited, key)) == (False, True)


def test_what_no_text_gives_is_said_so(rules: law.Rules) -> None:
    """The vote of the meeting was not found: the page names no percentage."""
    page = text_of(rules, "hop-thon")
    assert ("cũng không nói tỷ lệ tán thành" in page, "%" in page) == (True, False)


def test_the_points_of_the_reader_s_area_stand_on_the_page(rules: law.Rules) -> None:
    """An edited point of his area shows; that of another area does not."""
    topic = topic_of("phieu-b")
    assert topic is not None
    for area, seen in (("NT2", True), ("NT1", False)):
        key = ("car", "yes", area)
        points = {**rules._points, key: dataclasses.replace(rules._points[key], value=987)}
        assert ("987" in text_of(dataclasses.replace(rules, _points=points), "phieu-b")) is seen


def test_the_thresholds_stand_on_the_page(rules: law.Rules) -> None:
    """An edited class rule shows."""

    def moved(each: law.ClassRule) -> law.ClassRule:
        ends = {end: 113 for end in ("b1_above", "b1_to") if getattr(each.bounds, end) == 120}
        return dataclasses.replace(
            each, cell=dataclasses.replace(each.cell, value=each.bounds._replace(**ends))
        )

    edited = dataclasses.replace(rules, class_rules=tuple(map(moved, rules.class_rules)))
    assert ("B1 ≤ 113" in text_of(rules, "phieu-b"), "B1 ≤ 113" in text_of(edited, "phieu-b")) == (
        False,
        True,
    )


@pytest.mark.parametrize("pack", [("vn-2016", 2018), ("vn-2016", 2019), ("vn-2022", 2023), ("vn-2027", 2027)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_pack_gives_every_page(pack: tuple[str, int], language: str) -> None:
    """A pack with gaps says what is lacking; no page fails or is empty."""
    rules = law.load(pack[0]).on(date(pack[1], 10, 10))
    assert all(len(text_of(rules, topic.key, language)) > 200 for topic in TOPICS)


def test_the_days_of_the_amended_text_follow_the_date() -> None:
    """From 10/11/2018 no village head confirms a request."""
    before, after = (law.load("vn-2016").on(date(2018, 11, day)) for day in (9, 10))
    assert "phải có xác nhận" in text_of(before, "danh-sach")
    assert "không cần xác nhận" in text_of(after, "danh-sach")

"""Topic 3 of the course: Phiếu B, with the points of the reader's own area and an example worked out by scoring."""

from __future__ import annotations

from rasoat.errors import Refused
from rasoat.law.model import Item
from rasoat.scoring.explaining import threshold_text
from rasoat.training.households import EXAMPLE, household
from rasoat.training.lesson import Lesson
from rasoat.training.stories import story_of


def phieu_b(lesson: Lesson) -> None:
    """Topic 3: how the form is filled, its points, the classes, an example."""
    lesson.section("Hỏi thế nào", "How to ask")
    lesson.add("list", items=[
        lesson.say("Đến tận nhà, hỏi chủ hộ hoặc người lớn trong nhà, nhìn tận nơi: tường, cột, nước, nhà vệ sinh.", "Go to the house, ask the head or an adult, and look yourself: walls, columns, water, toilet."),
        lesson.say("Chỉ ghi điều thấy và nghe được. Không đoán, không nương tay, không ghi hộ.", "Write only what you see and hear. No guessing, no favours."),
        lesson.say("Câu nào cũng phải trả lời. Thiếu một câu thì phiếu chưa có điểm, hộ chưa có loại.", "Every question is answered. With one missing there are no points and no class."),
    ])  # fmt: skip
    lesson.do(
        "Phiếu có hai phần: B1 đo mức sống (điểm càng cao càng khá), B2 đo thiếu hụt (điểm càng cao càng thiếu).",
        "The form has two parts: B1 measures the standard of living (more points, better off), B2 deprivation (more points, worse).",
    )
    _classes(lesson)
    _b1(lesson)
    _b2(lesson)
    _example(lesson)


def _classes(lesson: Lesson) -> None:
    lesson.section("Điểm thành loại hộ", "From points to the class")
    rules = [each for each in lesson.rules.class_rules if each.area_type == lesson.place["area_type"]]
    known = [each for each in rules if each.cell.known]
    rows = [[each.cls.label(lesson.language), threshold_text(each.bounds, lesson.language)] for each in known]
    if rows:
        heads = [lesson.say("Loại hộ", "Class"), lesson.say("Khi điểm là", "When the points are")]
        sources = "; ".join(dict.fromkeys(lesson.source(each.cell) for each in known))
        lesson.add("table", heads=heads, rows=rows, source=sources)
    if len(known) < len(rules) or not rules:
        lesson.add("unknown", lesson.say("Chưa tìm thấy đủ mức điểm phân loại cho khu vực này.", "Not every threshold of this area has been found."))  # fmt: skip


def _b1(lesson: Lesson) -> None:
    lesson.section("Bảng điểm B1 của khu vực này", "The points of B1 in this area")
    area = lesson.rules.area(lesson.place["area_type"], lesson.place["region"])
    if area is None:
        lesson.add(
            "unknown", lesson.say("Chưa biết vùng của địa bàn này.", "The region of this place is not known.")
        )
        return
    lesson.tell(
        "Khu vực: {area}. Mỗi mục chỉ chọn một mức.",
        "Area: {area}. One level for each item.",
        area=area.label(lesson.language),
    )
    heads = [lesson.say("Mức", "Level"), lesson.say("Điểm", "Points")]
    for item in lesson.rules.items:
        rows = [
            [option.label(lesson.language), _points(lesson, item, option.key, area.key)]
            for option in item.options
        ]
        lesson.add(
            "points", item.label(lesson.language), heads=heads, rows=rows, source=lesson.source(item.cell)
        )
        if item.waiver is not None:
            lesson.add("note", lesson.say(
                "Mục này không tính điểm khi cả hộ chỉ gồm người phụ thuộc.", "This item gives no points when everybody in the household is a dependant.",
            ), source=lesson.source(item.waiver))  # fmt: skip


def _points(lesson: Lesson, item: Item, option: str, area: str) -> str:
    try:
        cell = lesson.rules.points(item.key, option, area)
    except KeyError:
        return "–"
    return str(cell.value) if cell.known else lesson.say("chưa tìm thấy", "not found")


def _b2(lesson: Lesson) -> None:
    lesson.section("Thiếu hụt B2", "Deprivation, B2")
    rows = [
        [
            f"{each.number}. {each.label(lesson.language)}",
            each.rule_text(lesson.language),
            str(each.points.value) if each.points.known else lesson.say("chưa tìm thấy", "not found"),
        ]
        for each in lesson.rules.indicators
    ]
    heads = [
        lesson.say("Chỉ số", "Indicator"),
        lesson.say("Thiếu hụt khi", "Deprived when"),
        lesson.say("Điểm", "Points"),
    ]
    sources = "; ".join(dict.fromkeys(lesson.source(each.rule) for each in lesson.rules.indicators))
    lesson.add("table", heads=heads, rows=rows, source=sources)


def _example(lesson: Lesson) -> None:
    lesson.section("Ví dụ: chấm một hộ", "An example: one household")
    try:
        home = household(lesson.rules, lesson.place, "course", EXAMPLE)
    except Refused as error:
        lesson.add("unknown", error.sentence(lesson.language))
        return
    lesson.tell(
        "Hộ {head} là hộ nghĩ ra để học.",
        "The household of {head} is invented for the course.",
        head=home.head,
    )
    for part in story_of(home, lesson.language).parts:
        lesson.add("story", part.text, items=[part.title])
    found = home.explained(lesson.language)
    rows = [[line.label, line.option, "0" if line.waived else str(line.points)] for line in found.items]
    rows.append([lesson.say("Cộng B1", "B1 in all"), "", str(found.b1)])
    heads = [lesson.say("Mục", "Item"), lesson.say("Chọn mức", "Level"), lesson.say("Điểm", "Points")]
    lesson.add("table", heads=heads, rows=rows)
    lacking = [f"{line.number}. {line.label}: {line.points}" for line in found.deprivations if line.deprived]
    lesson.tell(
        "B2 = {b2}: {lacking}.", "B2 = {b2}: {lacking}.", b2=found.b2,
        lacking="; ".join(lacking) or lesson.say("không thiếu hụt chỉ số nào", "no indicator is deprived"),
    )  # fmt: skip
    lesson.add("sum", lesson.say(
        "{threshold}: {label}.", "{threshold}: {label}.", threshold=found.threshold, label=found.class_label,
    ))  # fmt: skip

"""An explanation as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rasoat.scoring.explanation import DeprivationLine, Distance, Explanation, ItemLine

_WORDS = {
    "vi": {
        "refused": "Chưa chấm được điểm, chưa có loại hộ:",
        "gaps": "Bộ quy tắc {pack} còn thiếu, chưa tìm thấy trong văn bản nào:",
        "gap": "{what}: {count} giá trị",
        "mend": (
            "Cách làm: rasoat law template {pack} --out TỆP, điền theo bảng chính thức, rồi rasoat law import-points TỆP "
            "--pack {pack}; người thứ hai đối chiếu."
        ),
        "known": "Đã tính được B2:",
        "area": "Vùng",
        "points": "điểm",
        "waived": "không tính điểm",
        "sum": "Tổng điểm",
        "none": "Không thiếu hụt chỉ số nào",
        "ends_if": "hết thiếu hụt nếu",
        "or": " hoặc ",
        "class": "Kết quả",
        "because": "vì",
        "under": "theo",
        "distance": "Cách loại hộ khác",
        "to_b1": "{points:+d} điểm B1 thì thành {label}",
        "to_b2": "{points:+d} điểm B2 ({count} chỉ số) thì thành {label}",
        "changes": "Một câu trả lời khác đi sẽ đổi loại hộ",
        "no_change": "Không có câu trả lời nào, một mình nó, làm đổi loại hộ",
        "practice": "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ: bộ quy tắc chưa được kiểm tra đủ",
    },
    "en": {
        "refused": "Not scored, no class:",
        "gaps": "The pack {pack} lacks, and no text read gives:",
        "gap": "{what}: {count} values",
        "mend": (
            "What to do: rasoat law template {pack} --out FILE, fill in the official table, then rasoat law import-points FILE "
            "--pack {pack}; a second person compares it."
        ),
        "known": "B2 is known:",
        "area": "Area",
        "points": "points",
        "waived": "gives no points",
        "sum": "Sum",
        "none": "Deprived in no indicator",
        "ends_if": "no longer deprived if",
        "or": " or ",
        "class": "Result",
        "because": "because",
        "under": "under",
        "distance": "Distance to other classes",
        "to_b1": "{points:+d} B1 points make it {label}",
        "to_b2": "{points:+d} B2 points ({count} indicators) make it {label}",
        "changes": "One different answer would change the class",
        "no_change": "No single answer would change the class",
        "practice": "PRACTICE – NO LEGAL VALUE: the rule pack is not fully verified",
    },
}
Words = Mapping[str, str]


def as_text(found: Explanation) -> str:
    """Return the explanation for a terminal, in its own language."""
    words = _WORDS[found.language]
    return "\n".join(_refused(found, words) if found.cls is None else _scored(found, words))


def _refused(found: Explanation, words: Words) -> Iterator[str]:
    yield words["refused"]
    for reason, sentence in zip(found.reasons, found.refusals, strict=True):
        yield f"  {reason.code} {sentence}"
    if found.gaps:
        yield words["gaps"].format(pack=found.pack)
        for gap in found.gaps:
            what = words["gap"].format(what=gap.what, count=gap.count) if gap.count > 1 else gap.what
            yield f"  {what}  [{gap.ref}]"
        yield words["mend"].format(pack=found.pack)
    if found.deprivations:
        yield words["known"]
        yield from _b2(found, words)


def _scored(found: Explanation, words: Words) -> Iterator[str]:
    if not found.verified:
        yield from (words["practice"], "")
    yield from (f"{words['area']}: {found.area}", "", "B1")
    yield from (_item(line, words, found.language) for line in found.items)
    yield from (f"  {words['sum']} B1 = {found.b1}", "", "B2")
    yield from _b2(found, words)
    yield from ("", f"{words['class']}: {found.class_label} ({found.cls})")
    yield f"  {words['because']} {found.threshold}, {words['under']} {found.threshold_ref}"
    yield f"{words['distance']}:"
    yield from (f"  {_distance(each, words)}" for each in found.distances)
    yield f"{words['changes']}:" if found.changes else f"{words['no_change']}."
    yield from (f"  {each.label} → {each.option}: {each.class_label}" for each in found.changes)


def _item(line: ItemLine, words: Words, language: str) -> str:
    option = "" if line.option == line.answer else f" → {line.option}"
    waived = f", {words['waived']}" if line.waived else ""
    source = f"[{line.ref}; {line.provenance.label(language)}]"
    return f"  {line.points:>3} {words['points']}  {line.label}: {line.answer}{option}{waived}  {source}"


def _b2(found: Explanation, words: Words) -> Iterator[str]:
    deprived = [line for line in found.deprivations if line.deprived]
    for line in deprived:
        yield from _deprivation(line, words, found.language)
    if not deprived:
        yield f"  {words['none']}"
    if found.b2 is not None:
        yield f"  {words['sum']} B2 = {found.b2}"


def _deprivation(line: DeprivationLine, words: Words, language: str) -> Iterator[str]:
    points = "–" if line.points is None else line.points
    source = f"[{line.ref}; {line.provenance.label(language)}]"
    yield f"  {points:>3} {words['points']}  {line.number}. {line.label}: {line.rule}  {source}"
    yield from (f"            – {each}" for each in line.because)
    if line.ends_if:
        yield f"            {words['ends_if']}: {words['or'].join(line.ends_if)}"


def _distance(each: Distance, words: Words) -> str:
    return words[f"to_{each.axis}"].format(points=each.points, label=each.label, count=each.indicators)

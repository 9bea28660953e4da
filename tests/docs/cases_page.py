"""docs/cases.md, made from the cases in tests/law/cases: what the law makes of a household, for officers to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.law.casebook import Case, groups, standards

HEAD = """# Cases: what the rules make of a household

Each row is a household in the words of the form, with the result the rules give it and the article that decides. All of
them run as tests, and the sums are added up row by row. Households differ from a standard household only in what the row
says. Invented people, no real ones. The point table of 2016–2020 is not the official print, and the tables marked
«bảng điểm bịa» are invented: the cases show how the rules work, not what a real household would get.

To add a case, write it in `tests/law/cases/` and run `scripts/docs`.
"""


def cases_page() -> str:
    """Return docs/cases.md."""
    parts = [HEAD, _standards()]
    parts += [_households(group) for group in groups("trường hợp")]
    parts += [_scores(group) for group in groups("điểm cho sẵn")]
    parts += [_lines(group) for group in groups("mức thu nhập")]
    return "\n".join(parts)


def _table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines) + "\n"


def _heading(group: Mapping[str, Any]) -> str:
    invented = group.get("bảng điểm bịa")
    text = f"## {group['nhóm']}\n\n{group['giải thích']}\n"
    where = f"Bộ quy tắc `{group['bộ quy tắc']}`"
    if "ngày" in group:
        where += f", ngày quy chiếu {_day(group['ngày'])} nếu không ghi khác"
    if "hộ mẫu" in group:
        where += f"; so với *{group['hộ mẫu']}*"
    text += f"\n{where}.\n"
    if invented:
        points = (f"{item}: {option} {p}" for item, row in invented.items() for option, p in row.items())
        text += f"\nĐiểm bịa: {'; '.join(points)}; còn lại 0.\n"
    return text


def _day(day: object) -> str:
    year, month, date = str(day).split("-")
    return f"{date}/{month}/{year}"


def _standards() -> str:
    rows = ([f"*{name}*", each["nơi ở"], each["giải thích"]] for name, each in standards()["hộ mẫu"].items())
    return "## Các hộ mẫu\n\n" + _table(["hộ mẫu", "nơi ở", "là"], rows)


def _households(group: Mapping[str, Any]) -> str:
    found = (Case(group, content) for content in group["trường hợp"])
    rows = ([case.name, _household(case), *_result(case.content), _articles(case.content)] for case in found)
    return _heading(group) + "\n" + _table(["trường hợp", "hộ", "B1", "B2", "loại hộ", "căn cứ"], rows)


def _household(case: Case) -> str:
    content, parts = case.content, list[str]()
    if "ngày" in content:
        parts.append(f"ngày {_day(content['ngày'])}")
    if "nơi ở" in content:
        parts.append(str(content["nơi ở"]))
    parts += [f"{key}: {_answer(word)}" for key, word in content.get("khác hộ mẫu", {}).items()]
    if "thiếu hụt đánh dấu" in content:
        parts.append(f"đánh dấu {', '.join(content['thiếu hụt đánh dấu'])}")
    parts += [_person(person) for person in content.get("thành viên", ())]
    return "; ".join(parts) or "như hộ mẫu"


def _answer(word: object) -> str:
    return "để trống" if word in (None, "") else str(word)


def _person(person: Mapping[str, Any]) -> str:
    own = [f"{key}: {_answer(word)}" for key, word in person.items() if key not in ("là", "ngày sinh")]
    return f"**{person['là']}** sinh {person['ngày sinh']}" + (f" ({', '.join(own)})" if own else "")


def _result(content: Mapping[str, Any]) -> list[str]:
    """Return B1, B2 and the class, or why there are none."""
    if "từ chối" in content:
        return ["–", "–", "từ chối " + ", ".join(f"`{reason}`" for reason in content["từ chối"])]
    result = content["kết quả"]
    added = " + ".join(f"{item} {points}" for item, points in content["cách tính"].items())
    lacking = ", ".join(map(str, result.get("thiếu hụt", [])))
    b1 = f"{result['B1']}" + (f" = {added}" if added else "")
    b2 = f"{result['B2']}" + (f" (chỉ số {lacking})" if lacking else "")
    return [b1, b2, f"**{result['loại hộ']}**"]


def _articles(content: Mapping[str, Any]) -> str:
    return "; ".join(dict.fromkeys([*filter(None, [content.get("cho thấy")]), content["căn cứ"]]))


def _scores(group: Mapping[str, Any]) -> str:
    rows = (
        [_day(c["ngày"]), c["khu vực"], str(c["B1"]), str(c["B2"]), f"**{c['loại hộ']}**", c["căn cứ"]]
        for c in group["điểm cho sẵn"]
    )
    return _heading(group) + "\n" + _table(["ngày", "khu vực", "B1", "B2", "loại hộ", "căn cứ"], rows)


def _lines(group: Mapping[str, Any]) -> str:
    rows = (
        [c["tên"], "chưa tìm thấy" if c["đồng"] is None else f"{c['đồng']:,}".replace(",", "."), c["căn cứ"]]
        for c in group["mức thu nhập"]
    )
    return _heading(group) + "\n" + _table(["mức", "đồng/người/tháng", "căn cứ"], rows)

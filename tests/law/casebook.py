"""Reads the cases in tests/law/cases: households in the words of the forms, with the result the law gives them.

A key may be any beginning of a question's Vietnamese label that fits one question only; an answer may be any beginning
of an option's label. What fits nothing is handed in as it stands, as a wrong answer would be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rasoat import law
from rasoat.law import Rules
from rasoat.law.amendments import Amendment, write
from rasoat.law.model import Labelled, Question

FOLDER = Path(__file__).parent / "cases"
STANDARD = "ho-mau.yaml"
WORDS = {"có": "1", "không": "0"}
INVENTED = "BỊA"


@dataclass(frozen=True)
class Case:
    """One case: the household as the file words it, and what the law makes of it."""

    group: Mapping[str, Any]
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the case is called."""
        return str(self.content["tên"])

    @property
    def pack_id(self) -> str:
        """The pack it is scored with."""
        return str(self.group["bộ quy tắc"])

    @property
    def day(self) -> dt.date:
        """The reference date."""
        return dt.date.fromisoformat(str(self.content.get("ngày", self.group.get("ngày"))))

    @property
    def place(self) -> str:
        """The area it lives in: NT1 … NT6, or TT for a town."""
        return str(self.content.get("nơi ở", standard_household(self)["nơi ở"]))

    @property
    def rules(self) -> Rules:
        """The rules of the day; with an invented point table where the group brings one."""
        table = self.group.get("bảng điểm bịa")
        pack = law.load(self.pack_id) if table is None else invented(self.pack_id, _frozen(table))
        return pack.on(self.day)


def groups(kind: str) -> list[Mapping[str, Any]]:
    """Return the files that hold a list called ``kind``, by name."""
    found = [_content(path) for path in sorted(FOLDER.glob("*.yaml")) if path.name != STANDARD]
    return [group for group in found if kind in group]


def cases(kind: str = "trường hợp") -> list[Case]:
    """Return every case of one kind."""
    return [Case(group, content) for group in groups(kind) for content in group[kind]]


@cache
def _content(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def standards() -> Mapping[str, Any]:
    """Return the standard households and persons."""
    return _content(FOLDER / STANDARD)


def standard_household(case: Case) -> Mapping[str, Any]:
    """Return the standard household that a case differs from."""
    found: Mapping[str, Any] = standards()["hộ mẫu"][case.group["hộ mẫu"]]
    return found


def answers(case: Case) -> dict[str, str]:
    """Return the answers of a case's household as a file would hold them."""
    rules = case.rules
    area = case.place
    found = {"household_id": "1", "area_type": "urban" if area == "TT" else "rural"}
    found["region"] = "" if area == "TT" else area
    ticked = {_one(rules.indicators, words).column for words in case.content.get("thiếu hụt đánh dấu", ())}
    asked = {question.id for question in rules.questions}
    found |= {
        each.column: str(int(each.column in ticked)) for each in rules.indicators if each.column in asked
    }
    for key, word in {**standard_household(case)["trả lời"], **case.content.get("khác hộ mẫu", {})}.items():
        question = _question(rules, key)
        found[key if question is None else question.id] = _answer(question, word)
    if "thành viên" in case.content:
        kept = set(case.content.get("khác hộ mẫu", {}))
        found = {c: a for c, a in found.items() if c not in rules.member_columns or c in kept}
    return found


def members(case: Case) -> list[dict[str, str]]:
    """Return the members of a case's household: the standard person where nothing else is said."""
    usual = standards()["người mẫu"][case.pack_id]
    return [_person(case.rules, {**usual, **words}) for words in case.content["thành viên"]]


def _person(rules: Rules, words: Mapping[str, Any]) -> dict[str, str]:
    person = {"birth_date": _text(words["ngày sinh"])}
    for key, word in words.items():
        if key not in ("ngày sinh", "là"):
            person[_one(rules.member_questions, key).id] = WORDS.get(_text(word), _text(word))
    return person


def _question(rules: Rules, words: str) -> Question | None:
    columns = ("area_type", "region", *(each.column for each in rules.indicators), *rules.member_columns)
    return None if words in columns else _one(rules.questions, words)


def _one(among: Iterable[Any], words: str) -> Any:
    """Return the only one of ``among`` whose label begins with ``words``."""
    found = [each for each in among if begins(each, words)]
    if len(found) != 1:
        raise LookupError(f"{words}: {[each.label_vi for each in found]}")
    return found[0]


def begins(labelled: Labelled, words: str) -> bool:
    """Tell whether a label begins with ``words``, in large or small letters."""
    return labelled.label_vi.casefold().startswith(words.casefold())


def _answer(question: Question | None, word: object) -> str:
    text = _text(word)
    if question is None or question.type != "choice":
        return WORDS.get(text, text)
    fitting = [choice.key for choice in question.choices if begins(choice, text) and text]
    return fitting[0] if len(fitting) == 1 else text


def _text(word: object) -> str:
    if isinstance(word, bool):
        raise TypeError("có | không")
    return "" if word is None else str(word)


Table = tuple[tuple[str, str, int], ...]
"""Beginning of an item's label, beginning of an option's label, points in every area."""


def _frozen(table: Mapping[str, Mapping[str, int]]) -> Table:
    return tuple(
        (item, option, points) for item, options in table.items() for option, points in options.items()
    )


@cache
def invented(pack_id: str, table: Table) -> law.Pack:
    """Return a pack into which an invented point table was brought as amendments; what it does not name gives 0."""
    files = law.shipped_files(pack_id)
    empty = law.load(pack_id)
    rows = [
        _amendment(empty, item, option, area, table)
        for item in empty.items
        for option in item.options
        for area in empty.areas
    ]
    return law.from_files(pack_id, {**files, "amendments.csv": write(rows)})


def _amendment(pack: law.Pack, item: law.Item, option: law.Option, area: law.Area, table: Table) -> Amendment:
    fitting = [p for item_words, words, p in table if begins(item, item_words) and _same(item, option, words)]
    assert len(fitting) <= 1, (item.label_vi, option.label_vi)
    return Amendment(
        key=f"b1.points.{item.key}.{option.key}.{area.key}",
        since=pack.versions[0].since,
        value=str(fitting[0] if fitting else 0),
        document=INVENTED,
        document_title="Bảng điểm bịa ra để thử, không phải của văn bản nào",
        article="bảng điểm bịa",
        provenance="illustrative",
    )


def _same(item: law.Item, option: law.Option, words: str) -> bool:
    return (
        option.key == {"có": "yes", "không": "no"}.get(words)
        if item.kind == "yes_no"
        else begins(option, words)
    )


def refusals(case: Case) -> Sequence[str] | None:
    """Return the reasons the case expects, or None when it has a result."""
    found: Sequence[str] | None = case.content.get("từ chối")
    return found

"""Reading code lists, forms, steps and the parameters of the process."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rasoat.law.cells import (
    ONE_DAY,
    Calendar,
    Cell,
    Dated,
    Provenance,
    read_cell,
    read_dated,
    whole_number,
)
from rasoat.law.model import (
    Choice,
    CodeList,
    Form,
    Indicator,
    Item,
    Kind,
    MonthDay,
    Parameters,
    Question,
    Relevant,
    Step,
)
from rasoat.law.nodes import Map
from rasoat.law.read_classes import one_of

AREA_TYPE = "area_type"
PARTIAL_BIRTH_DATES = ("first_day",)
NO_SUCH_RULE = "none"
OR_NONE = " | None"
QUESTION_TYPES = ("text", "date", "birth_date", "integer", "decimal", "choice", "choices", "yes_no")
_TYPE_OF_KIND = {
    Kind.choice: "choice",
    Kind.bands: "integer",
    Kind.yes_no: "yes_no",
    Kind.per_person: "decimal",
}


def _nothing(_entry: Map) -> None:
    return None


def read_lists(root: Map, calendar: Calendar) -> dict[str, CodeList]:
    """Return the code lists of lists.yaml."""
    lists: dict[str, CodeList] = {}
    for entry in root.listed("lists"):
        key = entry.text("key")
        if key in lists:
            raise entry.error("L006", "key", key=key)
        cell = read_cell(entry, f"list.{key}", calendar, _nothing)
        lists[key] = CodeList(key, entry.text("label_vi"), entry.text("label_en"), _choices(entry, key), cell)
    return lists


def _choices(entry: Map, key: str) -> tuple[Choice, ...]:
    choices: dict[str, Choice] = {}
    for each in entry.maps("choices"):
        choice = Choice(each.text("key"), each.text("label_vi"), each.text("label_en"))
        if choice.key in choices:
            raise each.error("L006", "key", key=f"{key}.{choice.key}")
        choices[choice.key] = choice
    return tuple(choices.values())


class FormReader:
    """Turns the entries of forms.yaml into questions; items and indicators bring their own.

    ``from_members`` are the columns that follow from the list of members.
    """

    def __init__(
        self,
        items: Sequence[Item],
        indicators: Sequence[Indicator],
        lists: Mapping[str, CodeList],
        rural_only: frozenset[str],
        from_members: frozenset[str],
        calendar: Calendar,
        day: dt.date,
    ) -> None:
        self._rural_only = rural_only
        self._from_members = from_members
        self._day = day
        self._items = {item.key: item for item in items}
        self._indicators = {indicator.key: indicator for indicator in indicators}
        self._lists = lists
        self._calendar = calendar

    def read(self, root: Map) -> dict[str, Form]:
        """Return the forms by key."""
        forms: dict[str, Form] = {}
        for entry in root.maps("forms"):
            form = self._form(entry)
            if form.key in forms:
                raise entry.error("L006", "key", key=form.key)
            forms[form.key] = form
        return forms

    def _form(self, entry: Map) -> Form:
        key = entry.text("key")
        questions: dict[str, Question] = {}
        for each in _questions(entry):
            question = self._question(each)
            if question.id in questions:
                raise each.error("L006", key=question.id)
            if question.relevant and question.relevant.question not in (AREA_TYPE, *questions):
                raise each.error("L020", "relevant", name=question.relevant.question, where_from=key)
            questions[question.id] = question
        cell = read_cell(entry, f"form.{key}", self._calendar, _nothing)
        asked = tuple(question for question in questions.values() if question.asked_on(self._day))
        return Form(key, entry.text("title_vi"), entry.text("title_en"), asked, cell, self._members(entry))

    def _members(self, entry: Map) -> tuple[Question, ...]:
        if not entry.has("members"):
            return ()
        columns: dict[str, Question] = {}
        for each in entry.maps("members"):
            question = self._own_question(each)
            if question.id in columns:
                raise each.error("L006", key=question.id)
            columns[question.id] = question
        return tuple(question for question in columns.values() if question.asked_on(self._day))

    def _question(self, entry: Map) -> Question:
        if entry.has("item"):
            item = self._known(entry, "item", self._items, "b1-items.yaml")
            return item_question(item, item.key in self._rural_only)
        if entry.has("indicator"):
            return indicator_question(self._known(entry, "indicator", self._indicators, "b2-indicators.yaml"))
        question = self._own_question(entry)
        return replace(question, from_members=question.id in self._from_members)

    def _known(self, entry: Map, key: str, known: Mapping[str, Any], where_from: str) -> Any:
        name = entry.text(key)
        if name not in known:
            raise entry.error("L020", key, name=name, where_from=where_from)
        return known[name]

    def _own_question(self, entry: Map) -> Question:
        for key in ("from", "to"):
            self._check_day(entry, key)
        fed = {**self._items, **self._indicators}
        feeds = self._known(entry, "feeds", fed, "b1-items.yaml").key if entry.has("feeds") else None
        listed = self._known(entry, "list", self._lists, "lists.yaml") if entry.has("list") else None
        return Question(
            id=entry.text("id"),
            type=one_of(entry, "type", QUESTION_TYPES),
            label_vi=entry.text("label_vi"),
            label_en=entry.text("label_en"),
            choices=listed.choices if listed else (),
            minimum=entry.maybe_whole("minimum"),
            required=entry.flag("required"),
            relevant=_relevant(entry),
            feeds=feeds,
            sealed=entry.flag("sealed"),
            since=entry.maybe_day("from"),
            until=entry.maybe_day("to"),
        )

    def _check_day(self, entry: Map, key: str) -> None:
        day = entry.maybe_day(key)
        if day is not None:
            first = day if key == "from" else day + dt.timedelta(days=1)
            self._calendar.check_version_day(entry, entry.text("id"), first, key)


def _questions(entry: Map) -> list[Map]:
    """Return the questions of a form; none of one that exists but was not found."""
    unread = not entry.has("questions") and entry.text("provenance") == Provenance.NOT_FOUND
    return [] if unread else entry.maps("questions")


def _relevant(entry: Map) -> Relevant | None:
    if not entry.has("relevant"):
        return None
    relevant = entry.map("relevant")
    return Relevant(relevant.text("question"), relevant.text("answer"))


def item_question(item: Item, rural_only: bool) -> Question:
    """Return the question of a B1 item; some stand on the rural form only."""
    kind = _TYPE_OF_KIND[item.kind]
    choices = tuple(Choice(o.key, o.label_vi, o.label_en) for o in item.options)
    return Question(
        id=item.column,
        type=kind,
        label_vi=item.question_vi,
        label_en=item.question_en,
        choices=choices if kind == "choice" else (),
        minimum=item.least if kind in ("integer", "decimal") else None,
        at_most=item.at_most,
        required=True,
        relevant=Relevant(AREA_TYPE, "rural") if rural_only else None,
        feeds=item.key,
        unit="m²" if kind == "decimal" else item.unit,
        from_members=item.from_members,
    )


def indicator_question(indicator: Indicator) -> Question:
    """Return the tick of a B2 indicator; its label is the deprivation rule in words."""
    return Question(
        id=indicator.column,
        type="yes_no",
        label_vi=indicator.rule_text("vi") if indicator.rule.value else indicator.label_vi,
        label_en=indicator.rule_text("en") if indicator.rule.value else indicator.label_en,
        required=True,
        feeds=indicator.key,
        from_members=indicator.of_members is not None,
    )


def read_steps(root: Map, calendar: Calendar) -> tuple[Step, ...]:
    """Return the steps of process.yaml in order, those of every date."""
    steps: list[Step] = []
    for entry in root.listed("steps"):
        key = entry.text("key")
        cell = lasting_cell(entry, f"step.{key}", calendar, [step.cell for step in steps])
        steps.append(Step(key, entry.text("actor"), entry.text("label_vi"), entry.text("label_en"), cell))
    return tuple(steps)


def lasting_cell(entry: Map, key: str, calendar: Calendar, others: Sequence[Cell[None]]) -> Cell[None]:
    """Return a cell that may last for a part of the pack's life; raise L006 when the key then stands twice."""
    cell = read_cell(entry, key, calendar, _nothing)
    if cell.until is not None and entry.has("to"):
        calendar.check_version_day(entry, key, cell.until + ONE_DAY, "to")
    if any(other.key == key and other.overlaps(cell) for other in others):
        raise entry.error("L006", "key", key=key)
    return cell


def read_parameters(root: Map, calendar: Calendar) -> dict[str, Dated[Any]]:
    """Return every field of ``Parameters`` over time; an unknown or missing one is refused."""
    entries = root.map("parameters")
    return {
        field.name: read_dated(
            entries.maps(field.name),
            f"process.{field.name}",
            calendar,
            partial(_parameter, name=field.name, kind=str(field.type)),
            parse=partial(_parameter_of_text, kind=str(field.type)),
        )
        for field in dataclasses.fields(Parameters)
    }


def _parameter(entry: Map, name: str, kind: str) -> Any:
    if not kind.endswith(OR_NONE) and entry.value("value") is None:
        raise entry.error("L021", "value", key=name)
    if entry.missing("value") or (kind.endswith(OR_NONE) and entry.value("value") == NO_SUCH_RULE):
        return None
    kind = kind.removesuffix(OR_NONE)
    if kind == "MonthDay":
        return _month_day(entry)
    if name == "partial_birth_date" and entry.text("value") not in PARTIAL_BIRTH_DATES:
        raise entry.error("L005", "value", key=name, expected=" | ".join(PARTIAL_BIRTH_DATES))
    return entry.typed("value", {"int": int, "bool": bool, "str": str}[kind])


def _month_day(entry: Map) -> MonthDay:
    try:
        return month_day(entry.text("value"))
    except ValueError:
        raise entry.error("L005", "value", key="value", expected="mm-dd") from None


def month_day(text: str) -> MonthDay:
    """Return a day of the year written mm-dd; raise ``ValueError`` for any other text."""
    try:
        day = dt.date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError("mm-dd") from None
    return MonthDay(day.month, day.day)


def _parameter_of_text(text: str, kind: str) -> Any:
    if text == NO_SUCH_RULE and kind.endswith(OR_NONE):
        return None
    kind = kind.removesuffix(OR_NONE)
    if kind == "MonthDay":
        return month_day(text)
    if kind == "bool":
        if text not in ("true", "false"):
            raise ValueError("true | false")
        return text == "true"
    return whole_number(text) if kind == "int" else text

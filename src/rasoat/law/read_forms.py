"""Reading code lists, forms, steps and the parameters of the process."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from rasoat.law.cells import Calendar, Dated, Provenance, at, read_cell, read_dated
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
QUESTION_TYPES = ("text", "date", "integer", "decimal", "choice", "choices", "yes_no")
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
    for entry in root.maps("lists"):
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
    """Turns the entries of forms.yaml into questions; items and indicators bring their own."""

    def __init__(
        self,
        items: Sequence[Item],
        indicators: Sequence[Indicator],
        lists: Mapping[str, CodeList],
        rural_only: frozenset[str],
        calendar: Calendar,
        day: dt.date,
    ) -> None:
        self._rural_only = rural_only
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
        for each in entry.maps("questions"):
            question = self._question(each)
            if question.id in questions:
                raise each.error("L006", key=question.id)
            if question.relevant and question.relevant.question not in (AREA_TYPE, *questions):
                raise each.error("L020", "relevant", name=question.relevant.question, where_from=key)
            questions[question.id] = question
        cell = read_cell(entry, f"form.{key}", self._calendar, _nothing)
        asked = tuple(question for question in questions.values() if question.asked_on(self._day))
        return Form(key, entry.text("title_vi"), entry.text("title_en"), asked, cell)

    def _question(self, entry: Map) -> Question:
        if entry.has("item"):
            item = self._known(entry, "item", self._items, "b1-items.yaml")
            return item_question(item, item.key in self._rural_only)
        if entry.has("indicator"):
            return indicator_question(self._known(entry, "indicator", self._indicators, "b2-indicators.yaml"))
        return self._own_question(entry)

    def _known(self, entry: Map, key: str, known: Mapping[str, Any], where_from: str) -> Any:
        name = entry.text(key)
        if name not in known:
            raise entry.error("L020", key, name=name, where_from=where_from)
        return known[name]

    def _own_question(self, entry: Map) -> Question:
        for key in ("from", "to"):
            self._check_day(entry, key)
        feeds = self._known(entry, "feeds", self._items, "b1-items.yaml").key if entry.has("feeds") else None
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
            from_members=entry.flag("from_members"),
            since=entry.maybe_day("from"),
            until=entry.maybe_day("to"),
        )

    def _check_day(self, entry: Map, key: str) -> None:
        day = entry.maybe_day(key)
        if day is not None:
            first = day if key == "from" else day + dt.timedelta(days=1)
            self._calendar.check_version_day(entry, entry.text("id"), first, key)


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
        label_vi=indicator.rule.value.vi,
        label_en=indicator.rule.value.en,
        required=True,
        feeds=indicator.key,
        from_members=indicator.from_members,
    )


def read_steps(root: Map, calendar: Calendar) -> tuple[Step, ...]:
    """Return the steps of process.yaml in order."""
    steps: dict[str, Step] = {}
    for entry in root.maps("steps"):
        key = entry.text("key")
        if key in steps:
            raise entry.error("L006", "key", key=key)
        cell = read_cell(entry, f"step.{key}", calendar, _nothing)
        steps[key] = Step(key, entry.text("actor"), entry.text("label_vi"), entry.text("label_en"), cell)
    return tuple(steps.values())


def read_parameters(root: Map, calendar: Calendar) -> dict[str, Dated[Any]]:
    """Return every field of ``Parameters`` over time; an unknown or missing one is refused."""
    entries = root.map("parameters")
    return {
        field.name: read_dated(
            entries.maps(field.name),
            f"process.{field.name}",
            calendar,
            partial(_parameter, name=field.name, kind=str(field.type)),
        )
        for field in dataclasses.fields(Parameters)
    }


def _parameter(entry: Map, name: str, kind: str) -> Any:
    not_found = entry.text("provenance") == Provenance.NOT_FOUND
    empty = entry.value("value") is None
    if empty and not (not_found and kind.endswith("| None")):
        raise entry.error("L021", "value", key=name)
    if not_found and not empty:
        raise entry.error("L022", "value", key=name)
    if empty:
        return None
    if kind == "MonthDay":
        return _month_day(entry)
    return entry.typed("value", {"int": int, "bool": bool, "str": str}[kind.removesuffix(" | None")])


def _month_day(entry: Map) -> MonthDay:
    text = entry.text("value")
    try:
        day = dt.date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise entry.error("L005", "value", key="value", expected="mm-dd") from None
    return MonthDay(day.month, day.day)


def parameters_on(parameters: Mapping[str, Dated[Any]], day: dt.date) -> dict[str, Any]:
    """Return the values of the parameters on ``day``."""
    return {name: at(cells, day).value for name, cells in parameters.items()}

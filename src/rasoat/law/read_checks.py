"""Reading checks.yaml: what answers must be looked at again, with a reason or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from rasoat.law.cells import Calendar, read_cell
from rasoat.law.model import Check, Condition, Question
from rasoat.law.nodes import Map
from rasoat.law.read_classes import one_of
from rasoat.law.read_tests import TestReader

LEVELS = ("warning", "error")
KINDS = ("answer", "sum", "per", "option", "member", "jump")


def read_checks(
    root: Map, questions: Sequence[Question], tests: TestReader, calendar: Calendar
) -> tuple[Check, ...]:
    """Return the checks of checks.yaml; every question they name stands on Phiếu B."""
    if not root.has("checks"):
        return ()
    checks: dict[str, Check] = {}
    asked = {question.id: question for question in questions}
    for entry in root.maps("checks"):
        key = entry.text("key")
        if key in checks:
            raise entry.error("L006", "key", key=key)
        checks[key] = Check(
            key,
            one_of(entry, "level", LEVELS),
            entry.text("label_vi"),
            entry.text("label_en"),
            tuple(_condition(each, asked, tests) for each in entry.maps("when")),
            read_cell(entry, f"check.{key}", calendar, lambda _entry: None),
        )
    return tuple(checks.values())


def _condition(entry: Map, asked: dict[str, Question], tests: TestReader) -> Condition:
    kind = next((name for name in KINDS if entry.has(name)), None)
    if kind is None:
        raise entry.error("L004", key=" | ".join(KINDS))
    if kind == "member":
        return Condition(kind, tests=tuple(tests.test(each) for each in entry.maps(kind)))
    least, most = entry.maybe_whole("from"), entry.maybe_whole("to")
    if kind == "jump":
        return Condition(kind, (one_of(entry, kind, ("rise", "fall", "either")),), least, most)
    columns = tuple(entry.texts(kind)) if kind in ("sum", "per") else (entry.text(kind),)
    for name in columns:
        if name not in asked:
            raise entry.error("L020", kind, name=name, where_from="forms.yaml")
        if kind in ("answer", "sum") and asked[name].type not in ("integer", "yes_no"):
            raise entry.error("L005", kind, key=name, expected="integer | yes_no")
    options = tuple(entry.texts("options")) if kind == "option" else ()
    for name in options:
        if name not in [choice.key for choice in asked[columns[0]].choices]:
            raise entry.error("L020", "options", name=name, where_from=columns[0])
    return Condition(kind, columns, least, most, options)
